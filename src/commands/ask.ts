import * as vscode from "vscode";
import type { Read } from "../plan/text.ts";

export interface Asked<T> {
  title: string;
  prompt: string;
  value: string;
  read: (text: string) => Read<T>;
  /** What else speaks against what was read, found out while the person types; undefined when nothing does. */
  check?: (value: T) => Promise<string | undefined>;
}

/** An input box that checks what is typed; undefined when the person turned away. */
export async function ask<T>({ title, prompt, value, read, check }: Asked<T>): Promise<T | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const found = read(typed);
      return found.ok ? check?.(found.value) : found.message;
    },
  });
  if (text === undefined) return undefined;
  const found = read(text);
  return found.ok ? found.value : undefined;
}
