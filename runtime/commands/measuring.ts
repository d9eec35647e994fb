import type { Metrics } from "../metrics/metrics.ts";
import type { Clients } from "../service/clients.ts";
import type { Handlers } from "./handlers.ts";

/** Who wants to know what the processes use. */
export function measuring(clients: Clients, metrics: Metrics): Handlers<"watch_metrics" | "unwatch_metrics"> {
  return {
    watch_metrics: ({ paths }, from) => {
      clients.watchMetrics(from, paths);
      metrics.look();
      return {};
    },
    unwatch_metrics: (_, from) => {
      clients.watchMetrics(from, null);
      return {};
    },
  };
}
