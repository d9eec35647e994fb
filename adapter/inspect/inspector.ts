import type { ClientWays, Inspection, ThreadId } from "../../core/index.ts";
import type { LoadedSources } from "../loaded-sources.ts";
import type { Modules } from "../modules.ts";
import type { Target } from "../process/target.ts";
import type { Targets } from "../targets.ts";
import type { Tree } from "../tree.ts";
import { evaluateAcross } from "./across.ts";
import { type Address, addressIn } from "./address.ts";
import { completions } from "./completions.ts";
import { type Counts, countsOf } from "./counts.ts";
import { evaluate, setExpression } from "./evaluate.ts";
import { exceptionInfo } from "./exception.ts";
import { type FrameHandle, type Handles, Stale } from "./handles.ts";
import { locations } from "./locations.ts";
import { readMemory, writeMemory } from "./memory.ts";
import { breakpointLocations, stepInTargets } from "./places.ts";
import { scopes } from "./scopes.ts";
import { setVariable } from "./set-variable.ts";
import { source } from "./source.ts";
import { stackTrace } from "./stack.ts";
import { variables } from "./variables.ts";

/** What the questions about processes need: what the client's numbers mean, and the processes. */
export interface Inspector {
  handles: Handles;
  counts: Counts;
  /** Whether whole numbers are wanted as `0x2a`. */
  hex: boolean;
  targets(): readonly Target[];
  target(thread: ThreadId): Target;
  /** The frame or the process that an expression is for; `@fleet/api x` names the process before the expression. */
  addressed(given: Address): { place: FrameHandle | Target; expression: string };
  /** Tells a client that can hear it what an answer has changed elsewhere. */
  changed(what: "memory", body: object): void;
}

export interface House {
  handles: Handles;
  targets: Targets;
  modules: Modules;
  loadedSources: LoadedSources;
  tree: Tree;
  client(): ClientWays;
  emit(event: string, body: object): void;
}

/** Answers requests that change nothing of the session. */
export function inspectorOver(house: House): (request: Inspection) => Promise<object> {
  const { handles, targets, client, emit } = house;
  const inspector: Omit<Inspector, "hex"> = {
    handles,
    counts: countsOf(client),
    targets: () => targets.all,
    target(thread) {
      const target = targets.get(thread);
      if (!target) throw new Stale(`Thread ${thread} has ended.`);
      return target;
    },
    addressed: (given) => addressIn(targets.all, handles, given),
    changed(event, body) {
      if (client().memory) emit(event, body);
      if (client().invalidated) emit("invalidated", { areas: ["variables"] });
    },
  };
  return (request) => answer(house, { ...inspector, hex: wantsHex(request) }, request);
}

async function answer(house: House, inspector: Inspector, request: Inspection): Promise<object> {
  switch (request.command) {
    case "breakpointLocations":
      return breakpointLocations(inspector, request.arguments);
    case "stepInTargets":
      return stepInTargets(inspector, request.arguments.frameId);
    case "stackTrace":
      return stackTrace(inspector, inspector.target(request.arguments.threadId), request.arguments);
    case "scopes":
      return scopes(inspector, request.arguments.frameId);
    case "variables":
      return variables(inspector, request.arguments.variablesReference, request.arguments);
    case "setVariable":
      return setVariable(inspector, request.arguments);
    case "setExpression":
      return setExpression(inspector, request.arguments);
    case "evaluate":
      return evaluate(inspector, request.arguments);
    case "completions":
      return completions(inspector, request.arguments);
    case "exceptionInfo":
      return exceptionInfo(inspector.target(request.arguments.threadId));
    case "source":
      return source(inspector, request.arguments.sourceReference);
    case "loadedSources":
      return house.loadedSources.list(house.targets.all);
    case "modules":
      return house.modules.list(house.tree.client, request.arguments);
    case "locations":
      return locations(inspector, request.arguments.locationReference);
    case "readMemory":
      return readMemory(inspector, request.arguments);
    case "writeMemory":
      return writeMemory(inspector, request.arguments);
    case "supertree/evaluate":
      return evaluateAcross(inspector, request.arguments);
  }
}

function wantsHex({ command, arguments: given }: Inspection): boolean {
  const isFormatted =
    command === "variables" || command === "evaluate" || command === "setVariable" || command === "setExpression";
  return isFormatted && (given.format?.hex ?? false);
}
