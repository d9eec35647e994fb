/** A language client that starts nothing. */
export class LanguageClient {
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

export const TransportKind = { stdio: 0 };
