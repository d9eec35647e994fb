/** What `initialize` declares: exactly what is served. */
export const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ["."],
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsClipboardContext: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  exceptionBreakpointFilters: [
    {
      filter: "caught",
      label: "Caught Exceptions",
      description: "Pauses a process where it throws, also when the error is handled.",
      default: false,
    },
    {
      filter: "uncaught",
      label: "Uncaught Exceptions",
      description: "Pauses a process before an error that nobody handles ends it.",
      default: false,
    },
  ],
};
