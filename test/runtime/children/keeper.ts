import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { inheritedIn } from "../../../runtime/children/environment.ts";
import type { LifeTools } from "../../../runtime/children/kept-life.ts";
import { openKeeper } from "../../../runtime/keeper/open.ts";
import { survivorsIn } from "../../../runtime/keeper/survivors.ts";
import { Spools } from "../../../runtime/output/spools.ts";

const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));
const keeperFile = fileURLToPath(new URL("../../../dist/keeper.cjs", import.meta.url));

/** A keeper for the tests of one file, and where the children that it starts write; gone after the last of them. */
export async function keeperForTests(): Promise<LifeTools> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "supertree-test-")));
  const spools = new Spools(folder);
  const { link, leave } = await openKeeper({
    file: keeperFile,
    socket: join(folder, "keeper"),
    ledger: join(folder, "ended"),
    env: inheritedIn(fixtures),
    survivors: () => survivorsIn(folder),
  });
  after(async () => {
    await leave();
    await spools.close();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });
  return { project: fixtures, keeper: link, spools };
}
