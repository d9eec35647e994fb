/** What `initialize` declares: exactly what is served. docs/DEBUGGING.md says for each what it does. */
export const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsExceptionFilterOptions: true,
  supportsExceptionInfoRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsValueFormattingOptions: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ["."],
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsRestartFrame: true,
  supportsStepInTargetsRequest: true,
  supportsSteppingGranularity: true,
  supportsSingleThreadExecutionRequests: true,
  supportsLoadedSourcesRequest: true,
  supportsModulesRequest: true,
  additionalModuleColumns: [
    { attributeName: "processes", label: "Processes", type: "number" },
    { attributeName: "hash", label: "Hash", type: "string" },
  ],
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsTerminateThreadsRequest: true,
  supportTerminateDebuggee: true,
  supportSuspendDebuggee: true,
  supportsCancelRequest: true,
  supportsANSIStyling: true,
  breakpointModes: [
    {
      mode: "process",
      label: "This Process",
      description: "Pauses the process that stops, and no other.",
      appliesTo: ["source", "exception"],
    },
    {
      mode: "subtree",
      label: "Subtree",
      description: "Pauses the process that stops, its siblings and all below them.",
      appliesTo: ["source", "exception"],
    },
    {
      mode: "tree",
      label: "Whole Tree",
      description: "Pauses every process of the tree.",
      appliesTo: ["source", "exception"],
    },
  ],
  exceptionBreakpointFilters: [
    filter("caught", "Caught Exceptions", "Pauses a process where it throws, also when the error is handled."),
    filter("uncaught", "Uncaught Exceptions", "Pauses a process before an error that nobody handles ends it."),
    filter(
      "crash",
      "Hold on Crash",
      "Holds a process before an error that nobody handles ends it: its plan is asked when you continue.",
    ),
  ],
};

function filter(name: string, label: string, description: string) {
  const conditionDescription = 'An expression over error, e.g. error.code === "E1"; @devices/* before it limits it';
  return { filter: name, label, description, default: false, supportsCondition: true, conditionDescription };
}
