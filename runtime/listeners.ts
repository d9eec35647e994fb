import type { AgentListener } from "./agents/links.ts";
import type { RuntimeEvent } from "./event.ts";
import type { FileCommandsOptions } from "./file-commands/file-commands.ts";
import type { CommandFolders } from "./file-commands/folder.ts";
import type { House } from "./house.ts";
import type { Inbox } from "./inbox.ts";
import type { ServerListener } from "./service/server.ts";

/** What clients do, as events. */
export function clientsToInbox(inbox: Inbox<RuntimeEvent>): ServerListener {
  return {
    connected: (client) => inbox.put({ kind: "connected", client }),
    disconnected: (client) => inbox.put({ kind: "disconnected", client }),
    asked: (client, id, command) => inbox.put({ kind: "asked", client, id, command }),
    debug: (target) => new Promise((settle) => inbox.put({ kind: "debug_asked", target, settle })),
  };
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
