import { durationForm, intensityIn, type PanelAct, type Strategy, type SupervisorNode } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import type { Choices } from "../state.ts";

/** Something of a supervisor that can be changed while its children run: what stands in the field, and what its button does. */
export interface Setting {
  value: string;
  /** Null where the field holds nothing new; `refused` says why. */
  act: PanelAct | null;
  refused: string | null;
}

export interface Settings {
  strategy: Setting & { value: Strategy };
  intensity: Setting;
}

export const strategies = ["one_for_one", "one_for_all", "rest_for_one"] as const satisfies readonly Strategy[];

export function settingsOf(node: SupervisorNode, choices: Choices): Settings {
  return { strategy: strategySetting(node, choices), intensity: intensitySetting(node, choices) };
}

function strategySetting({ path, strategy: now }: SupervisorNode, choices: Choices): Settings["strategy"] {
  const value = choices.strategy ?? now;
  if (value === now) return { value, act: null, refused: t("It is so already.") };
  return { value, act: { do: "change_strategy", path, strategy: value }, refused: null };
}

function intensitySetting({ path, intensity }: SupervisorNode, choices: Choices): Setting {
  const now = intensity ? `${intensity.restarts} in ${intensity.periodMs / 1000}s` : "";
  const value = choices.intensity ?? now;
  const wanted = intensityIn(value);
  if (!wanted) return { value, act: null, refused: t("A number of restarts and a time, such as 5 in 10s.") };
  if (intensity?.restarts === wanted.restarts && intensity.periodMs === millisecondsOf(wanted.period))
    return { value, act: null, refused: t("It is so already.") };
  return { value, act: { do: "change_intensity", path, ...wanted }, refused: null };
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function millisecondsOf(period: string): number {
  const [, number, unit = ""] = durationForm.exec(period) ?? [];
  return Number(number) * (unitMs[unit] ?? Number.NaN);
}
