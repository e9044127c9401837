/** Offers to install the server, and installs it. */

import * as vscode from "vscode";
import { type Failure, install, NO_PYTHON } from "./install.ts";
import { installer, versionOf } from "./machine.ts";
import { SECTION } from "./configuration.ts";
import type { Missing } from "./server.ts";
import type { Status } from "./status.ts";

const ASKED = "asked";
const AGREED = "agreed";
const QUESTION = "Chesterton needs its Python package (about 110 MB on disk).";
const PYTHON_PAGE = "https://www.python.org/downloads/";
const UV_PAGE = "https://docs.astral.sh/uv/getting-started/installation/";

type Answer = "Install" | "Choose executable…" | "Not now";

export class Offer {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #status: Status;
  readonly #restart: () => Promise<void>;
  #installing: Promise<Failure> | undefined;

  constructor(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    status: Status,
    restart: () => Promise<void>,
  ) {
    this.#context = context;
    this.#log = log;
    this.#status = status;
    this.#restart = restart;
  }

  /** No server was found: offer to install it once, and again for each user action that needs it. */
  async missing({ reason }: Missing, isUserAction: boolean): Promise<void> {
    this.#status.missing(reason ?? "its Python package is missing");
    if (reason !== undefined) {
      this.#log.warn(reason);
      return this.#offerSettings(reason, isUserAction);
    }
    const policy = vscode.workspace.getConfiguration(SECTION).get<string>("server.install");
    const agreed = this.#context.globalState.get<boolean>(AGREED) === true;
    if (policy === "auto" || (policy === "ask" && agreed && !isUserAction)) {
      await this.#installAndRestart(false);
    } else if (isUserAction || (policy === "ask" && this.#context.globalState.get(ASKED) !== true)) {
      await this.#ask();
    }
  }

  async #offerSettings(reason: string, isUserAction: boolean): Promise<void> {
    if (isUserAction) {
      const answer = await vscode.window.showWarningMessage(reason, "Open settings");
      if (answer !== undefined) {
        await openSetting();
      }
    }
  }

  async #ask(): Promise<void> {
    const choices: Answer[] = ["Install", "Choose executable…", "Not now"];
    const answer = await vscode.window.showInformationMessage(QUESTION, ...choices);
    await this.#context.globalState.update(ASKED, true);
    if (answer === "Install") {
      await this.install();
    } else if (answer === "Choose executable…") {
      await this.#choose();
    }
  }

  /** Installs the server at the user's request. */
  install(): Promise<void> {
    return this.#installAndRestart(true);
  }

  /** Installs and starts the server; concurrent calls share one installation. */
  async #installAndRestart(isUserAction: boolean): Promise<void> {
    this.#installing ??= this.#install().finally(() => (this.#installing = undefined));
    const failure = await this.#installing;
    if (failure === undefined) {
      await this.#restart();
    } else if (isUserAction) {
      void this.#showFailure(failure);
    }
  }

  async #install(): Promise<Failure> {
    this.#status.installing();
    await vscode.workspace.fs.createDirectory(this.#context.globalStorageUri);
    const failure = await install(installer(this.#context, (line) => this.#log.info(line)));
    if (failure === undefined) {
      await this.#context.globalState.update(AGREED, true);
      this.#log.info(`installed server ${versionOf(this.#context)}`);
    } else {
      this.#log.warn(failure);
      this.#status.missing(failure);
    }
    return failure;
  }

  async #showFailure(failure: string): Promise<void> {
    const pages: Record<string, string> = { "Get Python": PYTHON_PAGE, "Get uv": UV_PAGE };
    const choices = failure === NO_PYTHON ? Object.keys(pages) : ["Show logs"];
    const answer = await vscode.window.showWarningMessage(failure, ...choices);
    const page = answer === undefined ? undefined : pages[answer];
    if (page !== undefined) {
      await vscode.env.openExternal(vscode.Uri.parse(page));
    } else if (answer !== undefined) {
      this.#log.show();
    }
  }

  async #choose(): Promise<void> {
    const [file] = (await vscode.window.showOpenDialog({ openLabel: "Use this program" })) ?? [];
    if (file !== undefined) {
      const settings = vscode.workspace.getConfiguration(SECTION);
      await settings.update("server.path", [file.fsPath], vscode.ConfigurationTarget.Global);
    }
  }
}

function openSetting(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.server.path`);
}
