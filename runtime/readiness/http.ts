/** How long one request may take before the next is tried. */
const patienceMs = 2000;

/** Whether a GET is answered with a status below 400. */
export async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false; // refused or silent: not ready yet
  }
}
