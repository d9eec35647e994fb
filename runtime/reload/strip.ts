import type { Reading } from "../../core/reload/index.ts";

/** Takes types out of TypeScript. It is big, so it is loaded when the first TypeScript module is reloaded. */
export async function typeStripper(): Promise<Reading["strip"]> {
  const { transformSync } = await import("amaro");
  return (code) => {
    try {
      return { code: transformSync(code, { mode: "strip-only" }).code };
    } catch (error) {
      return { problem: firstLine(error) };
    }
  };
}

/** amaro throws a drawing of the place; its first line says what is wrong. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]?.replace(/^\s*x\s*/, "") ?? text;
}
