import { config, t } from "@vscode/l10n";

/** The page carries the texts of the editor's language, since a module's texts are made before any message comes. */
const texts = typeof document === "undefined" ? undefined : document.body.dataset.l10n;
if (texts) config({ contents: texts });

/** Every text that a person reads goes through this; its English is its key. `t("{0} of {1} shown", 3, 5)` */
export { t };
