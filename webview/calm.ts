const system = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether the person wants no movement: by their system, or by the editor's own setting, which marks the page. */
export function isCalm(): boolean {
  return system.matches || document.body.classList.contains("vscode-reduce-motion");
}
