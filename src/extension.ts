import * as vscode from "vscode";
import { AcrossPanel } from "./across/across-panel.ts";
import { actor } from "./acts/act.ts";
import { treeStarter } from "./acts/start-tree.ts";
import { applySpecCommand } from "./commands/apply-spec.ts";
import { childSpecCommands } from "./commands/child-spec.ts";
import { debugCommands } from "./commands/debug.ts";
import { firstStepCommands } from "./commands/first-steps.ts";
import { limitBreakpointCommand } from "./commands/limit-breakpoint.ts";
import { lookCommands } from "./commands/look.ts";
import { moduleCommands } from "./commands/modules.ts";
import { newSpecCommand } from "./commands/new-spec.ts";
import { nodeCommands } from "./commands/nodes.ts";
import { onSelectionCommand } from "./commands/on-selection.ts";
import { planCommands } from "./commands/plan.ts";
import { processCommands } from "./commands/process.ts";
import { reloadCommands } from "./commands/reload.ts";
import { subtreeCommands } from "./commands/subtree.ts";
import { supervisorCommands } from "./commands/supervisor.ts";
import { tracesCommand } from "./commands/traces.ts";
import { treeCommands } from "./commands/tree.ts";
import { writeSpecCommand } from "./commands/write-spec.ts";
import { keepContextKeys } from "./connection/context-keys.ts";
import { Nodes } from "./connection/nodes.ts";
import { RemoteNodes } from "./connection/remote-nodes.ts";
import { StartFailures } from "./connection/start-failures.ts";
import { AdapterFactory } from "./debug/adapter.ts";
import { ConfigurationProvider, debugType } from "./debug/configuration.ts";
import { noteFailedLaunches } from "./debug/failed-launches.ts";
import { followCallStack } from "./debug/following.ts";
import { Sessions } from "./debug/sessions.ts";
import { startLanguageClient } from "./language.ts";
import { showLive } from "./live/show.ts";
import { LogFollows } from "./logs/follows.ts";
import { LogDocuments } from "./logs/log-documents.ts";
import { showModuleStatus } from "./modules/status-item.ts";
import { ModuleVersions } from "./modules/versions.ts";
import { showModules } from "./modules/view.ts";
import { TreePanels } from "./panel/tree-panels.ts";
import { Proposals } from "./plan/proposals.ts";
import { SpecWriter } from "./plan/spec-writer.ts";
import { Reloader } from "./reload/reloader.ts";
import { keepReports } from "./reports/notify.ts";
import { keepProgress } from "./reports/progress.ts";
import { Reporter } from "./reports/reporter.ts";
import { Traces } from "./reports/traces.ts";
import { ChildSpecDocuments } from "./specs/child-spec-documents.ts";
import { TracesPanels } from "./traces/traces-panels.ts";
import { showSupervision } from "./views/show.ts";

/** The extension host's part of Supertree, as a table of contents. Everything is given back when `context` ends. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const dist = (file: string) => vscode.Uri.joinPath(context.extensionUri, "dist", file).fsPath;
  const reporter = new Reporter();
  const { output } = reporter;
  const nodes = new Nodes();
  const remote = new RemoteNodes(nodes, context.secrets, (message) => output.warn(message));
  const sessions = new Sessions(nodes);
  const reloader = new Reloader(nodes, reporter);
  const follows = new LogFollows();
  const logs = new LogDocuments(nodes, follows, output);
  const childSpecs = new ChildSpecDocuments(nodes, reporter);
  const supervision = showSupervision(nodes);
  const language = startLanguageClient(dist("language.cjs"), output);
  const proposals = new Proposals();
  const writer = new SpecWriter(language.writeBack, proposals, reporter);
  const live = showLive(nodes, language, reporter);
  const traces = new Traces(nodes);
  const versions = new ModuleVersions(nodes, reporter);
  const failures = new StartFailures(nodes);
  const startTree = treeStarter(dist("runtime.cjs"), failures);
  const act = actor(reloader, logs, writer, startTree);
  const across = new AcrossPanel(sessions, context.extensionUri);
  const panels = new TreePanels(nodes, context.extensionUri, supervision.select, {
    act,
    follows,
    children: language.children,
    reporter,
  });

  const tracesPanels = new TracesPanels(nodes, context.extensionUri, { panels, logs, reporter });

  context.subscriptions.push(
    reporter,
    nodes,
    sessions,
    reloader,
    logs,
    childSpecs,
    supervision,
    panels,
    failures,
    noteFailedLaunches(nodes, failures),
    keepContextKeys(nodes, failures),
    keepReports(nodes, output),
    keepProgress(nodes),
    newSpecCommand(nodes, reporter),
    firstStepCommands(nodes, proposals, context.extensionUri, reporter),
    treeCommands(nodes, startTree, failures, reporter),
    processCommands(nodes, sessions.target, reporter),
    planCommands(nodes, writer, sessions.target, reporter),
    writeSpecCommand(nodes, writer, sessions.target, reporter),
    applySpecCommand(nodes, live.differing, reporter),
    supervisorCommands(nodes, writer, traces, sessions.target, reporter),
    childSpecCommands(nodes, childSpecs, sessions.target, reporter),
    debugCommands(nodes, sessions, sessions.target, reporter),
    subtreeCommands(nodes, sessions, across, sessions.target, reporter),
    limitBreakpointCommand(reporter),
    across,
    onSelectionCommand(supervision.selection),
    versions,
    showModules(versions),
    showModuleStatus(versions),
    moduleCommands(versions, reloader, reporter),
    reloadCommands(nodes, reloader, sessions.target, reporter),
    tracesPanels,
    tracesCommand(nodes, tracesPanels, reporter),
    lookCommands(nodes, panels, logs, sessions.target, reporter),
    remote,
    nodeCommands(nodes, remote, reporter),
    ...debugging(dist("adapter.cjs"), remote),
    followCallStack(
      sessions,
      (node, path) => panels.follow(node, path),
      (error) => output.warn(`Call Stack: ${String(error)}`),
    ),
    language,
    live,
    proposals,
    traces,
  );
  remote.start();
  await nodes.start();
}

function debugging(adapterFile: string, remote: RemoteNodes): vscode.Disposable[] {
  const provider = new ConfigurationProvider(remote);
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  return [
    vscode.debug.registerDebugConfigurationProvider(debugType, provider, Initial),
    vscode.debug.registerDebugConfigurationProvider(debugType, provider, Dynamic),
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, new AdapterFactory(adapterFile)),
  ];
}
