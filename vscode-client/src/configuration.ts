/** Answers the server's settings requests, including language-specific values of a document. */

import * as vscode from "vscode";
import type { ConfigurationParams } from "vscode-languageclient/node";

export const SECTION = "chesterton";

/** All settings of the extension as JSON, for a document or the window. */
export function settings(scope?: vscode.ConfigurationScope): Record<string, unknown> {
  const tree = vscode.workspace.getConfiguration(undefined, scope ?? null).get(SECTION);
  return JSON.parse(JSON.stringify(tree ?? {})) as Record<string, unknown>;
}

/** Answers workspace/configuration; the language client's own answer ignores language-specific values. */
export function answered(params: ConfigurationParams): unknown[] {
  return params.items.map((item) => {
    return item.section === SECTION ? settings(scopeOf(item.scopeUri)) : null;
  });
}

function scopeOf(text: string | undefined): vscode.ConfigurationScope | undefined {
  if (text === undefined) {
    return undefined;
  }
  const uri = vscode.Uri.parse(text);
  const hasUri = (document: vscode.TextDocument): boolean => document.uri.toString() === uri.toString();
  return vscode.workspace.textDocuments.find(hasUri) ?? uri;
}
