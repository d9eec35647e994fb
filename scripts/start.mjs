// `npm start`: opens the example in VS Code with Supertree in it — the desktop one where `code` is on the PATH, else one in the browser.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { vsix, vsixFile } from "./package.mjs";
import { buildAll, onPath, packages, root } from "./setup.mjs";
import { serveVSCode } from "./vscode.mjs";

packages();
buildAll();
const example = join(root, "examples", "fleet");

if (onPath("code")) {
  spawnSync("code", ["--new-window", `--extensionDevelopmentPath=${root}`, example], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  console.log("\nVS Code has opened the example. Set a breakpoint in src/device.ts (in `measure`) and press F5.");
} else {
  vsix();
  const port = Number(process.env.PORT ?? 0);
  const { url, process: server } = await serveVSCode({
    folder: example,
    profile: join(root, ".cache", "profile"),
    vsix: vsixFile,
    port,
  });
  console.log(`\nVS Code serves the example at\n\n    ${url}\n`);
  console.log("Open it, set a breakpoint in src/device.ts (in `measure`) and press F5. Ctrl-C here ends it.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.kill());
  server.once("exit", (code) => process.exit(code ?? 0));
}
