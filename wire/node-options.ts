/** Where the agent's modules are. */
export interface AgentFiles {
  /** Path of what every Node process loads first. */
  program: string;
  /** File URL of the module behind which a held process waits. */
  gate: string;
}

/**
 * NODE_OPTIONS with which Node loads the agent before anything else: `--a` → `--a --inspect-publish-uid=stderr --require "…/agent.cjs"`.
 * The other half of `withoutAgent`. The inspector's id is kept off its HTTP list, so that nobody attaches who only finds the port.
 */
export function withAgent(options: string, { program, gate }: AgentFiles, hold: boolean): string {
  return [options, ...ours(program), ...(hold ? [waitAt(gate)] : [])].filter((each) => each !== "").join(" ");
}

/** What the user's own NODE_OPTIONS were. */
export function withoutAgent(options: string, { program, gate }: AgentFiles): string {
  return [...ours(program), waitAt(gate)]
    .reduce((left, option) => left.replace(option, ""), options)
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Quoted and escaped as Node reads it. */
function ours(program: string): string[] {
  return ["--inspect-publish-uid=stderr", `--require ${JSON.stringify(program)}`];
}

function waitAt(gate: string): string {
  return `--import ${gate}`;
}
