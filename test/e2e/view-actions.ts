import type { TreeNode } from "../../wire/index.ts";
import type { Fleet } from "./fleet.ts";
import type { Scene, Step } from "./story.ts";
import { until } from "./until.ts";
import type { Workbench } from "./workbench.ts";

const device = (number: number) => `fleet/devices/device-${number}`;
const row = (number: number) => new RegExp(`^device-${number}, worker`);
const lives = (incarnation: number) => (node: TreeNode) => node.state === "running" && node.incarnation >= incarnation;
const is = (state: TreeNode["state"]) => (node: TreeNode) => node.state === state;
const onHold = ({ onHold: held }: TreeNode) => held;

/** The actions of the Supervision view on the running example: by mouse, then by keyboard alone. */
export function viewActions(step: Step<Fleet>): void {
  step("the view's buttons restart, stop and start what is in their row", async ({ project: fleet, vscode }) => {
    await vscode.run("View: Show Supervision");
    await vscode.expand(vscode.row(/^devices, supervisor/), vscode.row(row(4)));
    const press = (button: string) => () => vscode.press(vscode.row(row(4)), button);
    await until(fleet.child(device(4), lives(2)), press("Restart Process"));
    await until(fleet.child(device(4), is("stopped")), press("Stop Process"));
    await vscode.row(/^device-4, worker, stopped/).waitFor();
    await until(fleet.child(device(4), is("running")), press("Start Process"));
  });

  step("its menu holds, kills, scales, changes plans and supervisors", async ({ project: fleet, vscode }) => {
    const choose = (entry: string) => () => vscode.choose(vscode.row(row(5)), entry);
    const above = (supervisor: RegExp, entry: string) => vscode.choose(vscode.row(supervisor), entry);
    await until(fleet.child(device(5), onHold), choose("Hold Process"));
    await until(
      fleet.child(device(5), (node) => !node.onHold),
      choose("Release Process"),
    );
    await vscode.choose(vscode.row(row(5)), "Kill Process with Signal");
    await vscode.take("SIGINT");
    await fleet.child(device(5), lives(2));
    await vscode.choose(vscode.row(row(5)), "Change Plan");
    await vscode.type("[{ restart: 3s }]");
    await fleet.child(device(5), ({ plan }) => plan?.elements.length === 1);
    await above(/^devices, supervisor/, "Scale");
    await vscode.type("13");
    await fleet.child(device(13), is("running"));
    await above(/^fleet, supervisor/, "Change Strategy");
    await vscode.take("one_for_one");
    await fleet.child("fleet", (node) => node.kind === "supervisor" && node.strategy === "one_for_one");
    await vscode.picture("view-1-changed");
  });

  step("the keyboard alone does the same, and asks before it deletes", async ({ project: fleet, vscode }) => {
    const { keyboard } = vscode.page;
    const chord = (number: number, key: string) => async () => {
      await walkTo(vscode, row(number));
      await keyboard.press("Control+K");
      await keyboard.press(key);
    };
    await until(fleet.child(device(7), lives(2)), chord(7, "r"));
    await until(fleet.child(device(7), lives(3)), chord(7, "k"));
    await until(fleet.child(device(7), onHold), chord(7, "h"));
    await until(
      fleet.child(device(7), (node) => !node.onHold),
      chord(7, "u"),
    );
    await chord(7, "p")();
    await vscode.type("[wait]");
    await fleet.child(device(7), ({ plan }) => plan?.elements[0] === "wait");
    await until(fleet.child(device(13), is("stopped")), chord(13, "s"));
    await walkTo(vscode, /^device-13, worker, stopped/);
    await keyboard.press("Delete");
    await vscode.page.locator(".monaco-dialog-box").waitFor();
    await vscode.picture("view-2-asks");
    await keyboard.press("Enter");
    await fleet.child(device(13), null);
    await chord(7, "l")();
    await vscode.page.locator('.tab.active[data-resource-name*="device-7"]').waitFor();
  });
}

/** Goes to a row of the Supervision view with keys alone, from its first row down; where a redraw took the focus away, again. */
async function walkTo(vscode: Workbench, name: RegExp): Promise<void> {
  const list = vscode.page.locator(".monaco-list:focus-within");
  const focused = list.locator(".monaco-list-row.focused").first();
  for (;;) {
    await vscode.run("Supervision: Focus on Supervision View");
    await list.waitFor();
    await vscode.page.keyboard.press("Home");
    for (let steps = 0; steps < 40; steps++) {
      const at = await focused.getAttribute("aria-label", { timeout: 5_000 }).catch(unfocused);
      if (name.test(at ?? "")) return vscode.page.keyboard.press("Enter");
      await vscode.page.keyboard.press("ArrowDown");
    }
  }
}

/** A view that was just drawn anew has no row in focus until the next key. */
const unfocused = () => null;

/** The actions of the tree panel in the editor: by mouse, then by keyboard alone. */
export function panelActions(step: Step<Fleet>): void {
  const opened = async ({ vscode }: Scene<Fleet>) => {
    await vscode.run("Supertree: Show Tree");
    return vscode.webview('[role="treeitem"]');
  };

  step("the panel's buttons do what they say, and say what they did", async (scene) => {
    const { project: fleet, vscode } = scene;
    const panel = await opened(scene);
    const press = (name: string) => () => panel.getByRole("button", { name, exact: true }).click();
    const says = (words: RegExp) => panel.locator(".said", { hasText: words }).waitFor();
    await panel.getByRole("textbox", { name: "Search" }).fill("device-8");
    await panel.getByRole("treeitem", { name: row(8) }).click();
    await press("Restart")();
    await fleet.child(device(8), lives(2));
    await says(/^Restarted fleet\/devices\/device-8/);
    await press("Kill")();
    await fleet.child(device(8), lives(3));
    await press("Stop")();
    await fleet.child(device(8), is("stopped"));
    await press("Start")();
    await fleet.child(device(8), is("running"));
    await says(/^Started/);
    await vscode.picture("panel-1-said");
    await panel.getByRole("textbox", { name: "Search" }).fill("");
    await panel.getByRole("treeitem", { name: /^devices, supervisor/ }).click();
    await panel.getByRole("textbox", { name: "Intensity" }).fill("9 in 1m");
    await press("Change intensity")();
    await fleet.child("fleet/devices", (node) => node.kind === "supervisor" && node.intensity?.restarts === 9);
    await panel.getByRole("spinbutton", { name: "Number of children" }).fill("11");
    await press("Scale")();
    await vscode.page.locator(".monaco-dialog-box").waitFor();
    await vscode.picture("panel-2-asks");
    await vscode.page.keyboard.press("Enter");
    await fleet.child(device(12), null);
  });

  step("by keyboard alone the panel is walked, steered and looked back from", async (scene) => {
    const { project: fleet, vscode } = scene;
    const { keyboard } = vscode.page;
    const panel = await opened(scene);
    await panel.getByRole("tree").focus();
    for (const key of ["Home", "ArrowDown", "ArrowDown", "Enter"]) await keyboard.press(key);
    await panel.getByRole("heading", { name: /^ingest/ }).waitFor();
    await keyboard.press("e");
    await panel.getByRole("textbox", { name: "Plan" }).fill("[restart, wait]");
    await keyboard.press("Control+Enter");
    await fleet.child("fleet/ingest", ({ plan }) => plan?.elements[1] === "wait");
    await panel.getByRole("tree").focus();
    await keyboard.press("t");
    await keyboard.press(",");
    await panel.getByText(/^The tree as it stood at/).waitFor();
    await vscode.picture("panel-3-past");
    await keyboard.press("Escape");
    await keyboard.press("l");
    await panel.getByRole("log").waitFor();
    await vscode.picture("panel-4-logs");
    await keyboard.press("l");
  });
}
