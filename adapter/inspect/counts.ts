import type { ClientWays } from "../../core/index.ts";

/** How the client counts lines and columns. */
export interface Counts {
  linesFrom: 0 | 1;
  columnsFrom: 0 | 1;
  line(from1: number): number;
  column(from1: number): number;
}

export function countsOf(client: () => ClientWays): Counts {
  return {
    get linesFrom() {
      return client().linesFrom;
    },
    get columnsFrom() {
      return client().columnsFrom;
    },
    line: (from1) => from1 - 1 + client().linesFrom,
    column: (from1) => from1 - 1 + client().columnsFrom,
  };
}
