/** What a spec takes for granted of the machine that runs it: programs, files, folders and scripts. Begin at `missingOf`. */
export { type Machine, thisMachine } from "./machine.ts";
export { missingOf } from "./missing.ts";
export { packageScripts } from "./scripts.ts";
