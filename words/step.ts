import type { NoticeParams, Path } from "../wire/index.ts";
import { clock } from "./time.ts";

/** One step of a traced supervisor: what it got, what it does, how its children are then. */
export function stepText({ at, path, event, actions, children }: NoticeParams<"trace">): string {
  const below = (child: Path) => child.slice(path.length + 1);
  const states = children.map((child) => `${below(child.path)} ${child.state} #${child.incarnation}`);
  return [
    `${clock(at)} ${path} got ${words(event)}`,
    ...actions.map((action) => `${" ".repeat(13)}does ${words(action)}`),
    `${" ".repeat(13)}now ${states.join(", ") || "no children"}`,
  ].join("\n");
}

/** `{ kind: "exited", path: "t/a", reason: … }` → `exited t/a reason={"code":1}`. */
function words(record: Record<string, unknown>): string {
  const { kind, do: deed, path, incarnation, ...rest } = record;
  const who = [kind ?? deed, path, incarnation === undefined ? undefined : `#${incarnation}`];
  const more = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [...who.filter((word) => word !== undefined), ...more].join(" ");
}
