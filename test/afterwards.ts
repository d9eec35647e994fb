import type { TestContext } from "node:test";

type Work = () => unknown;
const works = new WeakMap<TestContext, Work[]>();

/** Does this after the test, the last first, as things were set up; node's own order would take a folder away under those who live in it. */
export function afterwards(t: TestContext, work: Work): void {
  const known = works.get(t);
  if (known) {
    known.push(work);
    return;
  }
  const all = [work];
  works.set(t, all);
  t.after(async () => {
    const failures: unknown[] = [];
    for (const each of all.reverse()) {
      try {
        await each();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "what was set up for the test could not be taken down");
  });
}
