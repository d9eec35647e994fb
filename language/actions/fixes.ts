import type { Place, Problem, ProblemCode } from "../../spec/index.ts";
import { valueAt } from "../place.ts";
import { above } from "./above.ts";
import { type Draft, withEntry, withNode, withoutEntry, withoutItems } from "./editing.ts";
import { meant } from "./meant.ts";
import { quoted, shellCommand, withUnit } from "./spelling.ts";

/** A way to mend a problem: what it is called, and the text afterwards. `null`: not in this text. */
export interface Fix {
  title: string;
  text: string | null;
}

type Mend = (draft: Draft, place: Place, problem: Problem) => Fix[];

/** What can be done about a problem, the likeliest first. */
export function fixesOf(draft: Draft, problem: Problem): Fix[] {
  const { code, place } = problem;
  if (place === undefined || !isMended(code)) return place === undefined ? [] : meant(draft, place, problem);
  return [...meant(draft, place, problem), ...fixes[code](draft, place, problem)];
}

type Mended = Exclude<ProblemCode, (typeof unmended)[number]>;

/** Nothing but the nearest word, where there is one, can be offered for these: only the author knows what is meant. */
const unmended = [
  ...(["yaml_syntax", "json_syntax", "too_deep", "duplicate_key", "bad_value", "bad_strategy", "bad_count"] as const),
  ...(["bad_signal", "bad_port", "bad_pattern", "bad_id", "open_quote", "bad_plan_element", "module_failed"] as const),
  ...(["function_outside_module", "bad_combination", "unknown_placeholder", "port_used_twice"] as const),
  ...(["secret_in_plain_text", "command_not_found", "not_executable", "missing_file", "missing_folder"] as const),
  ...(["missing_script", "negative_time"] as const),
] as const;

const fixes: Record<Mended, Mend> = {
  unknown_key: (draft, place) => [remove(draft, place)],
  missing_key: (draft, place) => missingKey(draft, place),
  wrong_type: (draft, place, { message }) =>
    message.includes("put it in quotes") ? [{ title: "Put it in quotes", text: withNode(draft, place, quoted) }] : [],
  bad_duration: (draft, place) =>
    ["s", "ms"].map((unit) => ({
      title: `Write ${String(valueAt(place, draft.value))}${unit}`,
      text: withNode(draft, place, (written) => withUnit(written, unit, draft.format)),
    })),
  bad_rate: (draft, place) => [
    { title: "Write it per second", text: withNode(draft, place, (written) => withUnit(written, "/s", draft.format)) },
  ],
  bad_url: (draft, place) => [
    { title: "Write http:// before it", text: replaced(draft, place, (url) => `http://${url}`) },
  ],
  id_with_slash: (draft, place) => [
    { title: "Write - for the slash", text: replaced(draft, place, (id) => id.replace(/[/\\]+/g, "-")) },
  ],
  duplicate_id: (draft, place) => {
    const id = freeId(draft, place);
    return [{ title: `Rename it to ${id}`, text: replaced(draft, place, () => id) }];
  },
  missing_run: (draft, place) => [set(draft, place.at(-1) === "run" ? place : [...place, "run"], "node app.js")],
  plan_beside_restart: (draft, place) => [remove(draft, place), remove(draft, [...place.slice(0, -1), "plan"])],
  append_without_default: (draft, place) => [
    addDefault(draft, settingsAbove(place.slice(0, -3), draft)),
    remove(draft, place),
  ],
  template_without_default: (draft, place) => [addDefault(draft, settingsAbove(place.slice(0, -1), draft))],
  template_without_n: (draft, place) => [
    { title: "Put {n} into it", text: replaced(draft, place, (id) => `${id}-{n}`) },
  ],
  too_many_children: (draft, place) => raiseMax(draft, place),
  unknown_need: (draft, place) => [removeItem(draft, place)],
  late_need: (draft, place) => [above(draft, place)],
  readiness_cycle: (draft, place) => [removeItem(draft, place)],
  no_number: (draft, place) => [
    { title: "Write {id}", text: withNode(draft, place, (text) => text.replaceAll("{n}", "{id}")) },
  ],
  shell_syntax: (draft, place) => [{ title: "Let a shell run it (sh -c)", text: replaced(draft, place, shellCommand) }],
  empty_plan: (draft, place) => [
    set(draft, place, ["stop"]),
    set(draft, place, ["restart", { restart: "5s" }, "stop"]),
  ],
  count_zero: (draft, place) => [set(draft, place, 1), remove(draft, place)],
  count_without_plan: (draft, place) => [remove(draft, place)],
  count_infinity_immediate: (draft, place) => [
    { ...set(draft, [...place, 0], { restart: "1s" }), title: "Wait 1s before the restart" },
  ],
  unreachable_plan_element: (draft, place) => {
    const [list, from] = [place.slice(0, -1), Number(place.at(-1))];
    return [{ title: "Remove what is never reached", text: withoutItems(draft, list, from, Number.MAX_SAFE_INTEGER) }];
  },
  unreachable_count: (draft, place) => [remove(draft, place)],
  when_may_match_nothing: (draft, place) => {
    const clauses = valueAt([...place, "when"], draft.value);
    const value = [...(Array.isArray(clauses) ? clauses : []), { do: "restart" }];
    return [{ title: "Restart in all other cases", text: withEntry(draft, place, "when", value) }];
  },
  outlives_need: (draft, place) => {
    const settings = settingsAbove(place.slice(0, -4), draft);
    const dynamic = valueAt([...settings, "dynamic"], draft.value) !== undefined;
    return dynamic ? [] : [set(draft, [...settings, "strategy"], "rest_for_one")];
  },
  stop_without_end: (draft, place) => [set(draft, place, "30s")],
  stop_timeout_unused: (draft, place) => [remove(draft, place)],
  intensity_always_reached: (draft, place) => [set(draft, place, 1)],
  intensity_never_reached: (draft, place) => [remove(draft, place.slice(0, -1))],
};

function isMended(code: string): code is Mended {
  return Object.hasOwn(fixes, code);
}

function set(draft: Draft, place: Place, value: unknown): Fix {
  const key = place.at(-1);
  const written = typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "").replaceAll(":", ": ");
  const text =
    typeof key === "number"
      ? listWith(draft, place.slice(0, -1), key, value)
      : withEntry(draft, place.slice(0, -1), String(key), value);
  return { title: typeof key === "number" ? `Write ${written}` : `Write ${key}: ${written}`, text };
}

function listWith(draft: Draft, list: Place, index: number, value: unknown): string | null {
  const items = valueAt(list, draft.value);
  if (!Array.isArray(items)) return null;
  return withEntry(draft, list.slice(0, -1), String(list.at(-1)), items.with(index, value));
}

function remove(draft: Draft, place: Place): Fix {
  return { title: `Remove ${String(place.at(-1))}`, text: withoutEntry(draft, place) };
}

/** Out of a list; its last one takes the list along. */
function removeItem(draft: Draft, place: Place): Fix {
  const [list, index] = [place.slice(0, -1), Number(place.at(-1))];
  const alone = valueAt([...list, 1], draft.value) === undefined;
  const text = alone ? withoutEntry(draft, list) : withoutItems(draft, list, index, index);
  return { title: `Remove ${String(valueAt(place, draft.value))} from ${String(list.at(-1))}`, text };
}

function replaced(draft: Draft, place: Place, change: (value: string) => string): string | null {
  const value = valueAt(place, draft.value);
  if (typeof value !== "string") return null;
  return withEntry(draft, place.slice(0, -1), String(place.at(-1)), change(value));
}

function missingKey(draft: Draft, place: Place): Fix[] {
  const values: Record<string, unknown> = {
    id: freeId(draft, place),
    name: "tree",
    do: "restart",
    period: "5s",
    restarts: 3,
    from: 1,
    to: 3,
    delay: "1s",
  };
  const key = String(place.at(-1));
  return Object.hasOwn(values, key) ? [set(draft, place, values[key])] : [];
}

/** An id that no sibling has: that of the place with a number, or one from its command. */
function freeId({ value }: Draft, place: Place): string {
  const [list, child] = [place.slice(0, -2), place.slice(0, -1)];
  const siblings = valueAt(list, value);
  const taken = new Set(
    (Array.isArray(siblings) ? siblings : []).map((_, index) => valueAt([...list, index, "id"], value)),
  );
  const run = String(valueAt([...child, "run"], value) ?? "");
  const file = /([\w-]+)\.\w+(?=\s|$)/.exec(run)?.[1] ?? /^[\w-]+/.exec(run)?.[0] ?? "child";
  const own = valueAt(place, value);
  const base = typeof own === "string" ? own : file;
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** Where the settings of the supervisor whose map is at this place stand: the root's in itself. */
function settingsAbove(supervisor: Place, { value }: Draft): Place {
  return supervisor.length === 0 || valueAt([...supervisor, "supervisor"], value) === undefined
    ? supervisor
    : [...supervisor, "supervisor"];
}

function addDefault(draft: Draft, settings: Place): Fix {
  const text = withEntry(draft, settings, "default", { run: "node app.js" });
  return { title: "Add a default child spec", text };
}

function raiseMax(draft: Draft, place: Place): Fix[] {
  const children = place.at(-1) === "to" ? place.slice(0, -1) : place;
  const settings = settingsAbove(children.slice(0, -1), draft);
  const listed = valueAt(children, draft.value);
  const [from, to] = ["from", "to"].map((key) => Number(valueAt([...children, key], draft.value)));
  const many = Array.isArray(listed) ? listed.length : (to ?? 0) - (from ?? 0) + 1;
  if (valueAt([...settings, "dynamic", "max"], draft.value) === undefined) return [];
  return [set(draft, [...settings, "dynamic", "max"], many)];
}
