import type { Judge, Scenario } from "../scenario.ts";
import { calls } from "./director-calls.ts";
import { plans } from "./director-plans.ts";
import { starts } from "./director-starts.ts";
import { elixir } from "./elixir.ts";
import { otp } from "./otp.ts";

/** Every scenario, by the one who judges it. */
export const scenarios: Readonly<Record<Judge, readonly Scenario[]>> = {
  otp,
  elixir,
  director: [...plans, ...starts, ...calls],
};
