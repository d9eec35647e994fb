import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { DebugProtocol as D } from "@vscode/debugprotocol";
import { buildSync } from "esbuild";
import { Dap } from "./dap.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const programs = fileURLToPath(new URL("./fixtures/programs", import.meta.url));

/** A marker in a program, or one with a condition, a log message … */
export type Wanted = string | ({ at: string } & Omit<D.SourceBreakpoint, "line">);

/** A folder with the fixture programs and a spec, and a debug session on it; all is gone after the test. */
export class Scene {
  readonly folder: string;
  readonly spec: string;
  readonly dap = new Dap();
  #names = new Map<number, string>();

  constructor(t: TestContext, spec: string, folder: string | null = null) {
    this.folder = folder ?? newFolder();
    this.spec = join(this.folder, "supertree.yaml");
    if (folder === null) writeFileSync(this.spec, spec);
    t.after(async () => {
      await this.stop();
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 }); // a runtime writes until it is gone
    });
  }

  /** A second session, on the same folder. */
  another(t: TestContext): Scene {
    return new Scene(t, "", this.folder);
  }

  /** As tsc leaves it: the code in `out/`, its map beside it. */
  compile(program: string): void {
    buildSync({
      absWorkingDir: this.folder,
      entryPoints: [program],
      outdir: "out",
      format: "cjs",
      platform: "node",
      sourcemap: true,
      outExtension: { ".js": ".cjs" },
    });
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** The line of `// #marker` in a program. */
  line(program: string, marker: string): number {
    const lines = readFileSync(this.file(program), "utf8").split("\n");
    const index = lines.findIndex((line) => line.includes(`// #${marker}`));
    if (index === -1) throw new Error(`there is no #${marker} in ${program}`);
    return index + 1;
  }

  /** `initialize`, `launch` and `configurationDone`, with breakpoints at these markers set in between. */
  async launch(breakpoints: Record<string, readonly Wanted[]> = {}, more: object = {}): Promise<void> {
    await this.dap.request("initialize", { adapterID: "supertree" });
    await this.begin("launch", { spec: this.spec, ...more }, breakpoints);
  }

  async begin(command: string, args: object, breakpoints: Record<string, readonly Wanted[]>): Promise<void> {
    const joined = this.dap.request(command, args);
    await Promise.race([this.dap.event("initialized"), joined.then(() => new Promise(() => {}))]);
    for (const [program, markers] of Object.entries(breakpoints)) await this.breakpoints(program, ...markers);
    await this.dap.request("configurationDone");
    await joined;
  }

  /** Sets the breakpoints of a program: markers, or objects with `at` and a condition, a log message … */
  async breakpoints(program: string, ...markers: readonly Wanted[]): Promise<D.Breakpoint[]> {
    const breakpoints = markers.map((marker) => {
      const { at, ...more } = typeof marker === "string" ? { at: marker } : marker;
      return { ...more, line: this.line(program, at) };
    });
    const source = { path: this.file(program) };
    return (await this.dap.request("setBreakpoints", { source, breakpoints })).breakpoints;
  }

  /** The one breakpoint of a program. */
  async breakpoint(program: string, marker: Wanted): Promise<D.Breakpoint> {
    const [breakpoint] = await this.breakpoints(program, marker);
    assert.ok(breakpoint);
    return breakpoint;
  }

  /** Waits until a process stops, and tells where: `tree/plain #1 breakpoint plain.mjs:8 tick`. */
  async stopped(
    matches: (stop: { threadId: number }) => boolean = () => true,
  ): Promise<{ threadId: number; text: string }> {
    const { threadId, reason } = await this.dap.event("stopped", matches);
    const name = await this.threadName(threadId);
    return { threadId, text: `${name} ${reason} ${await this.top(threadId)}` };
  }

  async top(threadId: number): Promise<string> {
    return this.place(await this.topFrame(threadId));
  }

  async topFrame(threadId: number): Promise<D.StackFrame> {
    const { stackFrames } = await this.dap.request("stackTrace", { threadId, startFrame: 0, levels: 1 });
    const [frame] = stackFrames;
    assert.ok(frame);
    return frame;
  }

  /** `plain.mjs:#tick tick`. */
  place({
    source,
    line,
    name = "",
  }: {
    source?: D.Source | undefined;
    line?: number | undefined;
    name?: string;
  }): string {
    return `${source?.name}:${this.markerAt(source?.path, line ?? 0)} ${name}`.trim();
  }

  async threadName(threadId: number): Promise<string> {
    if (!this.#names.has(threadId))
      for (const { id, name } of (await this.dap.request("threads")).threads) this.#names.set(id, name);
    return this.#names.get(threadId) ?? "?";
  }

  /** `name: value` of every variable in a scope or an object, one a line. */
  async variables(variablesReference: number, more: object = {}): Promise<string> {
    const { variables } = await this.dap.request("variables", { variablesReference, ...more });
    return variables.map(({ name, value }) => `${name}: ${value}`).join("\n");
  }

  /** One variable of a scope or an object. */
  async variable(variablesReference: number, name: string): Promise<D.Variable> {
    const { variables } = await this.dap.request("variables", { variablesReference });
    const found = variables.find((variable) => variable.name === name);
    assert.ok(found, `there is ${name}`);
    return found;
  }

  async scope(threadId: number, name: string): Promise<number> {
    const { id } = await this.topFrame(threadId);
    const { scopes } = await this.dap.request("scopes", { frameId: id });
    return scopes.find((scope) => scope.name.startsWith(name))?.variablesReference ?? 0;
  }

  /** The tree and the adapter, in order; a second stop does nothing. */
  async stop(): Promise<void> {
    if (this.dap.process.exitCode !== null || this.dap.process.signalCode !== null) return;
    await this.dap.request("disconnect", { terminateDebuggee: true });
    this.dap.process.stdin.end();
    await this.dap.ended;
  }

  /** The marker on a line of a program, or the line itself. */
  private markerAt(path: string | undefined, line: number): string {
    if (!path?.startsWith(this.folder)) return String(line);
    return /\/\/ (#\w+)/.exec(readFileSync(path, "utf8").split("\n")[line - 1] ?? "")?.[1] ?? String(line);
  }
}

function newFolder(): string {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "adapter-"));
  cpSync(programs, folder, { recursive: true });
  return folder;
}
