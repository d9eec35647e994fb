import type Protocol from "devtools-protocol";
import type { ArgumentsOf } from "../../core/index.ts";
import { EvaluationError, messageOf } from "./evaluate.ts";
import type { VariablesHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { shownValue } from "./shown.ts";
import { returnValue } from "./variables.ts";

/** Gives a variable of a scope or a property of an object the value of an expression. */
export async function setVariable(
  inspector: Inspector,
  { variablesReference, name, value }: ArgumentsOf<"setVariable">,
) {
  const handle = inspector.handles.variablesOf(variablesReference);
  const { holds, target } = handle;
  if (holds.is === "scope") {
    const { callFrameId } = holds.frame;
    const answer = await target.cdp.call("Debugger.evaluateOnCallFrame", {
      callFrameId,
      expression: value,
      generatePreview: true,
      silent: true,
    });
    const newValue = asArgument(result(answer));
    if (name === returnValue && holds.frame.returnValue) {
      await target.cdp.call("Debugger.setReturnValue", { newValue });
      holds.frame.returnValue = result(answer);
      return shownValue(inspector, handle, result(answer), null);
    }
    await target.cdp.call("Debugger.setVariableValue", {
      callFrameId,
      scopeNumber: holds.index,
      variableName: name,
      newValue,
    });
    return shownValue(inspector, handle, result(answer), name);
  }
  if (holds.is !== "object" || !holds.object.objectId) throw new EvaluationError(`${name} cannot be changed.`);
  const answer = await evaluateBeside(handle, value);
  const set = await target.cdp.call("Runtime.callFunctionOn", {
    objectId: holds.object.objectId,
    functionDeclaration: "function (name, value) { this[name] = value; return this[name]; }",
    arguments: [{ value: name }, asArgument(result(answer))],
    generatePreview: true,
    silent: true,
  });
  return shownValue(inspector, handle, result(set), null);
}

interface Answered {
  result: Protocol.Runtime.RemoteObject;
  exceptionDetails?: Protocol.Runtime.ExceptionDetails | undefined;
}

function result(answer: Answered): Protocol.Runtime.RemoteObject {
  if (answer.exceptionDetails) throw new EvaluationError(messageOf(answer.exceptionDetails));
  return answer.result;
}

/** In the top frame of the pause in which the object was seen, so that its names can be used. */
function evaluateBeside({ target, pause }: VariablesHandle, expression: string): Promise<Answered> {
  const frame = pause?.callFrames[0];
  const how = { expression, generatePreview: true, silent: true };
  if (!frame) return target.cdp.call("Runtime.evaluate", { ...how, disableBreaks: true });
  return target.cdp.call("Debugger.evaluateOnCallFrame", { ...how, callFrameId: frame.callFrameId });
}

function asArgument({
  objectId,
  unserializableValue,
  value,
}: Protocol.Runtime.RemoteObject): Protocol.Runtime.CallArgument {
  if (objectId) return { objectId };
  return unserializableValue ? { unserializableValue } : { value };
}
