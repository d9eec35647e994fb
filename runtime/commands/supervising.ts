import type { Call, Event, Happening } from "../../core/index.ts";
import {
  type ChildSpec,
  masked,
  parseChild,
  parseChildren,
  parseDefault,
  parseDuration,
  parsePlan,
  type SupervisorSpec,
  toDocument,
} from "../../spec/index.ts";
import { type CommandName, commands, type ErrorCode, type Path } from "../../wire/index.ts";
import { Refusal } from "../refusal.ts";
import type { Supervision } from "../supervision.ts";
import type { Handlers } from "./handlers.ts";
import { maskedValues, unmasked } from "./masks.ts";

/** The commands that are core's to answer: OTP's and director's calls. */
export type Supervising = Exclude<Extract<CommandName, Call["name"]>, "release"> | "check_childspecs";

export function supervising(supervision: Supervision, stamp: (happening: Happening) => Event): Handlers<Supervising> {
  const ask = (call: Call) => supervision.ask(call, stamp);
  const specOf = async (path: Path) =>
    ((await ask({ name: "get_childspec", path })) as { childspec: ChildSpec }).childspec;
  const done = async (call: Call) => commands.restart.answer.parse(await ask(call));
  const plan = async (call: Call) => commands.get_plan.answer.parse(await ask(call));

  const supervisorSpecOf = async (path: Path): Promise<SupervisorSpec> => {
    const spec = await specOf(path);
    if (spec.kind === "supervisor") return spec;
    const message = `${path} is a worker: give the path of a supervisor.`;
    throw new Refusal({ code: "invalid_params", message, where: path });
  };
  const childIn = async (path: Path, document: Record<string, unknown>) =>
    checkedValue(
      parseChild(unmasked(document, null), await supervisorSpecOf(path), await idsIn(path)),
      "invalid_childspec",
      "child",
    );
  /** What is there now may be relied on (`needs`), whether the spec has it or it came later. */
  const idsIn = async (path: Path) =>
    commands.which_children.answer.parse(await ask({ name: "which_children", path })).children.map(({ id }) => id);
  const defaultOf = async (path: Path) =>
    commands.get_default_childspec.answer.parse(await ask({ name: "get_default_childspec", path }));

  return {
    which_children: async ({ path }) =>
      commands.which_children.answer.parse(await ask({ name: "which_children", path })),
    count_children: async ({ path }) =>
      commands.count_children.answer.parse(await ask({ name: "count_children", path })),
    get_childspec: async ({ path }) => ({ childspec: masked({ ...toDocument(await specOf(path)) }) }),
    check_childspecs: async ({ path, children }) => ({
      problems: [
        ...parseChildren(children, await supervisorSpecOf(path), await idsIn(path)),
        ...maskedValues(children),
      ],
    }),
    get_pid: async ({ path }) => commands.get_pid.answer.parse(await ask({ name: "get_pid", path })),
    get_pids: async ({ path }) => commands.get_pids.answer.parse(await ask({ name: "get_pids", path })),
    start_child: async ({ path, child }) =>
      commands.start_child.answer.parse(await ask({ name: "start_child", path, child: await childIn(path, child) })),
    become_supervisor: async ({ path, child, pid }) => {
      const spec = await childIn(path, child);
      if (spec.kind !== "worker") {
        const message = "A process that runs already can only be a worker: describe it with `run`.";
        throw new Refusal({ code: "invalid_childspec", message, where: "child" });
      }
      return commands.become_supervisor.answer.parse(await ask({ name: "become_supervisor", path, child: spec, pid }));
    },
    change_strategy: ({ path, strategy }) => done({ name: "change_strategy", path, strategy }),
    change_intensity: ({ path, restarts, period }) => {
      const periodMs = parseDuration(period) ?? 0;
      if (periodMs > 0) return done({ name: "change_intensity", path, restarts, periodMs });
      const message = `A period of ${period} holds no restart; give e.g. 5s.`;
      throw new Refusal({ code: "invalid_params", message, where: "params.period" });
    },
    get_default_childspec: async ({ path }) => masked(await defaultOf(path)),
    change_default_childspec: async ({ path, childspec }) => {
      const { childspec: present } = await defaultOf(path);
      const checked = checkedValue(parseDefault(unmasked(childspec, present)), "invalid_childspec", "childspec");
      const answer = await ask({ name: "change_default_childspec", path, childspec: checked });
      return commands.change_default_childspec.answer.parse(answer);
    },
    hold: ({ path }) => done({ name: "hold", path }),
    restart_child: ({ path }) => done({ name: "restart_child", path }),
    terminate_child: ({ path }) => done({ name: "terminate_child", path }),
    stop: ({ path }) => done({ name: "stop", path }),
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
