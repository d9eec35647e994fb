import { stringify } from "yaml";
import type { Answer, PlanElement, TreeNode } from "../../wire/index.ts";

/** A plan element as one writes it in a spec: `restart`, `{ restart: 5s }`. */
export function elementText(element: PlanElement): string {
  return stringify(element, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

/** What a child's exits lead to, in one line; the next element is the one in ‹ ›. */
export function lifeText({ plan, restart }: Pick<TreeNode, "plan" | "restart">): string {
  if (plan === null) return restart ?? "permanent";
  const elements = plan.elements.map(elementText).map((text, index) => (index === plan.at ? `‹${text}›` : text));
  return `[${elements.join(", ")}]${plan.count === 1 ? "" : ` × ${plan.count}`}`;
}

/** The answer to a call about a plan, an element a line. */
export function planText({ path, plan, restart, at, runs, count }: Answer<"get_plan">): string {
  if (plan === null) return `${path} has no plan: it is ${restart ?? "permanent"}.`;
  const elements = plan.map((element, index) => `${index === at ? "▸" : " "} ${elementText(element)}`);
  return [path, ...elements, `count ${count ?? 1}, run ${runs === 1 ? "once" : `${runs} times`}`].join("\n");
}
