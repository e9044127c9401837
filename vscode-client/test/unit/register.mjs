// Resolves `vscode` to a stub, so that the extension's modules load outside of the editor.
import { registerHooks } from "node:module";

const stub = new URL("./vscode.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode" ? { url: stub, shortCircuit: true } : next(specifier, context),
});
