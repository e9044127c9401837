/** The extension: wires the connection to the editor. The behaviour is the server's. */

import * as vscode from "vscode";
import { languages, selector } from "./client.ts";
import { SECTION } from "./configuration.ts";
import { Connection } from "./connection.ts";
import { tellOfClosed } from "./drafts.ts";
import { search } from "./search.ts";

const RESTARTS_FOR = ["server.path", "store.path", "hover.position"];

let connection: Connection | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Chesterton", { log: true });
  const ids = languages(context.extension);
  const made = (connection = new Connection(context, log, ids));
  void vscode.commands.executeCommand("setContext", "chesterton.languages", ids);
  context.subscriptions.push(log, ...served(made, log), ...watched(made, selector(ids)));
}

export async function deactivate(): Promise<void> {
  await connection?.dispose();
}

function served(made: Connection, log: vscode.LogOutputChannel): vscode.Disposable[] {
  const verbs: Record<string, () => unknown> = {
    searchNotes: async () => {
      const client = await made.wanted();
      return client && search(client);
    },
    restart: () => made.restartAfresh(),
    showLogs: () => log.show(),
    toggle,
    installServer: () => made.offer.install(),
  };
  return Object.entries(verbs).map(([name, run]) =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, run),
  );
}

function watched(made: Connection, documents: vscode.DocumentSelector): vscode.Disposable[] {
  const look = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(documents, document) > 0) {
      void made.start();
    }
  };
  vscode.workspace.textDocuments.forEach(look);
  return [
    tellOfClosed(() => made.client),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.window.onDidChangeActiveTextEditor(() => made.refresh()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void made.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (RESTARTS_FOR.some((key) => event.affectsConfiguration(`${SECTION}.${key}`))) {
        void made.restart();
      } else if (event.affectsConfiguration(SECTION)) {
        made.refresh();
      }
    }),
  ];
}

/** Turns everything on or off, where it was decided last: in the workspace or for the user. */
async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const target = settings.inspect("enable")?.workspaceValue === undefined ? Global : Workspace;
  await settings.update("enable", settings.get<boolean>("enable") === false, target);
}
