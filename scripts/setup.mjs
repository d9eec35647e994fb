// What the other scripts need before they can run, each step done once: packages, a build, a VS Code, a browser.
// Uses nothing but Node, so that it works on a fresh clone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A whole VS Code that runs in a browser, and the Node it wants; both come from npm. */
const vscode = { "code-server": "4.139.1", node: "24.21.0" };

/** The other versions of Node that supervised programs are tested with, by their major version; each is a package of npm. */
const nodes = { 22: "22.23.3", 24: "24.21.0" };

/** What is installed once per user and outlives every clone. */
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "supertree");

/**
 * Ends the script with a sentence for the person who started it.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  console.error(`supertree: ${message}`);
  process.exit(1);
}

/**
 * Runs a command to its end and shows what it prints; a failure ends the script.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} [options]
 */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`${command} ${args.join(" ")} ended with code ${status}`);
}

/** Installs the packages of package-lock.json where node_modules is missing or of another lock file. */
export function packages() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
  const stamp = join(root, "node_modules", ".supertree-lock");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing packages (npm ci) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { shell: process.platform === "win32" });
  writeFileSync(stamp, wanted);
}

/** Builds dist/ and the example. */
export function buildAll() {
  run(process.execPath, ["scripts/build.mjs"]);
  run("npm", ["run", "--silent", "build", "-w", "examples/fleet"], { shell: process.platform === "win32" });
}

/**
 * The VS Code for tests and for `npm start` without a desktop one: installed once per user, below the cache folder.
 * @returns `{ node, entry }`: run `node entry …` to serve it.
 */
export function codeServer() {
  const name = `vscode-${vscode["code-server"]}-node-${vscode.node}`;
  const folder = join(cache, name);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const found = {
    node: join(folder, "node_modules", nodePackage, "bin", "node"),
    entry: join(folder, "node_modules", "code-server", "out", "node", "entry.js"),
  };
  if (existsSync(found.entry)) return found;
  if (process.platform === "win32")
    fail("VS Code in the browser does not run on Windows: put the desktop VS Code's `code` on the PATH");
  console.log("Installing a VS Code that runs in the browser (once, about 190 MB) …");
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  writeFileSync(join(fresh, "package.json"), JSON.stringify({ private: true }));
  const npm = (/** @type {string} */ cwd, /** @type {string[]} */ ...args) =>
    run("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd });
  npm(fresh, "install", `code-server@${vscode["code-server"]}`, `${nodePackage}@${vscode.node}`);
  const lib = join(fresh, "node_modules", "code-server", "lib", "vscode");
  npm(lib, "install", "--omit=dev");
  npm(join(lib, "extensions"), "install"); // TypeScript's own server, for the editor's everyday help
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return found;
}

/**
 * The program of another Node, installed below the cache folder when it is wanted first.
 * @param {keyof typeof nodes} major
 * @returns {string} Its path.
 */
export function nodeVersion(major) {
  const version = nodes[major];
  const folder = join(cache, `node-${version}`);
  const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const program = (/** @type {string} */ within) =>
    join(within, "node_modules", nodePackage, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(program(folder))) return program(folder);
  console.log(`Installing Node ${version} (once) …`);
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  writeFileSync(join(fresh, "package.json"), JSON.stringify({ private: true }));
  const args = ["install", `${nodePackage}@${version}`, "--no-audit", "--no-fund", "--loglevel=error"];
  run("npm", args, { cwd: fresh, shell: process.platform === "win32" });
  if (existsSync(program(folder)))
    rmSync(fresh, { recursive: true, force: true }); // somebody was faster
  else renameSync(fresh, folder);
  return program(folder);
}

/**
 * Chromium's path: `CHROMIUM`, or a Chrome, Chromium or Edge on the PATH; on Debian and Ubuntu it is installed if we may.
 * @returns {string}
 */
export function chromium() {
  const named = process.env.CHROMIUM;
  if (named && !existsSync(named)) fail(`CHROMIUM names ${named}, and there is no such file`);
  if (named) return named;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  const apps = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  const find = () => names.map(onPath).find(Boolean) ?? apps.find(existsSync);
  const found = find();
  if (found) return found;
  if (onPath("apt-get") && process.getuid?.() === 0) {
    console.log("Installing Chromium (apt-get) …");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  return (
    find() ??
    fail(
      "no Chromium found: install Chromium or Chrome (Debian: `sudo apt-get install chromium`), or name one in CHROMIUM",
    )
  );
}

/**
 * The file a command name stands for on the PATH, or null.
 * @param {string} name
 */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder: the next one may have it
    }
  }
  return null;
}
