/** The connection to the window's server: finds, starts, restarts and stops it. */

import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { makeClient } from "./client.ts";
import { argumentsFor, cursor } from "./cursor.ts";
import { removeOthers, world } from "./machine.ts";
import { Offer } from "./offer.ts";
import { Crashes, Queue } from "./restart.ts";
import { reviewArgument } from "./review.ts";
import { find, isServer, type Server } from "./server.ts";
import { Status } from "./status.ts";

const END_MILLISECONDS = 2000;

export class Connection implements vscode.Disposable {
  readonly offer: Offer;
  readonly status: Status;
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #languages: readonly string[];
  readonly #queue = new Queue(() => this.#renew());
  #client: LanguageClient | undefined;
  #placeholders: vscode.Disposable | undefined;
  #isStarted = false;
  #crashes = new Crashes();

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, ids: readonly string[]) {
    this.#context = context;
    this.#log = log;
    this.#languages = ids;
    this.status = new Status(ids.map((language) => ({ language })));
    this.offer = new Offer(context, log, this.status, () => this.restart());
    this.#registerPlaceholders();
  }

  /** The client, if the server is running. */
  get client(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  /** Starts the server unless a start was attempted before. */
  async start(): Promise<void> {
    if (!this.#isStarted) {
      await this.restart();
    }
  }

  restart(): Promise<void> {
    this.#isStarted = true;
    return this.#queue.run();
  }

  /** Restarts at the user's request, resetting the crash count. */
  restartAfresh(): Promise<void> {
    this.#crashes = new Crashes();
    return this.restart();
  }

  /** The client, for a user action; offers to install the server if there is none. */
  async required(): Promise<LanguageClient | undefined> {
    await this.start();
    if (this.client === undefined) {
      const result = await find(world(this.#context));
      await (isServer(result) ? this.restart() : this.offer.missing(result, true));
    }
    return this.client;
  }

  refresh(): void {
    if (this.client !== undefined) {
      this.status.refresh(this.client);
    }
  }

  async #renew(): Promise<void> {
    await this.#end();
    this.status.starting();
    const result = await find(world(this.#context));
    if (isServer(result)) {
      await this.#run(result);
    } else {
      void this.offer.missing(result, false);
    }
  }

  async #run(server: Server): Promise<void> {
    this.#log.info(`server ${server.version} (${server.from}): ${server.command}`);
    let isClosed = false;
    const client = makeClient(server, this.#languages, {
      log: this.#log,
      changed: () => this.refresh(),
      busy: (isBusy) => this.status.busy(isBusy),
      closed: () => {
        isClosed = true;
        setImmediate(() => this.#crashed());
      },
      before: (command, given) => this.#before(command, given),
    });
    this.#client = client;
    this.#placeholders?.dispose();
    try {
      await client.start();
      this.refresh();
      void removeOthers(this.#context);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      if (!isClosed) {
        this.#gaveUp();
      }
    }
  }

  #crashed(): void {
    if (this.#crashes.mayRestart(Date.now())) {
      void this.restart();
    } else {
      this.#gaveUp();
    }
  }

  async #before(command: string, given: readonly unknown[]): Promise<unknown[] | undefined> {
    if (command === "chesterton.reviewChange" && given[0] === undefined && this.#client) {
      const argument = await reviewArgument(this.#client, cursor()?.uri);
      return argument && [argument];
    }
    return argumentsFor(command, given);
  }

  #gaveUp(): void {
    this.status.stopped();
    void this.#end();
    const message = "The Chesterton server stopped several times and will not be restarted automatically.";
    this.#log.error(message);
    void vscode.window.showErrorMessage(message, "Show logs", "Restart").then((answer) => {
      if (answer === "Show logs") {
        this.#log.show();
      } else if (answer === "Restart") {
        void this.restartAfresh();
      }
    });
  }

  /** Registers placeholders for the server's commands; each starts the server, then runs the command. */
  #registerPlaceholders(): void {
    this.#placeholders?.dispose();
    const { contributes } = this.#context.extension.packageJSON as Manifest;
    const names = contributes.commands.map(({ command }) => command);
    const serverCommands = names.filter((name) => !CLIENT_COMMANDS.has(name));
    const placeholders = serverCommands.map((name) =>
      vscode.commands.registerCommand(name, async (...given: unknown[]) => {
        const client = await this.required();
        return client && vscode.commands.executeCommand(name, ...given);
      }),
    );
    this.#placeholders = vscode.Disposable.from(...placeholders);
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.dispose(END_MILLISECONDS).catch((error: unknown) => this.#log.debug(String(error)));
    this.#registerPlaceholders();
  }

  async dispose(): Promise<void> {
    await this.#end();
    this.#placeholders?.dispose();
    this.status.dispose();
  }
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The commands implemented by the extension; all others are implemented by the server. */
export const CLIENT_COMMANDS: ReadonlySet<string> = new Set([
  "chesterton.searchNotes",
  "chesterton.restart",
  "chesterton.showLogs",
  "chesterton.toggle",
  "chesterton.installServer",
]);
