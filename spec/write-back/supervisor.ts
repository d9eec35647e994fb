import { parseDuration } from "../duration.ts";
import type { SupervisorSpec } from "../model.ts";
import type { Entry } from "./document.ts";
import type { Change } from "./index.ts";
import { childAt, documentAt, type Reading, type Written } from "./reading.ts";
import { isRefused, type Refused, refused } from "./refused.ts";

export function strategyEntry(now: Reading, path: string, strategy: NonNullable<Change["strategy"]>) {
  return entryOf(now, path, ({ spec, written }) =>
    spec.strategy === strategy ? null : { map: written.settings, key: "strategy", value: strategy },
  );
}

export function intensityEntry(now: Reading, path: string, intensity: NonNullable<Change["intensity"]>) {
  return entryOf(now, path, ({ spec, written }) => {
    const { restarts, periodMs, counts } = spec.intensity;
    const same = counts === "every" && restarts === intensity.restarts && periodMs === parseDuration(intensity.period);
    return same ? null : { map: written.settings, key: "intensity", value: intensity };
  });
}

/** The template's last number, for so many children. */
export function scaleEntry(now: Reading, path: string, scale: number) {
  return entryOf(now, path, ({ spec, written }) => {
    if (!spec.template) {
      const message = `The children of ${path} are listed in the file, not made from a template { from, to, id }. Add or remove them by hand.`;
      return refused("not_writable", path, message);
    }
    if (spec.children.length === scale) return null;
    return { map: written.children, key: "to", value: spec.template.from + scale - 1 };
  });
}

function entryOf(
  now: Reading,
  path: string,
  entry: (at: { spec: SupervisorSpec; written: Written }) => Entry | Refused | null,
): Entry | Refused | null {
  const written = documentAt(now, path);
  if (isRefused(written)) return written;
  const spec = childAt(now, path);
  if (spec?.kind === "supervisor") return entry({ spec, written });
  return refused(
    "not_writable",
    path,
    `${path} is a worker: only a supervisor has a strategy, an intensity and a number of children.`,
  );
}
