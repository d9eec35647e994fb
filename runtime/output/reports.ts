import { join } from "node:path";
import type { LogRules } from "../../spec/index.ts";
import { type Report, report } from "../../wire/index.ts";
import type { World } from "../world.ts";

/** What supervision reports: told to everybody at once, and kept as JSON lines in `reports.jsonl` beside the children's logs. */
export interface Reports {
  tell(report: Report): void;
  /** The last ones, oldest first. */
  last(count: number): Promise<Report[]>;
  flushed(): Promise<void>;
}

/** `failed` hears once that nothing can be kept; telling goes on. */
export function createReports(
  { openLog }: World,
  folder: string,
  rules: LogRules,
  send: (report: Report) => void,
  failed: (error: unknown) => void,
): Reports {
  const file = openLog(join(folder, "reports.jsonl"), { rules, failed });
  return {
    tell(told) {
      file.append(`${JSON.stringify(told)}\n`);
      send(told);
    },
    last: async (count) => (count === 0 ? [] : (await file.tail(count)).flatMap((line) => read(line) ?? [])),
    flushed: () => file.flushed(),
  };
}

/** Null for a line that a crash cut short, or of another version. */
function read(line: string): Report | null {
  try {
    const parsed = report.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // JSON.parse has no other way to say so
  }
}
