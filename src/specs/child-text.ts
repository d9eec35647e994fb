import { Document } from "yaml";
import type { Params } from "../../wire/index.ts";
import { type Read, readYaml } from "../plan/text.ts";
import { t } from "../t.ts";

/** A child spec, or a default one, as one writes it in a document. */
export type ChildDocument = Params<"start_child">["child"];

/** `{id: api, run: node api.js}`, in one line for an input box. */
export function childLine(document: ChildDocument): string {
  return new Document(document, { flow: true }).toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** As in a spec file, for a document to read. */
export function childPage(document: ChildDocument): string {
  return new Document(document).toString({ lineWidth: 0 });
}

/** Reads a typed child spec for its shape; whether its keys are right is the runtime's to judge. */
export function readChild(text: string): Read<ChildDocument> {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const { value } = yaml;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ok: true, value: { ...value } };
  return { ok: false, message: t("A child spec is a map: {id: api, run: node api.js}.") };
}
