import { durationForm } from "../../wire/index.ts";
import type { WhatIf } from "../../words/index.ts";
import { t } from "../l10n.ts";
import { parseCount, parsePlan } from "../plan/text.ts";
import { childIn, type State, untouchable, type Wonder } from "../state.ts";

/** What would be asked, or why it cannot be asked yet; `at` is the field that is to be mended, where it is one of the question's own. */
export type Asked =
  | { ok: true; question: WhatIf }
  | { ok: false; at: "code" | "times" | "every" | null; message: string };

/** The question about the selected child; while its plan is edited, with the plan as it is typed. */
export function questionOf(state: State): Asked {
  const { scene, selected, editor, wonder } = state;
  const node = childIn(state, selected);
  if (scene.kind !== "live" || !node || untouchable(state) !== null)
    return { ok: false, at: null, message: untouchable(state) ?? t("Not connected to the tree.") };
  const exit = exitOf(wonder);
  if (exit === null) return { ok: false, at: "code", message: t("An exit code is a whole number from 0 to 255.") };
  const times = Number(wonder.times);
  if (!Number.isInteger(times) || times < 1 || times > 100)
    return { ok: false, at: "times", message: t("How many times is a whole number from 1 to 100.") };
  const everyMs = times === 1 ? 0 : milliseconds(wonder.every);
  if (everyMs === null) return { ok: false, at: "every", message: t("Write how long as 500ms, 10s, 1m or 1h.") };
  if (editor?.path !== node.path) return { ok: true, question: { path: node.path, exit, times, everyMs, plan: null } };
  const plan = parsePlan(editor.text);
  const count = parseCount(editor.count);
  if (!plan.ok || !count.ok) return { ok: false, at: null, message: t("The plan above cannot be read yet.") };
  return {
    ok: true,
    question: { path: node.path, exit, times, everyMs, plan: { plan: plan.plan, count: count.count } },
  };
}

function exitOf({ how, code, signal }: Wonder): WhatIf["exit"] | null {
  if (how === "signal") return { signal };
  if (how === "normal") return { code: 0 };
  return /^\d{1,3}$/.test(code.trim()) && Number(code) < 256 ? { code: Number(code) } : null;
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(text: string): number | null {
  const [, number, unit] = durationForm.exec(text.trim()) ?? [];
  const known = (["ms", "s", "m", "h"] as const).find((each) => each === unit);
  return known === undefined ? null : Math.round(Number(number) * units[known]);
}
