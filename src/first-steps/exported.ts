import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

const program = `import(process.argv[1]).then(
  ({ default: value }) => console.log(JSON.stringify({ value: value ?? null })),
  (error) => console.log(JSON.stringify({ failed: String(error) })),
)`;
const printed = z.union([z.strictObject({ value: z.unknown() }), z.strictObject({ failed: z.string() })]);
/** A configuration that takes longer does something else than to say what it has. */
const longestMs = 10_000;

/** What a JavaScript file exports, as far as JSON can say it. The file is the workspace's program, so a process of its own runs it. */
export async function exportedBy(file: string, cwd: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program, pathToFileURL(file).href], {
    cwd,
    timeout: longestMs,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  const lastLine = stdout.trimEnd().split("\n").at(-1) ?? ""; // what it prints itself comes before
  const answer = printed.parse(JSON.parse(lastLine));
  if ("failed" in answer) throw new Error(answer.failed);
  return answer.value;
}
