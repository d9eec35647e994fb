/** The name of a thread of ours in a process: by this a debugger knows that it is not the program's own. */
export const debuggerThread = "supertree debugger";
