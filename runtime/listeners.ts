import { hostname } from "node:os";
import type { Span } from "../wire/index.ts";
import type { AgentListener } from "./agents/links.ts";
import type { RuntimeEvent } from "./event.ts";
import type { FileCommandsOptions } from "./file-commands/file-commands.ts";
import type { CommandFolders } from "./file-commands/folder.ts";
import type { House } from "./house.ts";
import type { Inbox } from "./inbox.ts";
import type { ServerListener } from "./service/server.ts";
import { receiveTraces } from "./traces/receiver.ts";

/** What clients do, as events. */
export function clientsToInbox(inbox: Inbox<RuntimeEvent>, collector: ServerListener["collector"]): ServerListener {
  return {
    connected: (client) => inbox.put({ kind: "connected", client }),
    disconnected: (client) => inbox.put({ kind: "disconnected", client }),
    asked: (client, id, command) => inbox.put({ kind: "asked", client, id, command }),
    collector,
    debug: (target) => new Promise((settle) => inbox.put({ kind: "debug_asked", target, settle })),
  };
}

/** Takes spans from whoever shows this token. */
export function collectorFor(inbox: Inbox<RuntimeEvent>, token: string): ServerListener["collector"] {
  const put = (spans: Span[], refused: number) => inbox.put({ kind: "spans", spans, refused });
  return (request, response) => void receiveTraces({ token, node: hostname(), put }, request, response);
}

/** What agents say, as events. */
export function agentsToInbox(inbox: Inbox<RuntimeEvent>): AgentListener {
  return {
    hello: (link, hello) => inbox.put({ kind: "agent_hello", link, hello }),
    said: (link, message) => inbox.put({ kind: "agent_said", link, message }),
    gone: (link) => inbox.put({ kind: "agent_gone", link }),
    channel: (name, channel) => inbox.put({ kind: "agent_channel", name, channel }),
  };
}

/** Command files give their commands as a client does. */
export function fileCommandsOf({ inbox, root, now, reports }: House, folders: CommandFolders): FileCommandsOptions {
  return {
    folders,
    root,
    now,
    tell: (report) => reports.tell(report),
    ask: (client, id, command) => inbox.put({ kind: "asked", client, id, command }),
    follow: (client) => {
      inbox.put({ kind: "connected", client });
      inbox.put({ kind: "asked", client, id: 0, command: { name: "watch_tree", params: {} } });
      return () => inbox.put({ kind: "disconnected", client });
    },
  };
}
