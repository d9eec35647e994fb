import * as vscode from "vscode";
import { z } from "zod";
import { WireFailure } from "../../client/index.ts";
import { t } from "../t.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Nodes } from "./nodes.ts";

/** An entry of the setting `supertree.nodes`. */
const named = z.object({
  name: z.string().min(1),
  url: z.string().regex(/^wss?:\/\/\S+$/),
  fingerprint: z.string().optional(),
  localRoot: z.string().optional(),
  remoteRoot: z.string().optional(),
});
export type NamedNode = z.infer<typeof named>;

/** The nodes that the settings name, connected; their tokens are in the editor's secret storage, and nowhere else. */
export class RemoteNodes implements vscode.Disposable {
  readonly #nodes: Nodes;
  readonly #secrets: vscode.SecretStorage;
  readonly #listening: vscode.Disposable[];
  readonly #wrong: (message: string) => void;
  #known = new Map<string, NamedNode>();

  constructor(nodes: Nodes, secrets: vscode.SecretStorage, wrong: (message: string) => void) {
    this.#nodes = nodes;
    this.#secrets = secrets;
    this.#wrong = wrong;
    this.#listening = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("supertree.nodes")) this.start();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.start()),
    ];
  }

  get names(): string[] {
    return [...this.#known.keys()];
  }

  /** Connects to those that the settings name now, and gives up the others. A workspace that is not trusted names nobody. */
  start(): void {
    const wanted = new Map(vscode.workspace.isTrusted ? this.#read().map((each) => [each.name, each]) : []);
    for (const [name, before] of this.#known)
      if (JSON.stringify(wanted.get(name)) !== JSON.stringify(before)) this.#nodes.forgetElsewhere(name);
    this.#known = wanted;
    for (const each of wanted.values()) void this.#nodes.elsewhere(this.#elsewhere(each)).look();
  }

  /** Adds a node to the user's settings, its token to the secrets. */
  async add(node: NamedNode, token: string): Promise<void> {
    await this.#secrets.store(secretOf(node.name), token);
    const others = this.#read().filter(({ name }) => name !== node.name);
    await this.#write([...others, node]);
  }

  async remove(name: string): Promise<void> {
    await this.#write(this.#read().filter((each) => each.name !== name));
    await this.#secrets.delete(secretOf(name));
  }

  /** What a debug configuration that names a node stands for. */
  async configurationOf(name: string): Promise<object> {
    const node = this.#known.get(name);
    if (!node) {
      const message = t("There is no node {0}: add it with “Supertree: Add Node”.", name);
      throw new WireFailure({ code: "not_found", message, where: name });
    }
    const { url, fingerprint, localRoot, remoteRoot } = node;
    const { token } = await this.#elsewhere(node).endpoint();
    return {
      url,
      token,
      ...(fingerprint && { fingerprint }),
      ...(localRoot && { localRoot }),
      ...(remoteRoot && { remoteRoot }),
    };
  }

  dispose(): void {
    for (const each of this.#listening) each.dispose();
  }

  #elsewhere({ name, url, fingerprint, localRoot, remoteRoot }: NamedNode): Elsewhere {
    const endpoint = async () => {
      const token = await this.#secrets.get(secretOf(name));
      if (token !== undefined) return { url, token, ...(fingerprint && { fingerprint }) };
      const message = t("No token is kept for {0}: give it by “Supertree: Add Node” under the same name.", name);
      throw new WireFailure({ code: "wrong_token", message, where: name });
    };
    return { name, url, fingerprint, localRoot, remoteRoot, endpoint };
  }

  #read(): NamedNode[] {
    const given = vscode.workspace.getConfiguration("supertree").get<unknown[]>("nodes", []);
    return given.flatMap((each, index) => {
      const read = named.safeParse(each);
      if (read.success) return [read.data];
      this.#wrong(`supertree.nodes[${index}]: ${read.error.issues[0]?.message}`);
      return [];
    });
  }

  async #write(all: readonly NamedNode[]): Promise<void> {
    await vscode.workspace.getConfiguration("supertree").update("nodes", all, vscode.ConfigurationTarget.Global);
  }
}

const secretOf = (name: string) => `supertree.node.${name}`;
