import { test } from "node:test";
import { type DebugEvent, newSession, react } from "../../../core/index.ts";
import { check, request, session } from "./text.ts";

const configuration = { type: "debugpy", connect: { port: 5678 } };
const started: DebugEvent = { kind: "elsewhere", path: "shop/model", incarnation: 2, configuration };

test("the editor is asked to start the debugger of another language for each incarnation", () => {
  const able = react(newSession, request("initialize", { supportsStartDebuggingRequest: true })).session;
  const joining = react(able, request("launch", { spec: "tree.yaml" })).session;
  const asked =
    'start_debugging attach {"name":"shop/model #2","type":"debugpy","connect":{"port":5678},"request":"attach","supertree.type":"debugpy"}';
  check(joining, started, asked);
  check({ ...session("running"), client: able.client }, started, asked);
});

test("the configuration has the last word on its name and request", () => {
  const able = react(newSession, request("initialize", { supportsStartDebuggingRequest: true })).session;
  const own = { ...configuration, name: "Model", request: "launch" };
  check(
    { ...session("running"), client: able.client },
    { ...started, configuration: own },
    'start_debugging launch {"name":"Model","type":"debugpy","connect":{"port":5678},"request":"launch","supertree.type":"debugpy"}',
  );
});

test("an editor that starts no other debuggers is told why the process has none", () => {
  const text = "shop/model #2 is not debugged: this editor starts no other debugger (debugpy) when it is asked to.\\n";
  check("running", started, `emit output {"category":"console","output":"${text}"}`);
});

test("nothing is started for a session that is over", () => {
  check({ ...session("running"), phase: { is: "ended" } }, started, "");
});
