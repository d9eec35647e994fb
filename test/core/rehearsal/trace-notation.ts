import type { TraceLine } from "../../../wire/index.ts";

/** `1000 start t/a#2 {"code":1}` */
export function short(line: TraceLine): string {
  const { at, do: what, child, ...rest } = line;
  const incarnation = "incarnation" in rest ? `#${rest.incarnation}` : "";
  const reason = "reason" in rest ? ` ${JSON.stringify(rest.reason).replaceAll('"', "")}` : "";
  const more = "due" in rest ? ` due ${rest.due}` : "call" in rest ? ` ${rest.call}` : "";
  return `${at} ${what} ${child}${incarnation}${more}${reason}`;
}

export function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
