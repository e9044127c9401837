/** Search notes: a quick pick with live results from the server and a preview of the code. */

import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { cursor } from "./cursor.ts";
import { literalIcons } from "./literal.ts";
import { type Report, projectOf, status } from "./status.ts";

const TYPING_MILLISECONDS = 120;
const MOST = 30;

/** The part of a chesterton.recall hit that is shown. */
export interface Hit {
  readonly id: string;
  readonly note: {
    readonly kind: string;
    readonly title: string;
    readonly body: string;
    readonly status: string;
    readonly state: string;
    readonly placement: { readonly path: string; readonly symbol: string | null; readonly line: number } | null;
    readonly anchor: { readonly path: string; readonly symbol: string | null };
  };
}

interface Item extends vscode.QuickPickItem {
  readonly hit?: Hit;
}

const OPEN: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("book"),
  tooltip: "Open the note",
};

const STATES: Record<string, string> = {
  changed: "code changed",
  uncertain: "link uncertain",
  lost: "lost",
};

/** The quick pick item for a hit. */
export function itemOf(hit: Hit): Item {
  const { kind, title, body, state, status: life, anchor, placement } = hit.note;
  const place = placement ?? anchor;
  const where = place.symbol === null ? place.path : `${place.path}::${place.symbol}`;
  const remark = life === "confirmed" ? STATES[state] : life;
  const label = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${title}`;
  const why = body.split("\n").find((line) => line.trim() !== "");
  const quoted = why === undefined ? undefined : `“${why.trim()}”`; // to distinguish it from our own text
  const detail = [where, remark, quoted].filter((part) => part !== undefined).join(" · ");
  return { label: literalIcons(label), detail: literalIcons(detail), alwaysShow: true, buttons: [OPEN], hit };
}

export async function search(client: LanguageClient): Promise<void> {
  const at = cursor();
  const report = await status(client);
  const root = projectOf(report, vscode.window.activeTextEditor?.document.uri.fsPath)?.root;
  await new Search(client, at?.uri, root, report).show();
}

class Search {
  readonly #client: LanguageClient;
  readonly #uri: string | undefined;
  readonly #root: string | undefined;
  readonly #pick = vscode.window.createQuickPick<Item>();
  readonly #before = vscode.window.activeTextEditor;
  #debounce: NodeJS.Timeout | undefined;
  #queries = 0;
  #isChosen = false;

  constructor(client: LanguageClient, uri: string | undefined, root: string | undefined, report: Report) {
    this.#client = client;
    this.#uri = uri;
    this.#root = root;
    const name = projectOf(report, root)?.name;
    this.#pick.title = name === undefined ? "Search notes" : `Search notes in ${name}`;
    this.#pick.placeholder = "In your own words: double charge, who may call this, why no cache";
    this.#pick.matchOnDetail = true;
  }

  show(): Promise<void> {
    const pick = this.#pick;
    pick.onDidChangeValue(() => this.#type());
    pick.onDidChangeActive(([item]) => void (item && this.#preview(item, true)));
    pick.onDidTriggerItemButton(({ item }) => this.#open(item));
    pick.onDidAccept(() => this.#accept());
    pick.show();
    return new Promise((resolve) => {
      pick.onDidHide(() => {
        this.#end();
        resolve();
      });
    });
  }

  #type(): void {
    clearTimeout(this.#debounce);
    this.#debounce = setTimeout(() => void this.#update(), TYPING_MILLISECONDS);
  }

  async #update(): Promise<void> {
    const query = this.#pick.value.trim();
    const number = ++this.#queries;
    this.#pick.busy = query !== "";
    const items = query === "" ? [] : await this.#results(query);
    if (number === this.#queries) {
      this.#pick.busy = false;
      this.#pick.items = items;
    }
  }

  async #results(query: string): Promise<Item[]> {
    const argument = { query, limit: MOST, ...(this.#uri === undefined ? {} : { uri: this.#uri }) };
    const params = { command: "chesterton.recall", arguments: [argument] };
    try {
      const hits = await this.#client.sendRequest<Hit[]>("workspace/executeCommand", params);
      return hits.length === 0 ? [message("No matching notes. Try other words.")] : hits.map(itemOf);
    } catch (error) {
      return [message(error instanceof Error ? error.message : String(error))];
    }
  }

  #accept(): void {
    const [item] = this.#pick.selectedItems;
    if (item?.hit === undefined) {
      return;
    }
    this.#isChosen = true;
    this.#pick.hide();
    void this.#preview(item, false);
  }

  #open({ hit }: Item): void {
    if (hit !== undefined) {
      this.#isChosen = true;
      this.#pick.hide();
      void vscode.commands.executeCommand("chesterton.open", { ids: [hit.id] });
    }
  }

  /** Shows the code of a note, or opens the note if it has no place in the code. */
  async #preview({ hit }: Item, preserveFocus: boolean): Promise<void> {
    const place = hit?.note.placement;
    if (hit === undefined || this.#root === undefined) {
      return;
    }
    if (!place) {
      return preserveFocus ? undefined : this.#open({ label: "", hit });
    }
    const line = new vscode.Position(place.line - 1, 0);
    const uri = vscode.Uri.file(path.join(this.#root, place.path));
    const shown = vscode.window.showTextDocument(uri, {
      preview: true,
      preserveFocus,
      selection: new vscode.Range(line, line),
    });
    await shown.then(undefined, () => undefined); // the file may have been deleted
  }

  /** Restores the previous editor if nothing was chosen. */
  #end(): void {
    clearTimeout(this.#debounce);
    this.#pick.dispose();
    if (!this.#isChosen && this.#before !== undefined) {
      const { document, viewColumn, selection } = this.#before;
      void vscode.window.showTextDocument(document, {
        ...(viewColumn === undefined ? {} : { viewColumn }),
        selection,
      });
    }
  }
}

function message(label: string): Item {
  return { label, alwaysShow: true };
}
