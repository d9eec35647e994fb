// A VS Code in the browser with Supertree installed from its .vsix, in a profile of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeServer, fail } from "./setup.mjs";

/** Settings of the profile: quiet, no telemetry, no trust question for the folder the person named. */
const settings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
};

/**
 * Starts it and waits until it serves.
 * @param {{ folder: string, profile: string, vsix: string, port?: number, settings?: Record<string, unknown> }} options
 *   `folder` is opened, `profile` holds user data and extensions, `port` 0 (default) takes a free one.
 * @returns {Promise<{ url: string, process: import("node:child_process").ChildProcess }>}
 */
export async function serveVSCode({ folder, profile, vsix, port = 0, settings: more = {} }) {
  const { node, entry } = codeServer();
  const folders = ["--user-data-dir", join(profile, "user"), "--extensions-dir", join(profile, "extensions")];
  mkdirSync(join(profile, "user", "User"), { recursive: true });
  writeFileSync(join(profile, "user", "User", "settings.json"), JSON.stringify({ ...settings, ...more }, null, 2));
  const env = { ...process.env, CODE_SERVER_CONFIG: join(profile, "config.yaml") };
  const installed = spawnSync(node, [entry, ...folders, "--install-extension", vsix], { env, encoding: "utf8" });
  if (installed.status !== 0) fail(`${vsix} could not be installed: ${installed.stdout}${installed.stderr}`);

  const address = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const server = spawn(node, [entry, ...address, ...quiet, ...folders, folder], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const base = await listening(server);
  return { url: `${base}/?folder=${encodeURIComponent(folder)}`, process: server };
}

/**
 * The address that the server prints once it listens.
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} server
 * @returns {Promise<string>}
 */
function listening(server) {
  return new Promise((resolve, reject) => {
    let seen = "";
    const read = (/** @type {Buffer} */ chunk) => {
      seen += chunk;
      const match = /HTTP server listening on (http:\/\/\S+?)\/?\s/.exec(seen);
      if (match?.[1]) resolve(match[1]);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => reject(new Error(`VS Code ended with code ${code} before it served:\n${seen}`)));
  });
}
