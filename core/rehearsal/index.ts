/** Rehearses supervision: the very same core over virtual time, with no process. An entry of its own, for only the command needs it. */
export { readCues } from "./cues.ts";
export { rehearse, rehearseFrom } from "./rehearse.ts";
