import assert from "node:assert/strict";
import { test } from "node:test";
import { readGiven } from "../../../runtime/file-commands/given.ts";

/** What a command file gives: its command, and what becomes of it if the runtime dies meanwhile; or why it gives none. */
function check(text: string, expected: string | RegExp): void {
  test(text, () => {
    const given = readGiven(text);
    const told =
      "code" in given ? `${given.code}: ${given.message}` : `${given.after} ${JSON.stringify(given.command)}`;
    if (typeof expected === "string") assert.equal(told, expected);
    else assert.match(told, expected);
  });
}

check("restart: fleet/api\n", 'in_doubt {"name":"restart","params":{"path":"fleet/api"}}');
check("stop: fleet/api", 'again {"name":"stop","params":{"path":"fleet/api"}}');
check("restart_child: { path: t/a }", 'running {"name":"restart_child","params":{"path":"t/a"}}');
check('{"scale": {"path": "t/pool", "to": 5}}', 'again {"name":"scale","params":{"path":"t/pool","to":5}}');
check(
  "change_plan:\n  path: t/a\n  plan: [restart, { restart: 5s }]\n  count: infinity\n",
  'again {"name":"change_plan","params":{"path":"t/a","plan":["restart",{"restart":"5s"}],"count":"infinity"}}',
);
check("shutdown:", 'in_doubt {"name":"shutdown","params":{}}');
check("reload: { files: [a.ts], dry_run: false }", /^again/);
check("scale: t/pool", /^invalid_params: The parameters of “scale” are not right: to: /);
check("fly: t/a", /^unknown_command: There is no command “fly”/);
check("get_plan: t/a", /^unknown_command: “get_plan” only asks or watches/);
check("stop: t/a\nrestart: t/b", "invalid_params: The file holds one command, such as: restart: fleet/api");
check("stop", "invalid_params: The file holds one command, such as: restart: fleet/api");
check("[", /^invalid_params: The file is no YAML/);
check("toString: t/a", /^unknown_command/);
