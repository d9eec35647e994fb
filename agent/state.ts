import type { StateDefinition } from "./declared.ts";
import { within } from "./within.ts";

/** A declared state as a process has it. */
export interface Cell {
  readonly name: string;
  readonly version: number;
  /** URL of the module that declares it. */
  readonly owner: string;
  readonly definition: StateDefinition<unknown>;
  /** What holds the value; declarations of one and the same version share it. */
  box: { value: unknown };
}

/** What the declaration in new code makes of the running state. Throws, with a reason for people, when there is no way or a step fails. */
export function migrated(running: Cell, definition: StateDefinition<unknown>, limitMs: number): unknown {
  const { name, version: from } = running;
  const to = definition.version;
  if (from === to) return checked(name, definition, running.box.value, "the running state, whose version is the same,");
  const steps = stepsBetween(running, definition);
  const before = copied(running, limitMs);
  const after = steps.reduce((value, step) => step.run(value, limitMs), before);
  return checked(name, definition, after, `what the migration to version ${to} returns`);
}

/** Whether the migration may be run for trying: not where it gets the running value itself. */
export function canRehearse(running: Cell): boolean {
  return running.definition.copy !== "reference";
}

interface Step {
  run(value: unknown, limitMs: number): unknown;
}

/** Up by the new code's migrations, down by those of the code that runs, which knows its version. Throws where one is missing. */
export function stepsBetween(running: Cell, definition: StateDefinition<unknown>): Step[] {
  const { name, version: from } = running;
  const to = definition.version;
  const steps: Step[] = [];
  for (let version = from + 1; version <= to; version++) {
    const migration = definition.migrations?.[version];
    const up = typeof migration === "function" ? migration : migration?.up.bind(migration);
    if (!up) throw new Error(`${noWay(name, from, to)}: add \`migrations[${version}]\``);
    steps.push(step(name, version, up));
  }
  for (let version = from; version > to; version--) {
    const migration = running.definition.migrations?.[version];
    if (typeof migration !== "object")
      throw new Error(`${noWay(name, from, to)}: give \`migrations[${version}]\` as { up, down }, or restart`);
    steps.push(step(name, version - 1, migration.down.bind(migration)));
  }
  return steps;
}

function noWay(name: string, from: number, to: number): string {
  return `the state \`${name}\` runs in version ${from} and has no way to version ${to}`;
}

function step(name: string, to: number, migrate: (before: unknown) => unknown): Step {
  return {
    run(value, limitMs) {
      const what = `the migration of \`${name}\` to version ${to}`;
      const after = within(limitMs, what, () => migrate(value));
      if (after instanceof Promise) {
        after.catch(() => {}); // it is refused as a whole, so what becomes of it means nothing
        throw new Error(`${what} returns a promise: a migration must be done when it returns`);
      }
      return after;
    },
  };
}

function copied({ name, definition: { copy = "structured" }, box: { value } }: Cell, limitMs: number): unknown {
  if (copy === "reference") return value;
  if (typeof copy === "function") return within(limitMs, `the copy of \`${name}\``, () => copy(value));
  const v8 = process.getBuiltinModule("node:v8");
  try {
    return v8.deserialize(v8.serialize(value));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the state \`${name}\` cannot be copied (${reason}): give its declaration a \`copy\``);
  }
}

/** The value as the schema has it; throws what the schema finds. */
export function checked(name: string, { schema }: StateDefinition<unknown>, value: unknown, what: string): unknown {
  if (!schema) return value;
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) {
    result.catch(() => {}); // refused as a whole
    throw new Error(`the schema of \`${name}\` is asynchronous, which a state's cannot be`);
  }
  if (!result.issues) return result.value;
  const [issue] = result.issues;
  const path = (issue?.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  throw new Error(`the schema of \`${name}\` refuses ${what} ${path === "" ? "" : `at ${path} `}(${issue?.message})`);
}
