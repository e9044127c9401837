/** Asks once whether to install the server, and does it. */

import * as vscode from "vscode";
import { install, NO_PYTHON, type Trouble } from "./install.ts";
import { workshop, versionOf } from "./machine.ts";
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
  #installing: Promise<Trouble> | undefined;

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

  /** No server was found. Whoever said no is not asked again, but for what they ask for. */
  async missing({ reason }: Missing, isAsked: boolean): Promise<void> {
    this.#status.missing(reason ?? "its Python package is missing");
    if (reason !== undefined) {
      this.#log.warn(reason);
      return this.#tellOfChoice(reason, isAsked);
    }
    const policy = vscode.workspace.getConfiguration(SECTION).get<string>("server.install");
    const agreed = this.#context.globalState.get<boolean>(AGREED) === true;
    if (policy === "auto" || (policy === "ask" && agreed && !isAsked)) {
      await this.#work(false);
    } else if (isAsked || (policy === "ask" && this.#context.globalState.get(ASKED) !== true)) {
      await this.#ask();
    }
  }

  async #tellOfChoice(reason: string, isAsked: boolean): Promise<void> {
    if (isAsked) {
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

  /** Installs the server because somebody said so. */
  install(): Promise<void> {
    return this.#work(true);
  }

  /** Installs the server once, however often it is asked for, and starts it. */
  async #work(isAsked: boolean): Promise<void> {
    this.#installing ??= this.#install().finally(() => (this.#installing = undefined));
    const trouble = await this.#installing;
    if (trouble === undefined) {
      await this.#restart();
    } else if (isAsked) {
      void this.#tell(trouble);
    }
  }

  async #install(): Promise<Trouble> {
    this.#status.installing();
    await vscode.workspace.fs.createDirectory(this.#context.globalStorageUri);
    const trouble = await install(workshop(this.#context, (line) => this.#log.info(line)));
    if (trouble === undefined) {
      await this.#context.globalState.update(AGREED, true);
      this.#log.info(`installed the server ${versionOf(this.#context)}`);
    } else {
      this.#log.warn(trouble);
      this.#status.missing(trouble);
    }
    return trouble;
  }

  async #tell(trouble: string): Promise<void> {
    const pages: Record<string, string> = { "Get Python": PYTHON_PAGE, "Get uv": UV_PAGE };
    const choices = trouble === NO_PYTHON ? Object.keys(pages) : ["Show logs"];
    const answer = await vscode.window.showWarningMessage(trouble, ...choices);
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
