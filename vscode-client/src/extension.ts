/** Entry point: registers commands and starts the server when a supported file is opened. */

import * as vscode from "vscode";
import { languages, selector } from "./client.ts";
import { SECTION } from "./configuration.ts";
import { Connection } from "./connection.ts";
import { closeDraftsWithTabs } from "./drafts.ts";
import { search } from "./search.ts";

/** Settings that take effect only after a restart of the server. */
const RESTART_SETTINGS = ["server.path", "store.path", "hover.position"];

let connection: Connection | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Chesterton", { log: true });
  const ids = languages(context.extension);
  const created = (connection = new Connection(context, log, ids));
  void vscode.commands.executeCommand("setContext", "chesterton.languages", ids);
  context.subscriptions.push(log, ...commands(created, log), ...listeners(created, selector(ids)));
}

export async function deactivate(): Promise<void> {
  await connection?.dispose();
}

function commands(server: Connection, log: vscode.LogOutputChannel): vscode.Disposable[] {
  const handlers: Record<string, () => unknown> = {
    searchNotes: async () => {
      const client = await server.required();
      return client && search(client);
    },
    restart: () => server.restartAfresh(),
    showLogs: () => log.show(),
    toggle,
    installServer: () => server.offer.install(),
  };
  return Object.entries(handlers).map(([name, run]) =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, run),
  );
}

function listeners(server: Connection, documents: vscode.DocumentSelector): vscode.Disposable[] {
  const startFor = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(documents, document) > 0) {
      void server.start();
    }
  };
  vscode.workspace.textDocuments.forEach(startFor);
  return [
    closeDraftsWithTabs(() => server.client),
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.window.onDidChangeActiveTextEditor(() => server.refresh()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (RESTART_SETTINGS.some((key) => event.affectsConfiguration(`${SECTION}.${key}`))) {
        void server.restart();
      } else if (event.affectsConfiguration(SECTION)) {
        server.refresh();
      }
    }),
  ];
}

/** Toggles chesterton.enable in the workspace if it is set there, else in the user settings. */
async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const target = settings.inspect("enable")?.workspaceValue === undefined ? Global : Workspace;
  await settings.update("enable", settings.get<boolean>("enable") === false, target);
}
