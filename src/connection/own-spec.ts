import { WireFailure } from "../../client/index.ts";
import { t } from "../t.ts";
import type { RuntimeNode } from "./runtime-node.ts";

/** The file of a node's spec; fails for a node of another machine, whose files are not here. */
export function ownSpec({ elsewhere, specFile }: RuntimeNode): string {
  if (elsewhere === null) return specFile;
  const message = t("The spec of {0} lies on another machine: open it there.", elsewhere.name);
  throw new WireFailure({ code: "not_writable", message, where: elsewhere.url });
}
