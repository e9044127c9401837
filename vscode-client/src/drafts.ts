/** Closed drafts: the editor keeps a document for minutes after its tab is closed. */

import * as vscode from "vscode";
import { DidCloseTextDocumentNotification, type LanguageClient } from "vscode-languageclient/node";

/** Where drafts lie, in every repository and outside of them. */
export const DRAFTS = { scheme: "file", language: "markdown", pattern: "**/chesterton/drafts/*.md" };

/** Tells the server at once when the tab of a draft is closed, so that its text is wiped at once. */
export function tellOfClosed(client: () => LanguageClient | undefined): vscode.Disposable {
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
