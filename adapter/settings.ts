import type { ArgumentsOf } from "../core/index.ts";

type Joining = ArgumentsOf<"launch"> | ArgumentsOf<"attach">;

/** What `launch` and `attach` say about sources, their maps and stacks. */
export type SourceSettings = Pick<
  Joining,
  | "skipFiles"
  | "outFiles"
  | "sourceMaps"
  | "sourceMapPathOverrides"
  | "resolveSourceMapLocations"
  | "localRoot"
  | "remoteRoot"
  | "showAsyncStacks"
>;

export const noSourceSettings: SourceSettings = {
  skipFiles: [],
  outFiles: [],
  sourceMaps: true,
  sourceMapPathOverrides: {},
  resolveSourceMapLocations: null,
  localRoot: null,
  remoteRoot: null,
  showAsyncStacks: 0,
};
