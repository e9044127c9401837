/** Notifies the server when a draft's tab is closed; VS Code keeps the document for minutes. */

import * as vscode from "vscode";
import { DidCloseTextDocumentNotification, type LanguageClient } from "vscode-languageclient/node";

/** Matches drafts, inside and outside repositories. */
export const DRAFTS = { scheme: "file", language: "markdown", pattern: "**/chesterton/drafts/*.md" };

/** Sends didClose as soon as a draft's tab is closed, so that the server deletes the file. */
export function closeDraftsWithTabs(client: () => LanguageClient | undefined): vscode.Disposable {
  return vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
    for (const { input } of closed) {
      const document = input instanceof vscode.TabInputText ? documentOf(input.uri) : undefined;
      if (document !== undefined && vscode.languages.match(DRAFTS, document) > 0) {
        const feature = client()?.getFeature(DidCloseTextDocumentNotification.method);
        void feature?.getProvider(document)?.send(document);
      }
    }
  });
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
}
