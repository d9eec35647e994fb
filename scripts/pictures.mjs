// `npm run pictures`: makes every picture of README, docs/ and the walkthrough anew from the running product.
import { vsix } from "./package.mjs";
import { buildAll, chromium, codeServer, packages, root, run } from "./setup.mjs";

packages();
buildAll();
vsix();
codeServer();
const story = new URL("../test/e2e/pictures.ts", import.meta.url).pathname;
run(process.execPath, ["--import", "tsx", story], { cwd: root, env: { ...process.env, CHROMIUM: chromium() } });
