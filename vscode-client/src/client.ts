/** Creates the language client: documents, initialization options and middleware. */

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
import { literalLinks } from "./literal.ts";
import type { Server } from "./server.ts";

/** Callbacks for events of the client. */
export interface Listener {
  readonly log: vscode.LogOutputChannel;
  readonly changed: () => void; // the number of notes may have changed
  readonly busy: (isBusy: boolean) => void;
  readonly closed: () => void; // the server exited unexpectedly
  readonly before: (command: string, given: readonly unknown[]) => Promise<unknown[] | undefined>;
}

/** The languages that activate the extension. */
export function languages(extension: vscode.Extension<unknown>): string[] {
  const events = (extension.packageJSON as { activationEvents: string[] }).activationEvents;
  const prefix = "onLanguage:";
  const ids = events.filter((event) => event.startsWith(prefix)).map((event) => event.slice(prefix.length));
  return ids.filter((id) => id !== "markdown");
}

/** Explicit languages, because a wildcard would also match the editor's own input boxes. */
export function selector(ids: readonly string[]): vscode.DocumentFilter[] {
  return [...ids.map((language) => ({ scheme: "file", language })), DRAFTS];
}

/** Logs errors without showing them; the connection shows the user one message instead. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export function makeClient(server: Server, ids: readonly string[], listener: Listener): LanguageClient {
  const { command, args } = server;
  const run = { command, args: [...args, "lsp"], options: { cwd: os.homedir() } };
  return new QuietClient("chesterton", "Chesterton", { run, debug: run }, options(ids, listener));
}

function options(ids: readonly string[], listener: Listener): LanguageClientOptions {
  return {
    documentSelector: selector(ids) as LanguageClientOptions["documentSelector"] & object,
    initializationOptions: () => ({
      ...settings(),
      editor: "vscode",
      trusted: vscode.workspace.isTrusted,
    }),
    outputChannel: listener.log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: false, supportHtml: false },
    errorHandler: errors(listener),
    initializationFailedHandler: () => false, // suppresses the client's own message
    middleware: {
      executeCommand: (command, given, next) => execute(command, given, next, listener),
      handleWorkDoneProgress: (_token, params) => listener.busy(params.kind !== "end"),
      provideCodeLenses: (document, token, next) => {
        listener.changed();
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
  listener: Listener,
): Promise<unknown> {
  const args = await listener.before(command, given);
  if (args === undefined) {
    return undefined;
  }
  try {
    return await next(command, args);
  } catch (error) {
    // otherwise the editor shows a dialog with the command's name and no next step
    void vscode.window.showWarningMessage(literalLinks(error instanceof Error ? error.message : String(error)));
    return undefined;
  } finally {
    listener.changed();
  }
}

/** Never restarts: a new client is created for each start, so that failures are reported only once. */
function errors(listener: Listener): ErrorHandler {
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () => {
      listener.closed();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
