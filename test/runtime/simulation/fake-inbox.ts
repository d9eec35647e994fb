import type { RuntimeEvent } from "../../../runtime/event.ts";
import type { Inbox } from "../../../runtime/inbox.ts";
import type { FakeWorld } from "./fake-world.ts";

export interface Reader {
  /** The loop has handled what it was given last. */
  handled(): void;
  /** The loop is given this. */
  gives(event: RuntimeEvent): void;
  /** Nothing waits any more: something has to happen. */
  idle(): Promise<void> | void;
}

/**
 * What the loop reads. Time passes only when nothing waits, except for a moment now and then, as for a loop that is busy;
 * events of different children overtake each other, those of one child do not.
 */
export function fakeInbox(world: FakeWorld, reader: Reader): Inbox<RuntimeEvent> & { waiting: RuntimeEvent[] } {
  const waiting: RuntimeEvent[] = [];
  let open = true;
  return {
    waiting,
    put(item) {
      waiting.push(item);
    },
    close() {
      open = false;
    },
    async *[Symbol.asyncIterator]() {
      while (open || waiting.length > 0) {
        while (open && waiting.length === 0) await reader.idle();
        const event = takeOne(waiting, world);
        if (!event) break;
        if (world.chance.comes(0.1)) world.clock += world.chance.below(5);
        reader.gives(event);
        yield event;
        reader.handled();
      }
    },
  };
}

function takeOne(waiting: RuntimeEvent[], { chance }: FakeWorld): RuntimeEvent | undefined {
  const place = waiting.length > 1 && chance.comes(0.3) ? chance.below(waiting.length) : 0;
  const chosen = waiting[place];
  const first = chosen && waiting.findIndex((event) => subject(event) === subject(chosen));
  return first === undefined ? undefined : waiting.splice(first, 1)[0];
}

/** Whose events keep their order. */
function subject(event: RuntimeEvent): string {
  if (event.kind !== "tree") return "clients";
  const { event: happening } = event;
  if (happening.kind === "due") return happening.timer.path;
  return "path" in happening ? happening.path : "clients";
}
