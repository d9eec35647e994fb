import { type Browser, chromium } from "playwright-core";
import { chromium as chromiumPath } from "../../scripts/setup.mjs";

/** For machines without a screen, a graphics card or a sandbox of their own; nothing is fetched in the background. */
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whoever starts it closes it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
}
