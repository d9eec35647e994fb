import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection } from "vscode-languageserver/node";
import { serve } from "./server.ts";

/** The language server of specs: over standard input and output, or the channel that `--node-ipc`, `--pipe` or `--socket` names. */
const named = process.argv.some((argument) => /^--(stdio|node-ipc|pipe|socket)\b/.test(argument));
const page = String(pathToFileURL(join(__dirname, "..", "docs", "PROBLEMS.md")));
serve(named ? createConnection() : createConnection(process.stdin, process.stdout), page);
