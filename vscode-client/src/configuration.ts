/** Settings as the server asks for them: for a document, with those of its language. */

import * as vscode from "vscode";
import type { ConfigurationParams } from "vscode-languageclient/node";

export const SECTION = "chesterton";

/** The whole tree as JSON, for a document or for all. */
export function settings(scope?: vscode.ConfigurationScope): Record<string, unknown> {
  const tree = vscode.workspace.getConfiguration(undefined, scope ?? null).get(SECTION);
  return JSON.parse(JSON.stringify(tree ?? {})) as Record<string, unknown>;
}

/** Answers workspace/configuration. The language client asks for an address and forgets languages. */
export function answered(params: ConfigurationParams): unknown[] {
  return params.items.map((item) => {
    return item.section === SECTION ? settings(scopeOf(item.scopeUri)) : null;
  });
}

function scopeOf(address: string | undefined): vscode.ConfigurationScope | undefined {
  if (address === undefined) {
    return undefined;
  }
  const uri = vscode.Uri.parse(address);
  const isMeant = (document: vscode.TextDocument): boolean =>
    document.uri.toString() === uri.toString();
  return vscode.workspace.textDocuments.find(isMeant) ?? uri;
}
