import { config } from "zod";

/** Imported before any schema is made: zod's compiled parsers need `eval`, which the webview's content security policy forbids. */
config({ jitless: true });
