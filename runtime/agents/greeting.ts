import type { House } from "../house.ts";
import type { HeldProcess } from "./holds.ts";
import type { AgentLink, Hello } from "./links.ts";

/** An agent says hello: that of a child's program, or of a process that a debugged one has started. Anybody else's is none of ours. */
export function greet(house: House, link: AgentLink, hello: Hello): void {
  const { path, incarnation } = link;
  const { pid, node, held, descendant } = hello;
  const child = house.children.find(path, incarnation);
  if (!child || (descendant ? child.descendants.has(pid) : child.agent)) {
    link.close();
    return;
  }
  const process = { path, incarnation, pid, descendant };
  if (descendant) child.descendants.set(pid, { link, hello });
  else {
    child.agent = { link, hello };
    house.reloader.hello(link, hello);
    house.happen({ kind: "agent", path, incarnation, node });
  }
  link.send({ kind: "descendants", on: child.spec.debug === "auto" && house.holds.debuggersOf(path, true).length > 0 });
  if (held) hold(house, link, process);
  else if (child.spec.debug === "auto")
    for (const client of house.holds.debuggersOf(path, descendant)) client.notify("running", process);
}

function hold(house: House, link: AgentLink, process: HeldProcess): void {
  const { path, incarnation, descendant } = process;
  const holders = house.holds.hold(process);
  if (holders.length === 0)
    link.send({ kind: "release" }); // whoever wanted it held is gone
  else if (!descendant) house.happen({ kind: "held", path, incarnation });
  for (const client of holders) client.notify("held", process);
}

/** The agent is gone, with its process or without: the process can no longer be debugged, and nobody holds it. */
export function miss(house: House, link: AgentLink): void {
  const { path, incarnation } = link;
  house.inspectors.gone(link);
  house.reloader.gone(link);
  house.metrics.gone(link);
  const child = house.children.find(path, incarnation);
  const pid = [...(child?.descendants ?? [])].find(([, agent]) => agent.link === link)?.[0];
  if (pid !== undefined) {
    child?.descendants.delete(pid);
    house.holds.forget(path, incarnation, pid);
    for (const client of house.holds.debuggersOf(path, true)) client.notify("left", { path, incarnation, pid });
    return;
  }
  if (child?.agent?.link !== link) return;
  child.agent = null;
  if (!house.holds.find(path, incarnation)) return;
  house.holds.forget(path, incarnation);
  house.happen({ kind: "released", path, incarnation });
}
