import type { Command } from "commander";
import { formatDuration, parseDuration } from "../../spec/index.ts";
import type { Strategy, SupervisorNode } from "../../wire/index.ts";
import { strategy as strategies } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { supervisorOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree strategy PATH [NEW]`: who is restarted along with a crashed child, shown or changed. */
export function strategy(program: Command): void {
  treeCommand(program, "strategy <path> [new]", "show or change who is restarted along with a crashed child").action(
    async (text: string, wanted: string | undefined, options: Common) => {
      const to = wanted === undefined ? null : strategyOf(wanted);
      const answer = await withClient(options, async (client) => {
        const { path, strategy } = await supervisorOf(client, text);
        if (to !== null) await client.call("change_strategy", { path, strategy: to });
        return { path, strategy: to ?? strategy };
      });
      print(options, answer, `${answer.path}: ${answer.strategy}`);
    },
  );
}

function strategyOf(text: string): Strategy {
  const read = strategies.safeParse(text);
  if (read.success) return read.data;
  throw failure("usage", `There is no strategy ${text}. Name one of ${strategies.options.join(", ")}.`, "new");
}

/** `supertree intensity PATH [RESTARTS PERIOD]`: how many restarts within which time a supervisor bears, shown or changed. */
export function intensity(program: Command): void {
  treeCommand(
    program,
    "intensity <path> [restarts] [period]",
    "show or change how many restarts a supervisor bears, e.g. 5 10s",
  ).action(async (text: string, restarts: string | undefined, period: string | undefined, options: Common) => {
    const to = restarts === undefined ? null : intensityOf(restarts, period);
    const answer = await withClient(options, async (client) => {
      const node = await supervisorOf(client, text);
      if (to !== null) await client.call("change_intensity", { path: node.path, ...to });
      return { path: node.path, ...(to ?? present(node)) };
    });
    print(options, answer, `${answer.path}: at most ${answer.restarts} restarts within ${answer.period}`);
  });
}

function intensityOf(restarts: string, period: string | undefined) {
  if (!/^\d+$/.test(restarts)) {
    throw failure("usage", `${restarts} is not a number of restarts. Give 0 or more.`, "restarts");
  }
  if (period === undefined) {
    throw failure("usage", "A number of restarts needs a period. Give both, such as 5 10s.", "period");
  }
  if (!((parseDuration(period) ?? 0) > 0)) {
    throw failure("usage", `${period} is not a period. Give a number with ms, s, m or h, such as 10s.`, "period");
  }
  return { restarts: Number(restarts), period };
}

function present({ path, intensity }: SupervisorNode) {
  if (intensity === null) throw failure("invalid_params", `${path} counts no restarts.`, path);
  return { restarts: intensity.restarts, period: formatDuration(intensity.periodMs) };
}
