import { connect } from "node:net";
import type { FromKeeper, ToKeeper } from "../../wire/index.ts";
import { lineSplitter } from "../agents/frames.ts";

/** What a keeper of a hundred thousand children says first. */
const longestBytes = 64 * 1024 * 1024;

export type Hello = Extract<FromKeeper, { kind: "hello" }>;

/** A connection to a keeper that has said hello. */
export interface KeeperLine {
  hello: Hello;
  send(message: ToKeeper): void;
  /** Settles when the keeper is gone, or has been hung up on. */
  closed: Promise<void>;
  hangUp(): void;
}

/** Null when no keeper listens there. */
export function dialKeeper(
  socketPath: string,
  hear: (message: Exclude<FromKeeper, { kind: "hello" }>) => void,
): Promise<KeeperLine | null> {
  return new Promise((settle) => {
    const socket = connect(socketPath);
    const closed = new Promise<void>((close) => socket.once("close", () => close()));
    socket.on("error", () => socket.destroy()); // `close` follows
    void closed.then(() => settle(null));
    const frames = lineSplitter(
      (text) => {
        const message = JSON.parse(text.toString("utf8")) as FromKeeper; // only the owner's own keeper can listen in this folder
        if (message.kind !== "hello") return hear(message);
        settle({
          hello: message,
          send: (asked) => void socket.write(`${JSON.stringify(asked)}\n`),
          closed,
          hangUp: () => socket.end(),
        });
      },
      () => socket.destroy(),
      () => longestBytes,
    );
    socket.on("data", frames);
  });
}
