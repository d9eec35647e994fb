import type { AcrossRow } from "../../wire/index.ts";
import { t } from "../l10n.ts";

/** The columns, in their order. */
export const columns = ["path", "incarnation", "state", "value", "type"] as const;
export type Column = (typeof columns)[number];

export interface Order {
  by: Column;
  descending: boolean;
}

/** What a row shows in a column; an error stands where the value would. */
export function cell(row: AcrossRow, column: Column): string {
  switch (column) {
    case "path":
      return row.path;
    case "incarnation":
      return `#${row.incarnation}`;
    case "state":
      return row.state;
    case "value":
      return row.error ?? row.value ?? "";
    case "type":
      return row.error === undefined ? (row.type ?? "") : "error";
  }
}

/** Numbers by their size, words with the numbers in them (`device-2` before `device-10`); equal rows by their paths. */
export function sorted(rows: readonly AcrossRow[], { by, descending }: Order): AcrossRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort(
    (a, b) => sign * compare(cell(a, by), cell(b, by)) || compare(cell(a, "path"), cell(b, "path")),
  );
}

/** A click on the column that orders turns it round; another column begins with its least. */
export function turned(order: Order, by: Column): Order {
  return { by, descending: order.by === by && !order.descending };
}

/** `12 processes, 3 different answers, 1 error`. */
export function summary(rows: readonly AcrossRow[]): string {
  const errors = rows.filter(({ error }) => error !== undefined).length;
  const answers = new Set(rows.flatMap(({ error, value }) => (error === undefined ? [value] : []))).size;
  const processes = rows.length === 1 ? t("1 process") : t("{0} processes", rows.length);
  const different = answers === 1 ? t("1 answer") : t("{0} different answers", answers);
  const failed = errors === 1 ? t("1 error") : t("{0} errors", errors);
  return errors === 0 ? `${processes}, ${different}` : `${processes}, ${different}, ${failed}`;
}

const words = new Intl.Collator("en", { numeric: true });

function compare(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  const areNumbers = a.trim() !== "" && b.trim() !== "" && !Number.isNaN(left) && !Number.isNaN(right);
  return areNumbers ? left - right : words.compare(a, b);
}
