import { readCompose } from "../../../src/first-steps/compose.ts";
import { table } from "./told.ts";

const containers = "Names of other services in its environment mean containers; outside of them it is 127.0.0.1.";

table(
  (text) => readCompose(text, "compose.yaml"),
  [
    [
      "a service that is built here and says its command",
      "services:\n  api:\n    build: .\n    command: node api.js",
      ["api: node api.js"],
    ],
    [
      "one whose files are mounted",
      "services:\n  api:\n    image: node:22\n    volumes: ['.:/app']\n    command: [node, 'my api.js']",
      ["api: node 'my api.js'"],
    ],
    [
      "an image is compose's",
      "services:\n  db:\n    image: postgres:16",
      ["- db: it runs the image postgres:16: docker compose up db"],
    ],
    [
      "a build without a command",
      "services:\n  api:\n    build: ./api",
      ["- api: its image says what it runs, not this file"],
    ],
    [
      "environment, folder, port and restart",
      "services:\n  api:\n    build: ./api\n    command: npm start\n    environment: { A: 1, B: }\n    ports: ['8080:3000']\n    restart: on-failure:3",
      [`api: npm start {"env":{"A":"1"},"cwd":"./api","ready":{"port":3000},"restart":"transient"} # ${containers}`],
    ],
    [
      "environment as a list",
      "services:\n  api:\n    build: .\n    command: npm start\n    environment: [A=b=c, D]",
      [`api: npm start {"env":{"A":"b=c"}} # ${containers}`],
    ],
    [
      "needs, of what is there; of the rest it is said",
      "services:\n  api:\n    build: .\n    command: a\n    depends_on: [db, bus]\n  bus:\n    build: .\n    command: b\n  db:\n    image: pg",
      [
        'api: a {"needs":["bus"]} # It needs db, which compose starts.',
        "bus: b",
        "- db: it runs the image pg: docker compose up db",
      ],
    ],
    [
      "depends_on as a map",
      "services:\n  api:\n    build: .\n    command: a\n    depends_on: { bus: { condition: service_started } }\n  bus:\n    build: .\n    command: b",
      ['api: a {"needs":["bus"]}', "bus: b"],
    ],
    [
      "replicas, and what is left out of it",
      "services:\n  api:\n    build: .\n    command: a\n    deploy: { replicas: 3 }\n    env_file: .env",
      ['api: a {"instances":3} # Its env_file is left out.'],
    ],
    ["an anchor", "x-base: &base\n  build: .\nservices:\n  api:\n    <<: *base\n    command: a", ["api: a"]],
    ["a service that is nothing", "services:\n  api:", ["- api: it says nothing"]],
    ["no YAML", "services: [", ["- compose.yaml: it is not YAML"]],
    ["no services", "name: x", []],
  ],
);
