import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isAlive } from "../../client/index.ts";
import { vsixFile } from "../../scripts/package.mjs";
import { serveVSCode } from "../../scripts/vscode.mjs";
import type { Project } from "./project.ts";
import { Workbench } from "./workbench.ts";

const artifacts = join(process.cwd(), "artifacts", "e2e");
const longestStepMs = 180_000;
/** A view that comes to the front at a stop would close the menu that a step has just opened. */
const settings = { "debug.openDebug": "neverOpen" };

/** What the steps of a story share. */
export interface Scene<P extends Project> {
  project: P;
  vscode: Workbench;
  /** Every process id that the story has seen; none may live at its end. */
  seen: Set<number>;
}
export type Step<P extends Project> = (name: string, work: (scene: Scene<P>) => Promise<void>) => void;

/** A story in one VS Code and one project: each step begins in the state that the last one left. Its pictures are in artifacts/e2e/. */
export function story<P extends Project>(make: () => Promise<P>): Step<P> {
  const profile = join(process.cwd(), ".cache", "e2e", `profile-${process.pid}`);
  const seen = new Set<number>();
  let scene: Scene<P> | undefined;
  const closing: (() => unknown)[] = [() => rm(profile, { recursive: true, force: true })];

  before(async () => {
    await mkdir(artifacts, { recursive: true });
    const project = await make();
    closing.unshift(() => project.remove());
    const server = await serveVSCode({ folder: project.folder, profile, vsix: vsixFile, settings });
    closing.unshift(() => server.process.kill());
    const vscode = await Workbench.open(server.url, artifacts);
    closing.unshift(() => vscode.close());
    scene = { project, vscode, seen };
  });

  after(async () => {
    for (const pid of seen) if (isAlive(pid)) process.kill(pid, "SIGKILL");
    for (const close of closing) await close();
  });

  return (name, work) =>
    test(name, { timeout: longestStepMs }, async ({ signal }) => {
      if (!scene) throw new Error("the story has no scene");
      const { project, vscode } = scene;
      const tooLate = () => void vscode.picture(`late ${name}`);
      signal.addEventListener("abort", tooLate);
      try {
        await work(scene);
      } catch (error) {
        await vscode.picture(`failed ${name}`);
        throw error;
      } finally {
        signal.removeEventListener("abort", tooLate);
        for (const pid of await project.pids()) seen.add(pid);
      }
    });
}
