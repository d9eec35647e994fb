import { z } from "zod";
import { commands } from "./commands.ts";
import { restartType } from "./tree.ts";
import { writeBackRequest } from "./write-back.ts";

/** A range of a text as editors have it: lines and characters from 0. */
const position = z.strictObject({ line: z.int(), character: z.int() });
const range = z.strictObject({ start: position, end: position });

/**
 * A request of an editor to the language server: where the children of an open spec stand, the root first.
 * A template is one child whose path ends with its id as written, e.g. `fleet/devices/device-{n}`.
 */
export const childrenRequest = {
  method: "supertree/children",
  params: z.strictObject({ uri: z.string() }),
  answer: z.array(
    z.strictObject({
      path: z.string(),
      kind: z.enum(["supervisor", "worker", "template"]),
      /** Where its id stands, or would stand. */
      name: range,
      /** The elements of its own plan; empty where it has none, or not as a list. */
      plan: z.array(range),
    }),
  ),
};
export type ChildPlaces = z.infer<typeof childrenRequest.answer>;

const call = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("change_plan"), params: commands.change_plan.params }),
  z.strictObject({ name: z.literal("change_count"), params: commands.change_count.params }),
  z.strictObject({ name: z.literal("change_strategy"), params: commands.change_strategy.params }),
  z.strictObject({ name: z.literal("change_intensity"), params: commands.change_intensity.params }),
  z.strictObject({ name: z.literal("scale"), params: commands.scale.params }),
  z.strictObject({ name: z.literal("start_child"), params: commands.start_child.params }),
]);
/** A call that makes a running tree as its file says. */
export type SpecCall = z.infer<typeof call>;

const { text, format, children } = writeBackRequest.params.shape;

/** A request of an editor to the language server: where a spec's text and the running tree differ. */
export const differencesRequest = {
  method: "supertree/differences",
  params: z.strictObject({
    text,
    format,
    children: z.array(children.element.extend({ restart: restartType.nullable() })),
  }),
  answer: z.array(
    z.strictObject({
      range,
      /** A sentence for a person: what runs, and what the file says. */
      message: z.string(),
      paths: z.array(z.string()),
      /** Whether what runs can be written into the file. */
      writes: z.boolean(),
      /** What makes the tree as the file says; empty where only a new start does. */
      calls: z.array(call),
    }),
  ),
};
export type DifferencesParams = z.infer<typeof differencesRequest.params>;
export type Differences = z.infer<typeof differencesRequest.answer>;
