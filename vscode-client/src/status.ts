/** The language status item: the number of notes, and any problem. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { SECTION } from "./configuration.ts";
import { literalIcons, literalLinks } from "./literal.ts";

const API = 1;
const DEBOUNCE_MILLISECONDS = 300;

/** The part of the chesterton.status result that is shown. */
export interface Report {
  readonly version: string;
  readonly api: number;
  readonly store: { readonly problem?: string; readonly read_only?: string | null };
  readonly projects: readonly Project[];
  readonly settings: readonly string[];
  readonly base: string | null;
}

export interface Project {
  readonly name: string;
  readonly root: string;
  readonly notes: number;
  readonly proposed: number;
  readonly trouble: string | null;
}

export interface Item {
  readonly text: string;
  readonly detail: string;
  readonly isFault: boolean;
  readonly command: vscode.Command;
}

const SEARCH = { title: "Search", command: "chesterton.searchNotes" };
const LOGS = { title: "Show logs", command: "chesterton.showLogs" };
const INSTALL = { title: "Install", command: "chesterton.installServer" };
const RESTART = { title: "Restart", command: "chesterton.restart" };
const TOGGLE = { title: "Turn on", command: "chesterton.toggle" };

/** The item for a running server. */
export function itemOf(report: Report, path: string | undefined, isTrusted: boolean): Item {
  const fault = faultOf(report);
  const project = projectOf(report, path);
  const count = project?.notes ?? 0;
  const text = `Chesterton: ${count} ${count === 1 ? "note" : "notes"}`;
  if (fault !== undefined) {
    return { text, detail: fault, isFault: true, command: LOGS };
  }
  const proposed = project?.proposed ? `${project.proposed} proposed` : undefined;
  const review = report.base === null ? undefined : `changes since ${report.base}`;
  const limits = isTrusted ? undefined : "Restricted Mode: your own notes only";
  const parts = [project?.name, proposed, review, limits];
  const detail = parts.filter((part) => part !== undefined).join(" · ");
  return { text, detail, isFault: false, command: SEARCH };
}

/** The innermost project that contains the file, else the first project. */
export function projectOf(report: Report, path: string | undefined): Project | undefined {
  const enclosing = report.projects.filter(
    ({ root }) => path !== undefined && (path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}\\`)),
  );
  const [innermost] = enclosing.sort((left, right) => right.root.length - left.root.length);
  return innermost ?? report.projects[0];
}

function faultOf({ api, version, store, projects, settings }: Report): string | undefined {
  if (api !== API) {
    return `server ${version} is not compatible with this extension; update both`;
  }
  const trouble = projects.find((project) => project.trouble)?.trouble;
  return store.problem ?? store.read_only ?? trouble ?? settings[0] ?? undefined;
}

export class Status implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;
  #debounce: NodeJS.Timeout | undefined;

  constructor(selector: vscode.DocumentSelector) {
    this.#item = vscode.languages.createLanguageStatusItem("chesterton", selector);
    this.#item.name = "Chesterton";
    this.starting();
  }

  starting(): void {
    this.#show({ text: "Chesterton", detail: "starting", isFault: false, command: LOGS });
    this.#item.busy = true;
  }

  installing(): void {
    this.#show({ text: "Chesterton", detail: "installing", isFault: false, command: LOGS });
    this.#item.busy = true;
  }

  busy(isBusy: boolean): void {
    this.#item.busy = isBusy;
  }

  missing(detail: string): void {
    this.#show({ text: "Chesterton: not installed", detail, isFault: true, command: INSTALL });
  }

  stopped(): void {
    const detail = "the server stopped several times";
    this.#show({ text: "Chesterton: stopped", detail, isFault: true, command: RESTART });
  }

  /** Requests the status again, debounced. */
  refresh(client: LanguageClient): void {
    clearTimeout(this.#debounce);
    this.#debounce = setTimeout(() => void this.#update(client), DEBOUNCE_MILLISECONDS);
  }

  async #update(client: LanguageClient): Promise<void> {
    const report = await status(client).catch(() => undefined);
    if (report === undefined) {
      return;
    }
    const isOn = vscode.workspace.getConfiguration(SECTION).get<boolean>("enable") !== false;
    const path = vscode.window.activeTextEditor?.document.uri.fsPath;
    this.#show(
      isOn
        ? itemOf(report, path, vscode.workspace.isTrusted)
        : { text: "Chesterton: off", detail: "", isFault: false, command: TOGGLE },
    );
  }

  #show({ text, detail, isFault, command }: Item): void {
    const { Information, Warning } = vscode.LanguageStatusSeverity;
    Object.assign(this.#item, { text, detail: literalLinks(literalIcons(detail)), command, busy: false });
    this.#item.severity = isFault ? Warning : Information;
  }

  dispose(): void {
    clearTimeout(this.#debounce);
    this.#item.dispose();
  }
}

/** The result of chesterton.status. */
export function status(client: LanguageClient): Promise<Report> {
  const params = { command: "chesterton.status", arguments: [{}] };
  return client.sendRequest<Report>("workspace/executeCommand", params);
}
