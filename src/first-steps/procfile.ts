import { type Found, type FoundProcess, idOf, type LeftOut, runOf } from "./found.ts";

/** Reads a Procfile: `web: node web.js`, one process a line. What is run once before a release is no process to supervise. */
export function readProcfile(text: string, from: string): Found {
  const processes: FoundProcess[] = [];
  const leftOut: LeftOut[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, command = ""] = /^([A-Za-z0-9_-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || command.trim() === "") {
      leftOut.push({ name: line.trim(), from, why: "it is no line of a Procfile (name: command)" });
    } else if (name === "release") {
      leftOut.push({ name, from, why: "it runs once before a release and ends" });
    } else {
      processes.push({
        id: idOf(name),
        from,
        run: runOf(command.replaceAll(/\$\{?PORT\}?/g, "5000")),
        ...portOf(command),
      });
    }
  }
  return { processes, leftOut };
}

/** Foreman and Heroku give each process a port; here it is said, so that it can be changed. */
function portOf(command: string): Partial<FoundProcess> {
  if (!/\$\{?PORT\b/.test(command)) return {};
  return {
    env: { PORT: "5000" },
    notes: ["Its PORT was given by whoever ran the Procfile; 5000 is only a first one."],
  };
}
