// `npm test`: everything that must pass, on a fresh clone as well. The first step that fails ends it.
import { buildAll, chromium, codeServer, packages, run } from "./setup.mjs";

packages();
const node = (/** @type {string[]} */ ...args) => run(process.execPath, args);
/** @type {(title: string, work: () => void) => void} */
const step = (title, work) => {
  const began = Date.now();
  console.log(`\n── ${title}`);
  work();
  console.log(`── ${title}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
};

step("lint", () => run("npm", ["run", "--silent", "lint"]));
step("types", () => run("npm", ["run", "--silent", "types"]));
step("build", buildAll);
step("unit tests", () => node("scripts/run-tests.mjs", "unit"));
step("tests with real processes", () => node("scripts/run-tests.mjs", "process"));
step("the browser and the VS Code for what follows", () => {
  process.env.CHROMIUM = chromium();
  codeServer();
});
step("tests in a real browser", () => node("scripts/run-tests.mjs", "webview"));
step("package", () => node("scripts/package.mjs"));
step("end to end in a real VS Code", () => node("scripts/run-tests.mjs", "e2e"));
