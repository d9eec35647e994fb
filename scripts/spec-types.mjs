// Writes dist/spec.d.ts: the types of `supertree/spec`, made from the JSON Schema so that its users need no library of ours.
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const schemaFile = new URL("../docs/supertree.schema.json", import.meta.url);

/** What the schema cannot say, for JSON has no functions. */
const functions = `
/** Why a process ended: \`normal\` is exit code 0, \`shutdown\` means it was stopped, \`error\` that it could not start. */
export type ExitReason = "normal" | "shutdown" | { code: number } | { signal: string } | { error: string };

/** Decides at an exit; \`restarts\` is how many exits of this child have been answered, with this one. It has to answer at once. */
export type PlanFunction = (reason: ExitReason, restarts: number) => PlanElementDocument;

/** What to do at one exit, as a function answers it. */
export type PlanElementDocument = Exclude<PlanElement, PlanFunction>;

/** The spec, checked by the compiler; it comes back as it is. */
export declare function defineTree(spec: SpecDocument): SpecDocument;
`;

/** @param {string} file */
export async function writeSpecTypes(file) {
  const schema = JSON.parse(await readFile(schemaFile, "utf8"));
  const { planElement } = schema.$defs;
  planElement.anyOf = planElement.anyOf.filter(
    (/** @type {{ properties?: object }} */ { properties }) => !properties || !("function" in properties),
  );
  planElement.anyOf.push({ tsType: "PlanFunction" });
  const types = await compile({ ...schema, title: "SpecDocument" }, "SpecDocument", {
    additionalProperties: false,
    bannerComment: "// Made by scripts/spec-types.mjs from docs/supertree.schema.json.",
    format: false,
  });
  await writeFile(file, types.replaceAll("_Schema0", "Children") + functions);
}
