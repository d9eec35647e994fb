import { z } from "zod";
import { type FromPanel, fromPanel } from "../../wire/index.ts";
import { t } from "../t.ts";

/** A message of the panel, or why it is none; `id` where it at least says which act it was, so that it can be answered. */
export type Decoded = { ok: true; message: FromPanel } | { ok: false; id: number | null; problem: string };

export function decode(raw: unknown): Decoded {
  const decoded = fromPanel.safeParse(raw);
  if (decoded.success) return { ok: true, message: decoded.data };
  const id = z.object({ id: z.int() }).safeParse(raw).data?.id ?? null;
  const [issue] = decoded.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  const problem = t("The tree panel sent something that is no message{0}: {1}", where, issue?.message ?? "");
  return { ok: false, id, problem };
}
