import { secretsOf, type TreeSpec } from "../../spec/index.ts";
import type { Report } from "../../wire/index.ts";
import { whereOf } from "../children/environment.ts";
import type { World } from "../world.ts";
import { deliver } from "./deliver.ts";
import { Outbox } from "./outbox.ts";

/** Who outside is told of exits that nobody asked for; null where the spec names nobody. `failed` reports that nobody hears it. */
export function outboxFor(
  { name, reporting }: Pick<TreeSpec, "name" | "reporting">,
  world: World,
  project: string,
  failed: (report: Report) => void,
): Outbox | null {
  if (!reporting) return null;
  const where = whereOf(project, { cwd: null, env: {} });
  const secrets = secretsOf(process.env);
  const say = (reason: string) => {
    const message = `nobody outside hears of exits at the moment: ${reason}. It is tried again.`;
    failed({ at: world.now(), severity: "warning", path: name, message, about: null });
  };
  return new Outbox({
    tree: name,
    reporting,
    now: () => world.now(),
    wake: (at, ring) => world.wake(at, ring),
    deliver: (telling) => deliver(reporting, where, secrets, telling),
    failed: say,
  });
}
