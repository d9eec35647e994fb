import type { Path } from "../../wire/index.ts";
import { scaleProgress } from "../../words/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { withBar } from "../reports/progress.ts";
import { t } from "../t.ts";

/** Scales a supervisor and shows how far it has come; settles when all are ready or gone. */
export async function scale(node: RuntimeNode, path: Path, to: number): Promise<void> {
  const { state } = node;
  const call = () => node.call("scale", { path, to });
  if (state.kind !== "connected") {
    await call();
    return;
  }
  const { outline, client } = state;
  const from = outline.children(path).length;
  await withBar(
    t("Scaling {0}", path),
    () => scaleProgress(outline.children(path), path, from, to),
    (look) => client.on("tree", look),
    call,
  );
}
