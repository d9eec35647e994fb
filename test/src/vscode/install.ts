import { register } from "node:module";

/**
 * From here on `import "vscode"` is the editor of `index.ts`. Import this first and the extension's files with `await import(…)`,
 * so that they are resolved after it.
 */
const stands = {
  vscode: new URL("./index.ts", import.meta.url).href,
  "vscode-languageclient/node": new URL("./language-client.ts", import.meta.url).href,
};
const hooks = `
  const stands = ${JSON.stringify(stands)};
  export const resolve = (name, context, next) =>
    next(Object.hasOwn(stands, name) ? stands[name] : name, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
