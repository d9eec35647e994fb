import { Refusal } from "../refusal.ts";
import type { Clients } from "../service/clients.ts";
import type { TraceStore } from "../traces/store.ts";
import type { Handlers } from "./handlers.ts";

interface Traced {
  clients: Clients;
  /** Null where the spec does not say `trace: true`. */
  tracing: { store: TraceStore } | null;
}

/** The commands that look at traces. */
export function tracing(of: Traced): Handlers<"traces" | "trace_spans" | "spans_of" | "watch_traces"> {
  const store = () => {
    if (of.tracing) return of.tracing.store;
    const message = "This tree is not traced: write `trace: true` into its spec and start it anew.";
    throw new Refusal({ code: "not_found", message, where: "trace" });
  };
  return {
    traces: (query) => ({ traces: store().list(query), counts: store().counts() }),
    trace_spans: ({ trace }) => {
      const found = store().trace(trace);
      if (found.spans.length > 0) return found;
      const message = `There is no trace ${trace}, or it made room for later ones: list those there are with traces.`;
      throw new Refusal({ code: "not_found", message, where: trace });
    },
    spans_of: ({ path, until = Number.POSITIVE_INFINITY, limit }) => ({ spans: store().lastOf(path, until, limit) }),
    watch_traces: ({ on }, from) => {
      store();
      of.clients.watchTraces(from, on);
      return {};
    },
  };
}
