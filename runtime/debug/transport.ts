/** Carries the debug protocol of one process, one message of UTF-8 text after the other. */
export interface Transport {
  readonly isOpen: boolean;
  send(text: Buffer): void;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  /** Detaches: a paused process goes on. */
  close(): void;
}

export interface TransportListener {
  /** One message of the process. */
  message(text: Buffer): void;
  /** The connection is over, whoever ended it. Comes once. */
  closed(): void;
}
