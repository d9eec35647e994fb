declare module "amaro" {
  /** Throws a text, not an Error, for TypeScript that cannot just be taken away. */
  export function transformSync(code: string, options: { mode: "strip-only" }): { code: string };
}
