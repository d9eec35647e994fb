/** Where the agent's modules are. */
export interface AgentFiles {
  /** Path of what every Node process loads first. */
  program: string;
  /** File URL of the module behind which a held process waits. */
  gate: string;
}

/**
 * NODE_OPTIONS with which Node loads the agent before anything else: `--a` → `--a --inspect-publish-uid=stderr --require "…/agent.cjs"`.
 * The other half of `withoutAgent`. The inspector's id is kept off its HTTP list, so that nobody attaches who only finds the port; unless
 * another debugger is to, which looks for it there.
 */
export function withAgent(options: string, { program, gate }: AgentFiles, hold: boolean, byOthers = false): string {
  const all = [options, byOthers ? "" : unpublished, load(program), hold ? waitAt(gate) : ""];
  return all.filter((each) => each !== "").join(" ");
}

/** What the user's own NODE_OPTIONS were. */
export function withoutAgent(options: string, { program, gate }: AgentFiles): string {
  return [unpublished, load(program), waitAt(gate)]
    .reduce((left, option) => left.replace(option, ""), options)
    .replace(/ {2,}/g, " ")
    .trim();
}

const unpublished = "--inspect-publish-uid=stderr";

/** Quoted and escaped as Node reads it. */
function load(program: string): string {
  return `--require ${JSON.stringify(program)}`;
}

function waitAt(gate: string): string {
  return `--import ${gate}`;
}
