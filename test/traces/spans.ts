import type { Span } from "../../wire/index.ts";

/** A span with what is said of it; its id is made of a number. */
export function span(id: number, more: Partial<Span> = {}): Span {
  return {
    trace: "a".repeat(32),
    id: id.toString(16).padStart(16, "0"),
    parent: null,
    name: `work ${id}`,
    kind: "internal",
    start: id * 1000,
    end: id * 1000 + 500,
    status: "unset",
    message: "",
    attributes: {},
    events: [],
    links: [],
    service: "api",
    path: "t/api",
    incarnation: 1,
    node: "here",
    ...more,
  };
}

export const idOf = (id: number) => id.toString(16).padStart(16, "0");
