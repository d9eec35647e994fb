import { type Fault, mask, maskedNames } from "../../spec/index.ts";
import { Refusal } from "../refusal.ts";

type Document = Readonly<Record<string, unknown>>;

/**
 * A child spec that comes back as it was shown: a masked variable keeps the value that it has in `present`.
 * Where there is none to keep it is refused, so that nothing ever runs with the mask for a password.
 */
export function unmasked(document: Document, present: Document | null): Document {
  const names = maskedNames(document.env);
  if (names.length === 0) return document;
  const kept = environmentOf(present);
  const unknown = names.find((name) => kept[name] === undefined);
  if (unknown !== undefined) throw new Refusal({ code: "invalid_childspec", ...said(unknown, `env.${unknown}`) });
  const values = Object.fromEntries(names.map((name) => [name, kept[name]]));
  return { ...document, env: { ...environmentOf(document), ...values } };
}

/** The masks in child specs that are only checked. */
export function maskedValues(children: readonly Document[]): Fault[] {
  return children.flatMap(({ env }, index) =>
    maskedNames(env).map((name) => ({
      code: "masked_value",
      severity: "error" as const,
      ...said(name, `children[${index}].env.${name}`),
    })),
  );
}

function said(name: string, where: string) {
  return { message: `${mask} stands for a value of ${name} that is not shown; write the value itself.`, where };
}

function environmentOf(document: Document | null): Record<string, unknown> {
  const env = document?.env;
  return typeof env === "object" && env !== null ? { ...env } : {};
}
