import { connect } from "node:net";

/** The names under which a program on this machine may listen; one that says `localhost` may mean either family. */
const loopback = ["127.0.0.1", "::1", "localhost"];

/** Whether somebody accepts connections there before `over`. A loopback host is tried in both families. */
export async function isAccepting(host: string, port: number, over: AbortSignal): Promise<boolean> {
  const hosts = loopback.includes(host) ? ["127.0.0.1", "::1"] : [host];
  return (await Promise.all(hosts.map((each) => accepts(each, port, over)))).includes(true);
}

function accepts(host: string, port: number, over: AbortSignal): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ host, port, signal: over });
    const answer = (accepted: boolean) => {
      socket.destroy();
      settle(accepted);
    };
    socket.once("connect", () => answer(true));
    socket.on("error", () => answer(false)); // refused, silent, or no such host: not yet
  });
}
