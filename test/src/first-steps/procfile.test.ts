import { readProcfile } from "../../../src/first-steps/procfile.ts";
import { table } from "./told.ts";

table(
  (text) => readProcfile(text, "Procfile"),
  [
    [
      "a line a process",
      "web: node web.js\nWorker_2: bundle exec sidekiq\n",
      ["web: node web.js", "worker_2: bundle exec sidekiq"],
    ],
    ["comments and blank lines", "# all\n\nweb: node web.js\r\n", ["web: node web.js"]],
    ["what needs a shell gets one", "web: cd app && node 'a b.js'", ["web: sh -c 'cd app && node '\\''a b.js'\\'''"]],
    [
      "PORT is said, since nobody gives one",
      "web: node web.js -p $PORT",
      [
        'web: node web.js -p 5000 {"env":{"PORT":"5000"}} # Its PORT was given by whoever ran the Procfile; 5000 is only a first one.',
      ],
    ],
    ["a release ends by itself", "release: rake db:migrate", ["- release: it runs once before a release and ends"]],
    ["a line of another form", "web node", ["- web node: it is no line of a Procfile (name: command)"]],
    ["a name without a command", "web:", ["- web:: it is no line of a Procfile (name: command)"]],
    ["nothing", "", []],
  ],
);
