/** The language client: what is sent where, and what comes along with it. */

import * as os from "node:os";
import * as vscode from "vscode";
import {
  CloseAction,
  type ErrorHandler,
  ErrorAction,
  type ExecuteCommandSignature,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import { answered, settings } from "./configuration.ts";
import { DRAFTS } from "./drafts.ts";
import type { Server } from "./server.ts";

/** Whom the client tells of what happens. */
export interface Ears {
  readonly log: vscode.LogOutputChannel;
  readonly changed: () => void; // what there is to count may differ
  readonly busy: (isBusy: boolean) => void;
  readonly closed: () => void; // the server ended by itself
  readonly before: (command: string, given: readonly unknown[]) => Promise<unknown[] | undefined>;
}

/** The languages that the extension wakes up for. */
export function languages(extension: vscode.Extension<unknown>): string[] {
  const events = (extension.packageJSON as { activationEvents: string[] }).activationEvents;
  const prefix = "onLanguage:";
  const named = events.filter((event) => event.startsWith(prefix));
  return named.map((event) => event.slice(prefix.length)).filter((id) => id !== "markdown");
}

/** Named languages only: a wildcard would send the editor's own input boxes to the server. */
export function selector(ids: readonly string[]): vscode.DocumentFilter[] {
  return [...ids.map((language) => ({ scheme: "file", language })), DRAFTS];
}

/** Writes its troubles into the log; what a person is told is said elsewhere, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export function makeClient(server: Server, ids: readonly string[], ears: Ears): LanguageClient {
  const { command, args } = server;
  const run = { command, args: [...args, "lsp"], options: { cwd: os.homedir() } };
  return new QuietClient("chesterton", "Chesterton", { run, debug: run }, options(ids, ears));
}

function options(ids: readonly string[], ears: Ears): LanguageClientOptions {
  return {
    documentSelector: selector(ids) as LanguageClientOptions["documentSelector"] & object,
    initializationOptions: () => ({
      ...settings(),
      editor: "vscode",
      trusted: vscode.workspace.isTrusted,
    }),
    outputChannel: ears.log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: false, supportHtml: false },
    errorHandler: errors(ears),
    initializationFailedHandler: () => false, // no message of its own
    middleware: {
      executeCommand: (command, given, next) => execute(command, given, next, ears),
      handleWorkDoneProgress: (_token, params) => ears.busy(params.kind !== "end"),
      provideCodeLenses: (document, token, next) => {
        ears.changed();
        return next(document, token);
      },
      workspace: { configuration: answered },
    },
  };
}

async function execute(
  command: string,
  given: unknown[],
  next: ExecuteCommandSignature,
  ears: Ears,
): Promise<unknown> {
  const args = await ears.before(command, given);
  if (args === undefined) {
    return undefined;
  }
  try {
    return await next(command, args);
  } catch (error) {
    // else the editor shows a dialog that names the command and not what to do
    void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  } finally {
    ears.changed();
  }
}

/** A new client is made for each start: the old one would tell of each failure by itself. */
function errors(ears: Ears): ErrorHandler {
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () => {
      ears.closed();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
