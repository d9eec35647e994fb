import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stateFolder, tokensFolder } from "../../wire/index.ts";
import { Refusal, reasonOf } from "../refusal.ts";

/** Where a tree's files are. */
export interface StateFolder {
  /** The folder of the spec: children's working directory and the project whose modules can be reloaded. */
  project: string;
  root: string;
  state: string;
  logs: string;
  sources: string;
  /** Command files: those that wait, those under way, those that failed. */
  inbox: string;
  taken: string;
  failed: string;
  /** What children write, until it is in their logs. */
  output: string;
  /** Where agents find the runtime. */
  agents: string;
  /** What other machines' clients are shown, and what they have to show; both stay when the tree is down. */
  tls: string;
  tokens: string;
  /** The tree, written down for the next runtime. */
  tree: string;
  /** What was reloaded, written down for the next runtime. */
  reloads: string;
  /** What has become of the tree until now. */
  past: string;
  /** Where the keeper listens, and where it notes what ended. */
  keeper: string;
  ended: string;
}

export function stateFolderOf(specFile: string): StateFolder {
  const project = dirname(specFile);
  const root = join(project, stateFolder);
  return {
    project,
    root,
    state: join(root, "state"),
    logs: join(root, "logs"),
    sources: join(root, "state", "sources"),
    inbox: join(root, "inbox"),
    taken: join(root, "state", "taken"),
    failed: join(root, "failed"),
    output: join(root, "state", "output"),
    agents: join(root, "state", "agents.json"),
    tls: join(root, "tls"),
    tokens: join(root, tokensFolder),
    tree: join(root, "state", "tree"),
    reloads: join(root, "state", "reloads"),
    past: join(root, "state", "past"),
    keeper: join(root, "state", "keeper"),
    ended: join(root, "state", "ended"),
  };
}

/** Makes the folders, open to their owner only, and keeps them out of the project's version control. */
export async function prepare(folder: StateFolder): Promise<void> {
  try {
    const { root, state, logs, sources, output, inbox, taken, failed, tls, tokens } = folder;
    for (const each of [root, state, logs, sources, output, inbox, taken, failed, tls, tokens]) {
      await mkdir(each, { recursive: true, mode: 0o700 });
      await chmod(each, 0o700); // it may have been there with other rights
    }
    await writeFile(join(folder.root, ".gitignore"), "*\n");
  } catch (error) {
    const message = `The tree's files cannot be kept in ${folder.root} (${reasonOf(error)}). Make the folder writable.`;
    throw new Refusal({ code: "start_failed", message, where: folder.root });
  }
}
