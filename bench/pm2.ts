import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Keeper } from "./restart.ts";

/** The peer that restarts are measured against: of no use to the project otherwise, so the bench brings it itself. */
const version = "7.0.4";

/** What of pm2's programmatic interface is used here. */
interface Pm2 {
  connect(done: Done): void;
  start(options: Record<string, unknown>, done: Done): void;
  describe(name: string, done: (error: Error | null, described: { pid?: number }[]) => void): void;
  launchBus(done: (error: Error | null, bus: Bus, socket: { close(): void }) => void): void;
  killDaemon(done: Done): void;
  disconnect(): void;
}
type Done = (error: Error | null) => void;
interface Bus {
  on(event: "process:event", listener: (news: { event: string }) => void): void;
}

/** Null, with a word on standard error, where pm2 can be had neither from the cache nor from the registry. */
export async function pm2Keeps([script = "", ...args]: readonly string[]): Promise<Keeper | null> {
  const connected = await ownPm2();
  if (!connected) return null;
  const { pm2, end } = connected;
  const { bus, socket } = await new Promise<{ bus: Bus; socket: { close(): void } }>((settle, fail) => {
    pm2.launchBus((error, bus, socket) => (error ? fail(error) : settle({ bus, socket })));
  });
  let online = () => {};
  bus.on("process:event", ({ event }) => event === "online" && online());
  const options = {
    name: "a",
    script,
    args,
    interpreter: "none",
    autorestart: true,
    min_uptime: 100,
    max_restarts: 1e9,
  };
  await told((done) => pm2.start(options, done));
  return {
    async kill() {
      const pid = await pidOf(pm2);
      const next = new Promise<void>((settle) => {
        online = settle;
      });
      const began = performance.now();
      process.kill(pid, "SIGKILL");
      await next;
      return performance.now() - began;
    },
    async end() {
      socket.close();
      await end();
    },
  };
}

/** Milliseconds until so many `sleep` are up; null where pm2 cannot be had. */
export async function pm2Starts(count: number): Promise<number | null> {
  const connected = await ownPm2();
  if (!connected) return null;
  const { pm2, end } = connected;
  try {
    const began = performance.now();
    const options = {
      name: "s",
      script: "sleep",
      args: ["100000"],
      interpreter: "none",
      instances: count,
      exec_mode: "fork",
    };
    await told((done) => pm2.start(options, done));
    return performance.now() - began;
  } finally {
    await end();
  }
}

/** A daemon of its own, whoever else uses pm2 here. */
async function ownPm2(): Promise<{ pm2: Pm2; end: () => Promise<void> } | null> {
  const folder = installed();
  if (!folder) return null;
  const home = mkdtempSync(join(tmpdir(), "supertree-bench-pm2-"));
  process.env.PM2_HOME = home;
  const pm2 = new (createRequire(join(folder, "package.json"))("pm2").custom)({ pm2_home: home }) as Pm2;
  await told((done) => pm2.connect(done));
  delete process.env.PM2_HOME; // the daemon has it, and nobody else is to inherit it
  const end = async () => {
    await told((done) => pm2.killDaemon(done));
    pm2.disconnect();
    rmSync(home, { recursive: true, force: true });
  };
  return { pm2, end };
}

function pidOf(pm2: Pm2): Promise<number> {
  return new Promise((settle, fail) => {
    pm2.describe("a", (error, [described]) => {
      if (described?.pid) settle(described.pid);
      else fail(error ?? new Error("pm2 shows no pid"));
    });
  });
}

function told(ask: (done: Done) => void): Promise<void> {
  return new Promise((settle, fail) => ask((error) => (error ? fail(error) : settle())));
}

/** The folder pm2 is installed in, once per user, below the cache folder. */
function installed(): string | null {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "supertree", `pm2-${version}`);
  if (existsSync(folder)) return folder;
  console.error(`Installing pm2 ${version} to compare with (once) …`);
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  writeFileSync(join(fresh, "package.json"), JSON.stringify({ private: true }));
  const words = ["install", `pm2@${version}`, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawnSync("npm", words, { cwd: fresh, encoding: "utf8", shell: process.platform === "win32" });
  if (npm.status === 0) {
    renameSync(fresh, folder);
    return folder;
  }
  rmSync(fresh, { recursive: true, force: true });
  console.error(
    `No comparison with pm2 ${version}, which npm could not install: ${npm.error?.message ?? npm.stderr.trim()}`,
  );
  return null;
}
