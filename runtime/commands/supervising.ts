import type { Call, Event, Happening } from "../../core/index.ts";
import { type ChildSpec, parseChild, parsePlan, toDocument } from "../../spec/index.ts";
import { type CommandName, commands, type ErrorCode, type Path } from "../../wire/index.ts";
import { Refusal } from "../refusal.ts";
import type { Supervision } from "../supervision.ts";
import type { Handlers } from "./handlers.ts";

/** The commands that are core's to answer: OTP's and director's calls. */
export type Supervising = Extract<CommandName, Call["name"] | "get_childspec">;

export function supervising(supervision: Supervision, stamp: (happening: Happening) => Event): Handlers<Supervising> {
  const ask = (call: Call) => supervision.ask(call, stamp);
  const specOf = async (path: Path) =>
    ((await ask({ name: "get_childspec", path })) as { childspec: ChildSpec }).childspec;
  const done = async (call: Call) => commands.restart.answer.parse(await ask(call));
  const plan = async (call: Call) => commands.get_plan.answer.parse(await ask(call));

  return {
    which_children: async ({ path }) =>
      commands.which_children.answer.parse(await ask({ name: "which_children", path })),
    count_children: async ({ path }) =>
      commands.count_children.answer.parse(await ask({ name: "count_children", path })),
    get_childspec: async ({ path }) => ({ childspec: { ...toDocument(await specOf(path)) } }),
    start_child: async ({ path, child }) => {
      const supervisor = await specOf(path);
      if (supervisor.kind !== "supervisor") {
        const message = `${path} is a worker: give the path of a supervisor.`;
        throw new Refusal({ code: "not_dynamic", message, where: path });
      }
      const checked = checkedValue(parseChild(child, supervisor), "invalid_childspec", "child");
      return commands.start_child.answer.parse(await ask({ name: "start_child", path, child: checked }));
    },
    restart_child: ({ path }) => done({ name: "restart_child", path }),
    terminate_child: ({ path }) => done({ name: "terminate_child", path }),
    delete_child: ({ path }) => done({ name: "delete_child", path }),
    restart: ({ path }) => done({ name: "restart", path }),
    scale: ({ path, to }) => done({ name: "scale", path, to }),
    get_plan: ({ path }) => plan({ name: "get_plan", path }),
    change_plan: ({ path, plan: elements, count }) => {
      const steps = checkedValue(parsePlan(elements, "plan"), "invalid_plan", "plan");
      return plan({ name: "change_plan", path, plan: steps, count: count ?? null });
    },
    get_count: async ({ path }) => commands.get_count.answer.parse(await ask({ name: "get_count", path })),
    change_count: ({ path, count }) => plan({ name: "change_count", path, count }),
  };
}

interface Found {
  severity: string;
  message: string;
  where: string;
}

/** What was checked, or a refusal with the first of its problems and that problem's place, e.g. `plan[2].restart`. */
function checkedValue<T>(
  checked: { ok: true; value: T } | { ok: false; problems: readonly Found[] },
  code: ErrorCode,
  what: string,
): T {
  if (checked.ok) return checked.value;
  const errors = checked.problems.filter((problem) => problem.severity === "error");
  const message = errors.map((problem) => `${problem.where}: ${problem.message}`).join(" ");
  throw new Refusal({ code, message, where: errors[0]?.where ?? what });
}
