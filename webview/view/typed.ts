/** The text of the field that an event comes from; fields of @vscode-elements and of HTML both have a `value`. */
export function typed({ target }: Event): string {
  return target !== null && "value" in target && typeof target.value === "string" ? target.value : "";
}
