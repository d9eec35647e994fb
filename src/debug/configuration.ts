import { isAbsolute, resolve } from "node:path";
import * as vscode from "vscode";
import type { RemoteNodes } from "../connection/remote-nodes.ts";
import { findSpecs, noSpec, specLabel } from "../connection/specs.ts";
import { t } from "../t.ts";

/** The debug type, in package.json, launch.json and here. */
export const debugType = "supertree";

/** A configuration that needs nothing but the spec. */
export function configurationFor(specFile: string, request: "launch" | "attach"): vscode.DebugConfiguration {
  const label = specLabel(specFile);
  const name = request === "launch" ? `Supertree: ${label}` : t("Attach to Supertree: {0}", label);
  return { type: debugType, request, name, spec: specFile };
}

/** One that attaches to a node of another machine; the provider knows where that is. */
export function configurationOfNode(name: string): vscode.DebugConfiguration {
  return { type: debugType, request: "attach", name, node: name };
}

/**
 * F5: fills in what launch.json leaves out. Without a spec the workspace's own is taken; of several a person picks one.
 * In an untrusted workspace nothing is started.
 */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  readonly #remote: Pick<RemoteNodes, "configurationOf">;

  constructor(remote: Pick<RemoteNodes, "configurationOf">) {
    this.#remote = remote;
  }

  /** What a new launch.json begins with, and what “Select and Start Debugging” offers. */
  async provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.DebugConfiguration[]> {
    const specs = await findSpecs();
    return specs.map((spec) => ({ ...configurationFor(spec, "launch"), spec: inFolder(spec, folder) }));
  }

  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    given: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const other: unknown = given["supertree.type"];
    if (typeof other === "string") return { ...given, type: other }; // of a child of another language, whose adapter takes over
    if (!vscode.workspace.isTrusted) {
      await vscode.window.showErrorMessage(
        t(
          "Supertree starts nothing in a workspace that is not trusted. Trust it (“Workspaces: Manage Workspace Trust”), then debug again.",
        ),
      );
      return undefined;
    }
    // F5 without launch.json hands over an empty configuration.
    const filled: vscode.DebugConfiguration = {
      ...transportSetting(),
      ...given,
      type: given.type || debugType,
      request: given.request || "launch",
    };
    const reachable = filled.request === "attach" && (filled.node || (filled.url && filled.tokenFile));
    if (filled.spec || reachable) return named(filled);
    const spec = await chooseSpec();
    return spec === undefined ? undefined : named({ ...filled, spec });
  }

  /** Here `${workspaceFolder}` and the like are filled in already. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    given: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration> {
    const { spec, node }: Record<string, unknown> = given;
    if (typeof node === "string" && given.request === "attach")
      return { ...(await this.#remote.configurationOf(node)), ...given };
    if (typeof spec !== "string") return given;
    const home = folder ?? vscode.workspace.workspaceFolders?.[0];
    return { ...given, spec: isAbsolute(spec) || !home ? spec : resolve(home.uri.fsPath, spec) };
  }
}

/** Without a port where the user, or the workspace, wants it so; what launch.json says goes before. */
function transportSetting(): { transport?: "agent" } {
  const transport = vscode.workspace.getConfiguration("supertree").get<string>("debug.transport", "port");
  return transport === "agent" ? { transport } : {};
}

async function chooseSpec(): Promise<string | undefined> {
  const specs = await findSpecs();
  if (specs.length === 0) {
    await vscode.window.showErrorMessage(noSpec);
    return undefined;
  }
  const [only, ...others] = specs;
  const open = vscode.window.activeTextEditor?.document.fileName;
  if (others.length === 0) return only;
  if (open !== undefined && specs.includes(open)) return open;
  const items = specs.map((spec) => ({ label: specLabel(spec), spec }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Debug with Supertree"),
    placeHolder: t("Which spec?"),
  });
  return picked?.spec;
}

function named(configuration: vscode.DebugConfiguration): vscode.DebugConfiguration {
  const { name, request, spec } = configuration;
  if (name) return configuration;
  return {
    ...configuration,
    name:
      typeof spec === "string" ? configurationFor(spec, request === "attach" ? "attach" : "launch").name : "Supertree",
  };
}

/** `${workspaceFolder}/supertree.yaml` survives a move of the folder; another folder's spec keeps its full path. */
function inFolder(spec: string, folder: vscode.WorkspaceFolder | undefined): string {
  const home = folder?.uri.fsPath;
  if (home === undefined || !spec.startsWith(home)) return spec;
  return `\${workspaceFolder}${spec.slice(home.length).replaceAll("\\", "/")}`;
}
