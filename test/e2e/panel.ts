import type { Frame } from "playwright-core";

/** In the tree panel: looks for a child, and gives it the plan as typed. */
export async function changePlan(panel: Frame, child: string, plan: string): Promise<void> {
  await panel.getByRole("textbox", { name: "Search" }).fill(child);
  await panel.getByRole("treeitem", { name: new RegExp(`^${child}, worker`) }).click();
  await panel.getByRole("button", { name: "Edit plan" }).click();
  await panel.getByRole("textbox", { name: "Plan" }).fill(plan);
  await panel.getByRole("button", { name: "Apply plan" }).click();
  await panel.locator(".said .done").waitFor();
}
