import { apply, type Delta, type Snapshot } from "../wire/index.ts";
import type { Client } from "./connect.ts";

/** A tree that is kept up to date. */
export interface TreeWatch {
  readonly snapshot: Snapshot;
  stop(): void;
}

/**
 * Follows the tree: `listener` gets the first snapshot before this settles, then every next one with the delta that led to it
 * (null: the runtime answered with a whole snapshot). A missed delta is asked for again by its number. With a snapshot that is `known` of
 * the very same runtime it goes on from there, where that is still possible.
 */
export async function watchTree(
  client: Client,
  listener: (snapshot: Snapshot, delta: Delta | null) => void,
  known: Snapshot | null = null,
): Promise<TreeWatch> {
  let snapshot: Snapshot | null = known;
  let asking = true;
  let heard = 0;

  const take = (delta: Delta) => {
    if (snapshot === null || delta.seq !== snapshot.seq + 1) return;
    snapshot = apply(snapshot, delta);
    listener(snapshot, delta);
  };
  const ask = async (): Promise<Snapshot> => {
    asking = true;
    const answer = await client.call("watch_tree", snapshot === null ? {} : { since: snapshot.seq });
    asking = false;
    if ("snapshot" in answer) {
      snapshot = answer.snapshot;
      listener(snapshot, null);
    } else {
      if (known !== null && snapshot === known) listener(known, null);
      for (const delta of answer.deltas) take(delta);
    }
    if (snapshot === null) throw new Error("watch_tree answered with deltas of a snapshot that was never sent");
    return snapshot.seq < heard ? ask() : snapshot;
  };
  const unlisten = client.on("tree", (delta) => {
    heard = Math.max(heard, delta.seq);
    if (asking || snapshot === null) return;
    take(delta);
    if (snapshot.seq < heard) ask().catch(() => client.close()); // without its tree this client would show a lie
  });

  let latest = await ask();
  return {
    get snapshot() {
      latest = snapshot ?? latest;
      return latest;
    },
    stop: unlisten,
  };
}
