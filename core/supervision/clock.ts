import type { Clock, Still } from "./tree.ts";

/** A child's own time: it stands still while the process is held or paused, so no deadline of it passes meanwhile. */
export function ownTime(clock: Clock, at: number): number {
  return (clock.stands ? clock.stands.since : at) - clock.stoodMs;
}

/** When a moment of own time comes, as long as the clock goes on. */
export function realTime(clock: Clock, own: number): number {
  return own + clock.stoodMs;
}

export function stand(clock: Clock, by: Still, at: number): Clock {
  if (!clock.stands) return { ...clock, stands: { since: at, by: [by] } };
  return { ...clock, stands: { ...clock.stands, by: [...clock.stands.by.filter((one) => one !== by), by] } };
}

/** The clock goes on once nobody keeps the process any more: one that is held and paused needs both to let go. */
export function letGo(clock: Clock, by: Still, at: number): Clock {
  if (!clock.stands) return clock;
  const left = clock.stands.by.filter((one) => one !== by);
  return left.length > 0 ? { ...clock, stands: { ...clock.stands, by: left } } : goOn(clock, at);
}

export function goOn(clock: Clock, at: number): Clock {
  return clock.stands ? { stoodMs: clock.stoodMs + at - clock.stands.since, stands: null } : clock;
}
