// Lets modules of the extension be loaded without an editor: `vscode` is a stub.
import { registerHooks } from "node:module";

const stub = new URL("./vscode.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode" ? { url: stub, shortCircuit: true } : next(specifier, context),
});
