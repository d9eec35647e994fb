import { z } from "zod";
import { childState } from "../wire/index.ts";
import { initial, type State } from "./state.ts";

const saved = z.strictObject({
  selected: z.string().nullable(),
  turned: z.array(z.string()),
  search: z.string(),
  states: z.array(childState),
  dock: z.enum(["none", "timeline", "logs"]),
  role: z.enum(["supervisor", "worker"]).nullable(),
  camera: z.strictObject({
    mode: z.enum(["fit", "free"]),
    x: z.number(),
    y: z.number(),
    scale: z.number().min(0.01).max(8),
  }),
});
/** What outlives a reload of the window: where the person looked. */
export type Saved = z.infer<typeof saved>;

export function save({ selected, turned, filter, camera, dock }: State): Saved {
  const { mode, x, y, scale } = camera;
  return {
    selected,
    turned: [...turned],
    search: filter.search,
    states: [...filter.states],
    role: filter.role,
    dock,
    camera: { mode, x, y, scale },
  };
}

/** A state of an older version, or none, is a fresh start. */
export function restore(data: unknown): State {
  const parsed = saved.safeParse(data);
  if (!parsed.success) return initial;
  const { selected, turned, search, states, role, dock, camera } = parsed.data;
  return {
    ...initial,
    dock,
    selected,
    active: selected,
    turned: new Set(turned),
    filter: { search, states: new Set(states), role },
    camera: { ...camera, glide: false },
  };
}
