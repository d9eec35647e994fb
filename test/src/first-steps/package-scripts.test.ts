import { readPackageScripts } from "../../../src/first-steps/package-scripts.ts";
import { table } from "./told.ts";

const ends = "by its name it ends by itself";
const starts = "it starts other scripts, which are children of their own here";

table<object | string>(
  (scripts) =>
    readPackageScripts(typeof scripts === "string" ? scripts : JSON.stringify({ scripts }), "package.json", "pnpm"),
  [
    [
      "what stays is a child",
      { dev: "vite", "api:watch": "tsx watch api.ts" },
      ["dev: pnpm run dev", "api-watch: pnpm run api:watch"],
    ],
    [
      "what ends is not",
      { build: "tsc", test: "node --test", lint: "biome" },
      [`- build: ${ends}`, `- test: ${ends}`, `- lint: ${ends}`],
    ],
    [
      "start is left where dev is the same",
      { start: "node .", dev: "node --watch ." },
      ["dev: pnpm run dev", "- start: “dev” is the same program while one develops"],
    ],
    ["start alone is taken", { start: "node ." }, ["start: pnpm run start"]],
    [
      "what starts others gives way to them",
      { dev: "concurrently npm:dev:*", "dev:web": "vite", start: "node ." },
      ["dev-web: pnpm run dev:web", "start: pnpm run start", `- dev: ${starts}`],
    ],
    ["a name that only begins so", { started: "x", devour: "y" }, [`- started: ${ends}`, `- devour: ${ends}`]],
    ["no scripts", "{}", []],
    ["no JSON", "{", ["- package.json: it is not JSON"]],
    ["not an object", "[]", ["- package.json: it is not JSON"]],
  ],
);
