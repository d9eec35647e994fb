/** What a device publishes on `fleet/ID/reading`, as JSON. */
export interface Reading {
  id: string;
  pid: number;
  /** Counts the device's readings since it started. */
  seq: number;
  celsius: number;
  /** Milliseconds since the epoch. */
  at: number;
  label: string;
  /** The trace that it belongs to, as W3C has it: MQTT 3 has no place for it but the message itself. */
  traceparent?: string | undefined;
}

/** What ingest keeps of one device. */
export interface Track {
  last: Reading;
  received: number;
  /** Readings that never came, by the gaps in `seq`. */
  lost: number;
  minimum: number;
  maximum: number;
}

export const anyReading = "fleet/+/reading";
export const readingOf = (id: string) => `fleet/${id}/reading`;
