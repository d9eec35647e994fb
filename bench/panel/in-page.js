// Runs in the page: what moves the hand, makes the storm and counts. Plain JavaScript, for what a build adds does not exist there.
window.bench = (() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const task = (ms) => new Promise((done) => setTimeout(done, ms));

  /** From a message until the frame that shows it is done. */
  async function drawnAfter(data) {
    const began = performance.now();
    const heard = new Promise((done) => addEventListener("message", done, { once: true }));
    window.postMessage(data, "*");
    await heard;
    await frame();
    await task(0);
    return performance.now() - began;
  }

  /** Milliseconds from frame to frame while the wheel turns over the middle of `selector`, a step a frame, there and back again. */
  async function framesWhile(hand, selector, frames) {
    const target = document.querySelector(selector) ?? document.body;
    const box = target.getBoundingClientRect();
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
    const times = [];
    let before = await frame();
    for (let index = 0; index < frames; index++) {
      const there = index % 60 < 30 ? 1 : -1;
      const wheel = hand === "pan" ? { deltaX: 24 * there, deltaY: 12 * there } : { deltaY: 4 * there, ctrlKey: true };
      target.dispatchEvent(new WheelEvent("wheel", { ...at, ...wheel }));
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return times;
  }

  let workers = [];
  let seq = 0;

  /** A crash or a restart of one child, as a runtime tells it. */
  function nextDelta() {
    seq++;
    const index = (seq * 7919) % workers.length;
    const before = workers[index];
    const at = Date.now();
    const life =
      before.state === "running"
        ? {
            state: "restarting",
            pid: null,
            dueAt: at + 1000,
            lastExit: { reason: { code: 1 }, at, incarnation: before.incarnation },
          }
        : {
            state: "running",
            pid: 9000 + index,
            dueAt: null,
            incarnation: before.incarnation + 1,
            restarts: before.restarts + 1,
          };
    workers[index] = { ...before, since: at, ...life };
    return { kind: "delta", delta: { seq, changed: [workers[index]], removed: [] } };
  }

  /** From now on storms go on from this tree. */
  function calm(tree) {
    workers = tree.nodes.filter(({ kind }) => kind === "worker");
    seq = tree.seq;
  }

  /** So many deltas a second, each a message of its own. `lagMs` is from the last one until it is drawn. */
  async function storm(perSecond, seconds) {
    const began = performance.now();
    let sent = 0;
    while (sent < perSecond * seconds) {
      const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
      for (; sent < due; sent++) window.postMessage(nextDelta(), "*");
      await task(4);
    }
    const lastAt = performance.now();
    await drawnAfter({ kind: "delta", delta: { seq: ++seq, changed: [], removed: [] } });
    const end = performance.now();
    return { perSecond: sent / ((end - began) / 1000), lagMs: end - lastAt };
  }

  return { drawnAfter, framesWhile, calm, storm };
})();
