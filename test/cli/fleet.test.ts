import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Answer, Span } from "../../wire/index.ts";
import { answerOf, freePort, isAlive, isListening, supertree } from "./supertree.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Device {
  id: string;
  pid: number;
  seq: number;
  celsius: number;
  label: string;
}

test("the fleet: up, answers through the API, hot reload, broker and ingest away and back, down", async (t) => {
  const { folder, ports, api } = await fleet(t);
  await answerOf(folder, "up", "--detach");
  const first = await eventually<Device[]>(`${api}/devices`, (devices) => devices.length === 12);
  const pids = (devices: Device[]) => devices.map(({ id, pid }) => `${id} ${pid}`).sort();

  assert.deepEqual(await wholeTrace(folder), ["devices", "broker", "ingest", "ingest", "api"]);

  await edit(join(folder, "src/device.ts"), /label: .*,/, 'label: "reloaded",');
  const result = (await answerOf(folder, "reload", "src/device.ts")) as { outcome: string };
  assert.equal(result.outcome, "committed");
  const reloaded = await eventually<Device[]>(`${api}/devices`, (devices) =>
    devices.every(({ label }) => label === "reloaded"),
  );
  assert.deepEqual(pids(reloaded), pids(first));
  const seq = new Map(first.map((device) => [device.id, device.seq]));
  for (const device of reloaded) assert.ok(device.seq > (seq.get(device.id) ?? Infinity), `${device.id} began anew`);

  await edit(join(folder, "src/device.ts"), /device\.seq \+= 1;/, "device.seq += ;");
  const refused = await supertree(folder, "reload", "src/device.ts");
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /src\/device\.ts:\d+:\d+: /);

  await answerOf(folder, "stop", "ingest");
  assert.equal((await fetch(`${api}/fleet`)).status, 503);
  await answerOf(folder, "start", "ingest");
  await answerOf(folder, "restart", "broker");
  const back = await eventually<Device[]>(`${api}/devices`, (devices) => devices.length === 12);
  assert.deepEqual(pids(back), pids(first));

  await answerOf(folder, "down");
  for (const { id, pid } of first) assert.equal(isAlive(pid), false, `${id} is left`);
  for (const port of ports) assert.equal(await isListening(port), false, `port ${port} is in use`);
});

/** Whose spans, each below the one before, the first trace has that goes all the way: a device became warm, and the API was told. */
async function wholeTrace(folder: string): Promise<string[]> {
  for (;;) {
    const { traces } = (await answerOf(folder, "traces", "list", "warn")) as Answer<"traces">;
    const whole = traces.find(({ spans, paths }) => spans === 5 && paths.some((path) => path.includes("/devices/")));
    if (!whole) {
      await pause(200);
      continue;
    }
    const { spans } = (await answerOf(folder, "traces", "show", whole.trace)) as Answer<"trace_spans">;
    const below = (parent: string | null) => spans.find((span) => span.parent === parent);
    const chain: Span[] = [];
    for (let span = below(null); span; span = below(span.id)) chain.push(span);
    return chain.map(({ path }) => path?.split("/")[1] ?? "?");
  }
}

/** A copy of the example on ports of its own, built as its README says. */
async function fleet(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "supertree-fleet-"));
  t.after(async () => {
    await supertree(folder, "down");
    await rm(folder, { recursive: true, force: true });
  });
  const example = join(root, "examples/fleet");
  await cp(example, folder, {
    recursive: true,
    filter: (file) => !/node_modules|\.supertree|dist$/.test(file.slice(example.length)),
  });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await promisify(execFile)(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: folder,
    },
  );
  const [broker, ingest, api] = [await freePort(), await freePort(), await freePort()];
  const spec = join(folder, "supertree.yaml");
  await edit(spec, /18830/g, String(broker));
  await edit(spec, /18841/g, String(ingest));
  await edit(spec, /18840/g, String(api));
  return { folder, ports: [broker, ingest, api], api: `http://127.0.0.1:${api}` };
}

async function edit(file: string, from: RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  assert.match(text, from);
  await writeFile(file, text.replace(from, to));
}

/** Asks until the answer is as wanted; readings come twice a second. */
async function eventually<T>(url: string, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const response = await fetch(url);
    const answer = response.ok ? ((await response.json()) as T) : null;
    if (answer !== null && wanted(answer)) return answer;
    await pause(100);
  }
}
