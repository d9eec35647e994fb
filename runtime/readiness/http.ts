import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";

/** How long one request may take before the next is tried. */
const patienceMs = 2000;

/** Whether a GET is answered with a status below 400. The connection is not kept: a server that closes would wait for it. */
export function isAnswering(url: string): Promise<boolean> {
  const get = url.startsWith("https:") ? getSecure : getPlain;
  return new Promise((settle) => {
    const request = get(url, { agent: false, timeout: patienceMs }, (response) => {
      response.destroy();
      settle((response.statusCode ?? 500) < 400);
    });
    request.once("timeout", () => request.destroy(new Error("no answer in time")));
    request.on("error", () => settle(false)); // refused or silent: not ready yet
  });
}
