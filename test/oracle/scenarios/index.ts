import type { Judge, Scenario } from "../scenario.ts";
import { append } from "./director-append.ts";
import { calls } from "./director-calls.ts";
import { plans } from "./director-plans.ts";
import { questions } from "./director-questions.ts";
import { starts } from "./director-starts.ts";
import { elixir } from "./elixir.ts";
import { otp } from "./otp.ts";
import { otpCalls } from "./otp-calls.ts";

/** Every scenario, by the one who judges it. */
export const scenarios: Readonly<Record<Judge, readonly Scenario[]>> = {
  otp: [...otp, ...otpCalls],
  elixir,
  director: [...plans, ...starts, ...calls, ...append, ...questions],
};
