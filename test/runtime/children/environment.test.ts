import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentOf } from "../../../runtime/children/environment.ts";

test("the project's programs come first on the PATH, the nearest before all", () => {
  const env = environmentOf({ PATH: "/usr/bin" }, "/a/b", {});
  assert.equal(env.PATH, "/a/b/node_modules/.bin:/a/node_modules/.bin:/node_modules/.bin:/usr/bin");
});

test("the spec's variables win, the editor's own are not passed on", () => {
  const env = environmentOf({ A: "1", B: "1", ELECTRON_RUN_AS_NODE: "1" }, "/", { A: "2" });
  assert.deepEqual({ ...env, PATH: "" }, { A: "2", B: "1", PATH: "" });
  assert.equal(environmentOf({}, "/", { ELECTRON_RUN_AS_NODE: "1" }).ELECTRON_RUN_AS_NODE, "1");
});
