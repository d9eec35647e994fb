const patterns = [
  /^Debugger listening on ws:\/\/\S+$/,
  /^Debugger ending on ws:\/\/\S+$/,
  /^For help, see: https:\/\/nodejs\.org\/\S*(inspector|debugging)\S*$/,
  /^Debugger attached\.$/,
  /^Waiting for the debugger to disconnect\.\.\.$/,
];

/** Whether Node, and not the program, wrote this line on standard error because its inspector was opened or used. */
export function isInspectorLine(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
