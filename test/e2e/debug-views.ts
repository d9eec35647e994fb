import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** Ticks an entry of the Breakpoints view. */
export async function tick({ page }: Workbench, name: string): Promise<void> {
  const row = page.locator(".debug-breakpoints .monaco-list-row", { hasText: name });
  await row.getByRole("checkbox").check();
}

/** The rows of the Call Stack with this text: sessions, processes, frames. */
export function inCallStack({ page }: Workbench, text: RegExp): Locator {
  return page.locator(".debug-call-stack .monaco-list-row", { hasText: text });
}

/** Stops one debug session after the other: each time the one that is looked at. */
export async function stopDebugging({ page }: Workbench): Promise<void> {
  const toolbar = page.locator(".debug-toolbar");
  while (await toolbar.isVisible()) {
    await page.keyboard.press("Shift+F5");
    await toolbar.waitFor({ state: "hidden", timeout: 5_000 }).catch(anotherIsLeft);
  }
}

/** Another session is looked at now. */
const anotherIsLeft = () => undefined;
