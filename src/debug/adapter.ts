import * as vscode from "vscode";

/** Starts the debug adapter, a process of its own that speaks DAP on standard input and output. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  readonly #adapterFile: string;

  constructor(adapterFile: string) {
    this.#adapterFile = adapterFile;
  }

  createDebugAdapterDescriptor(): vscode.DebugAdapterDescriptor {
    // The editor's own executable is Electron on the desktop and a plain Node elsewhere, where the variable means nothing.
    return new vscode.DebugAdapterExecutable(process.execPath, [this.#adapterFile], {
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
  }
}
