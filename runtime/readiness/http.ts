import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";

/** Whether a GET is answered with a status below 400 before `over`. The connection is not kept: a server that closes would wait for it. */
export function isAnswering(url: string, over: AbortSignal): Promise<boolean> {
  const get = url.startsWith("https:") ? getSecure : getPlain;
  return new Promise((settle) => {
    const request = get(url, { agent: false, signal: over }, (response) => {
      response.destroy();
      settle((response.statusCode ?? 500) < 400);
    });
    request.on("error", () => settle(false)); // refused or silent: not ready yet
  });
}
