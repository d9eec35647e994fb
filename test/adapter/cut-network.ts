import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";

/** A network between a client and a runtime: it carries everything until it is cut, and then nothing, without a word to either side. */
export async function proxyTo(t: TestContext, url: string): Promise<{ url: string; cut: () => void }> {
  const { port } = new URL(url);
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), "127.0.0.1");
    ends.push(near, far);
    for (const end of [near, far]) end.on("error", () => end.destroy()); // the other end goes with it
    far.pipe(near);
    near.once("data", (head: Buffer) => {
      // A runtime accepts who knows it by its own address.
      far.write(head.toString("latin1").replace(/^host: .*$/im, `Host: 127.0.0.1:${port}`), "latin1");
      near.pipe(far);
    });
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  t.after(() => {
    for (const end of ends) end.destroy();
    server.close();
  });
  const cut = () => {
    for (const end of ends) end.unpipe().pause();
  };
  return { url: `ws://127.0.0.1:${address.port}`, cut };
}
