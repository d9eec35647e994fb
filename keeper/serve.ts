import type { Socket } from "node:net";
import { type FromKeeper, keeperProtocol, type ToKeeper } from "../wire/keeper.ts";
import type { Keeper } from "./keeper.ts";

/** Speaks with one runtime until it is gone. */
export function serve(connection: Socket, keeper: Keeper): void {
  const tell = (message: FromKeeper) => {
    connection.write(`${JSON.stringify(message)}\n`);
  };
  tell({ kind: "hello", protocol: keeperProtocol, pid: process.pid, kept: keeper.kept() });
  keeper.connect(tell);
  let rest = "";
  connection.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) keeper.hear(JSON.parse(line) as ToKeeper); // only the owner's own runtime can connect
  });
  connection.on("error", () => connection.destroy()); // `close` follows
  connection.once("close", () => keeper.disconnect(tell));
}
