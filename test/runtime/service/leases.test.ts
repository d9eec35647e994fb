import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { mock, test } from "node:test";
import type { WebSocket } from "ws";
import { Leases } from "../../../runtime/service/leases.ts";

/** A connection that answers every ping as long as it lives. */
class Connection extends EventEmitter {
  lives = true;
  isCutOff = false;

  ping(): void {
    if (this.lives) this.emit("pong");
  }

  terminate(): void {
    this.isCutOff = true;
    this.emit("close");
  }

  get socket(): WebSocket {
    return this as unknown as WebSocket;
  }
}

test("connections are cut off within two seconds of the last answer of their lease's pulse, and no others", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const leases = new Leases();
    const [mine, second, gone, others, free, pulse] = Array.from({ length: 6 }, () => new Connection());
    assert.ok(mine && second && gone && others && free && pulse);
    for (const connection of [mine, second, gone]) leases.add("mine", connection.socket);
    leases.add("others", others.socket);
    leases.add(null, free.socket);
    leases.watch("mine", pulse.socket);
    gone.emit("close");
    mock.timers.tick(60_000);
    assert.ok(!mine.isCutOff);
    pulse.lives = false;
    mock.timers.tick(1_000);
    assert.ok(!mine.isCutOff, "a second is not yet enough");
    mock.timers.tick(1_000);
    assert.deepEqual(
      [mine, second, gone, others, free, pulse].map(({ isCutOff }) => isCutOff),
      [true, true, false, false, false, true],
    );
  } finally {
    mock.timers.reset();
  }
});

test("a pulse that leaves stops nothing", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const leases = new Leases();
    const [connection, pulse] = [new Connection(), new Connection()];
    leases.add("mine", connection.socket);
    leases.watch("mine", pulse.socket);
    pulse.lives = false;
    pulse.emit("close");
    mock.timers.tick(60_000);
    assert.ok(!connection.isCutOff);
  } finally {
    mock.timers.reset();
  }
});
