import { createConnection } from "vscode-languageserver/node";
import { serve } from "./server.ts";

/** The language server of specs: over standard input and output, or the channel that `--node-ipc`, `--pipe` or `--socket` names. */
const named = process.argv.some((argument) => /^--(stdio|node-ipc|pipe|socket)\b/.test(argument));
serve(named ? createConnection() : createConnection(process.stdin, process.stdout));
