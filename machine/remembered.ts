import type { Machine } from "./machine.ts";

const answers = new WeakMap<Machine, Map<string, Promise<unknown>>>();

/** The answer to a question that was put to this machine before; thousands of children ask for the same few programs and files. */
export function remembered<T>(machine: Machine, question: string, ask: () => Promise<T>): Promise<T> {
  const known = answers.get(machine) ?? new Map<string, Promise<unknown>>();
  answers.set(machine, known);
  const answer = known.get(question) ?? ask();
  known.set(question, answer);
  return answer as Promise<T>; // the question names what is asked, and so the kind of its answer
}
