import { readPm2 } from "../../../src/first-steps/pm2.ts";
import { table } from "./told.ts";

const permanent = '{"restart":"permanent"}';

table<unknown>(
  (value) => readPm2(value, "ecosystem.config.js"),
  [
    ["an app", { apps: [{ name: "API", script: "src/api.js" }] }, [`api: node src/api.js ${permanent}`]],
    ["a list, and an app without a name", [{ script: "./jobs/run.py" }], [`run: python3 ./jobs/run.py ${permanent}`]],
    ["one app alone", { script: "a.mjs" }, [`a: node a.mjs ${permanent}`]],
    [
      "arguments",
      { apps: { script: "a.js", args: ["--name", "a b"], node_args: "--enable-source-maps" } },
      [`a: node --enable-source-maps a.js --name 'a b' ${permanent}`],
    ],
    [
      "an interpreter, and none",
      [
        { script: "a", interpreter: "bash" },
        { script: "b", interpreter: "none", args: "-x" },
      ],
      [`a: bash a ${permanent}`, `b: b -x ${permanent}`],
    ],
    [
      "folder, environment and instances",
      { script: "a.js", cwd: "./a", env: { PORT: 1, X: null }, instances: 3 },
      ['a: node a.js {"cwd":"./a","env":{"PORT":"1"},"instances":3,"restart":"permanent"}'],
    ],
    ["never again", { script: "a.js", autorestart: false }, ['a: node a.js {"restart":"temporary"}']],
    [
      "a delay and a limit are a plan",
      { script: "a.js", restart_delay: 3000, max_restarts: 5 },
      ['a: node a.js {"plan":[{"restart":"3000ms"}],"count":5}'],
    ],
    [
      "exit codes that stop it",
      { script: "a.js", stop_exit_codes: [0, 2] },
      ['a: node a.js {"plan":[{"when":[{"code":[0,2],"do":"wait"},{"do":"restart"}]}]}'],
    ],
    [
      "time to stop",
      { script: "a.js", kill_timeout: 1600 },
      ['a: node a.js {"stop":{"timeout":"1600ms"},"restart":"permanent"}'],
    ],
    [
      "a cluster",
      { script: "a.js", exec_mode: "cluster", instances: "max", watch: true },
      [
        `a: node a.js ${permanent} # pm2 restarted it when its files changed: hot reload takes a change in without a restart. # pm2 ran it as a cluster that shares one port; here each process listens to one of its own.`,
      ],
    ],
    [
      "environments",
      { script: "a.js", env_production: {} },
      [`a: node a.js ${permanent} # Only env is taken; env_production are left out.`],
    ],
    ["no script", { apps: [{ name: "x" }, 7] }, ["- x: it names no script", "- app 2: it names no script"]],
    ["nothing", null, []],
  ],
);
