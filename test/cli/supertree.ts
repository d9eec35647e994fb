import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, connect as dialPort } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, findRuntime, watchTree } from "../../client/index.ts";
import type { Snapshot } from "../../wire/index.ts";

export const cli = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));
const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A private folder with the fixture programs and this spec; whatever still runs there at the test's end is taken down. */
export async function project(t: TestContext, spec: string, name = "supertree.yaml"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "supertree-cli-"));
  await cp(fixtures, folder, { recursive: true });
  await writeFile(join(folder, name), spec);
  t.after(async () => {
    await supertree(folder, "down");
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs one command to its end. */
export async function supertree(cwd: string, ...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([all(child.stdout), all(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

/** The JSON that a command answers with. */
export async function answerOf(cwd: string, ...words: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await supertree(cwd, ...words, "--json");
  if (code !== 0) throw new Error(`supertree ${words.join(" ")} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The error that a command fails with under `--json`, and its exit code. */
export async function errorOf(cwd: string, ...words: string[]): Promise<{ exit: number | null; code: string }> {
  const { code, stdout, stderr } = await supertree(cwd, ...words, "--json");
  if (stdout !== "") throw new Error(`an error says nothing on standard output, but: ${stdout}`);
  const { error } = JSON.parse(stderr);
  if (Object.keys(error).join() !== "code,message,where") throw new Error(`an error of another shape: ${stderr}`);
  return { exit: code, code: error.code };
}

/** A command that stays, with its lines as they come. */
export class Staying {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly ended: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  #over = false;

  constructor(t: TestContext, cwd: string, ...words: string[]) {
    this.child = spawn(process.execPath, [cli, ...words], { cwd, stdio: ["ignore", "pipe", "inherit"] });
    t.after(() => this.child.kill("SIGKILL"));
    this.ended = once(this.child, "close").then(([code]) => {
      this.#over = true;
      this.#look();
      return code;
    });
    const { stdout } = this.child;
    if (stdout) createInterface({ input: stdout }).on("line", (line) => this.#take(line));
  }

  /** Settles with the first line, of the past (but not before the line `from`) or the future, that `wanted` matches; fails when the command ends without. */
  line(wanted: RegExp, from = 0): Promise<RegExpExecArray> {
    return new Promise((settle, fail) => {
      const look = () => {
        const found = this.lines
          .slice(from)
          .map((line) => wanted.exec(line))
          .find((match) => match !== null);
        if (!found && !this.#over) return;
        this.#waiting.delete(look);
        if (found) settle(found);
        else fail(new Error(`no line is ${wanted}:\n${this.lines.join("\n")}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  #take(line: string): void {
    this.lines.push(line);
    this.#look();
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}

/** Settles with the first tree of the running spec for which `wanted` holds. */
export async function treeWhere(folder: string, wanted: (tree: Snapshot) => boolean): Promise<Snapshot> {
  const runtime = await findRuntime(join(folder, "supertree.yaml"));
  if (!runtime) throw new Error(`no runtime runs in ${folder}`);
  const client = await connect(runtime);
  try {
    return await new Promise((settle, fail) => {
      watchTree(client, (tree) => wanted(tree) && settle(tree)).catch(fail);
      client.closed.then(({ by }) => fail(new Error(`the connection ended by ${by}`)));
    });
  } finally {
    client.close();
  }
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function isListening(port: number): Promise<boolean> {
  const socket = dialPort(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false; // refused: nobody listens
  } finally {
    socket.destroy();
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: gone
  }
}

/** Whether the process goes: an orphan is only gone once the system has collected it, a moment after its end. */
export async function vanishes(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 500 && isAlive(pid); looks += 1) await pause(10);
  return !isAlive(pid);
}

async function all(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join("");
}
