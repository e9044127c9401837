/** Queries what the editor shows, through the API that other extensions use. */

import { until } from "./until.ts";
import type { Window } from "./editor.ts";

export interface SeenDiagnostic {
  readonly code: string;
  readonly link: string | undefined;
  readonly severity: number;
  readonly message: string;
  readonly line: number;
  readonly source: string | undefined;
  readonly related: readonly string[];
}

/** The titles of the lenses, each prefixed with its line. */
export function lenses(window: Window, uri: string): Promise<string[]> {
  return window.run(async (vscode, uri: string) => {
    const found = await vscode.commands.executeCommand<import("vscode").CodeLens[]>(
      "vscode.executeCodeLensProvider",
      vscode.Uri.parse(uri),
      50,
    );
    const ours = found.filter((lens) => lens.command?.command === "chesterton.open");
    return ours.map((lens) => `${lens.range.start.line + 1} ${lens.command?.title}`);
  }, uri);
}

export function diagnostics(window: Window, uri: string): Promise<SeenDiagnostic[]> {
  return window.run((vscode, uri: string) => {
    const ours = vscode.languages
      .getDiagnostics(vscode.Uri.parse(uri))
      .filter((each) => each.source === "chesterton");
    return ours.map(({ code, severity, message, range, source, relatedInformation }) => {
      const told = typeof code === "object" ? code : { value: code, target: undefined };
      return {
        code: String(told.value),
        link: told.target?.toString(),
        severity,
        message,
        line: range.start.line + 1,
        source,
        related: (relatedInformation ?? []).map((each) => each.message),
      };
    });
  }, uri);
}

/** The texts of all hovers at a position; lines are 1-based. */
export function hovers(window: Window, uri: string, line: number, character: number): Promise<string[]> {
  return window.run(
    async (vscode, { uri, line, character }) => {
      const found = await vscode.commands.executeCommand<import("vscode").Hover[]>(
        "vscode.executeHoverProvider",
        vscode.Uri.parse(uri),
        new vscode.Position(line - 1, character),
      );
      const texts = found.flatMap((hover) => hover.contents);
      return texts.map((text) => (typeof text === "string" ? text : text.value));
    },
    { uri, line, character },
  );
}

export interface SeenAction {
  readonly title: string;
  readonly kind: string | undefined;
  readonly isPreferred: boolean;
  readonly command: string | undefined;
  readonly argument: { ids?: string[]; uri?: string } | undefined;
}

/** Chesterton's code actions at a position, as for an explicit request. */
export function actions(window: Window, uri: string, line: number, character = 0): Promise<SeenAction[]> {
  return window.run(
    async (vscode, { uri, line, character }) => {
      const at = new vscode.Position(line - 1, character);
      const found = await vscode.commands.executeCommand<import("vscode").CodeAction[]>(
        "vscode.executeCodeActionProvider",
        vscode.Uri.parse(uri),
        new vscode.Range(at, at),
      );
      return found
        .filter((each) => each.command?.command.startsWith("chesterton."))
        .map((each) => ({
          title: each.title,
          kind: each.kind?.value,
          isPreferred: each.isPreferred ?? false,
          command: each.command?.command,
          argument: each.command?.arguments?.[0],
        }));
    },
    { uri, line, character },
  );
}

/** Replaces the first occurrence of a text in a document. */
export function replace(window: Window, uri: string, old: string, fresh: string): Promise<void> {
  return window.run(
    async (vscode, { uri, old, fresh }) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      const start = document.getText().indexOf(old);
      if (start < 0) {
        throw new Error(`${old} is not in ${uri}`);
      }
      const edit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(document.positionAt(start), document.positionAt(start + old.length));
      edit.replace(document.uri, range, fresh);
      await vscode.workspace.applyEdit(edit);
    },
    { uri, old, fresh },
  );
}

/** Changes a setting for the user or the folder, and optionally for one language. */
export function set(
  window: Window,
  key: string,
  value: unknown,
  where: { folder?: string; language?: string } = {},
): Promise<void> {
  return window.run(
    async (vscode, { key, value, folder, language }) => {
      const uri = folder === undefined ? null : vscode.Uri.file(folder);
      const scope = language === undefined ? uri : { uri: uri ?? undefined, languageId: language };
      const { Global, Workspace } = vscode.ConfigurationTarget;
      const target = folder === undefined ? Global : Workspace;
      const settings = vscode.workspace.getConfiguration("chesterton", scope as never);
      await settings.update(key, value ?? undefined, target, language !== undefined);
    },
    { key, value, ...where },
  );
}

export function at(window: Window, uri: string, line: number, character = 0): Promise<void> {
  return window.run(
    async (vscode, { uri, line, character }) => {
      const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
      const place = new vscode.Position(line - 1, character);
      editor.selection = new vscode.Selection(place, place);
      editor.revealRange(new vscode.Range(place, place));
    },
    { uri, line, character },
  );
}

/** Waits until the lenses equal these. */
export async function untilLenses(window: Window, uri: string, wanted: readonly string[]): Promise<void> {
  let last: string[] = [];
  const same = async (): Promise<boolean> => {
    last = await lenses(window, uri);
    return JSON.stringify(last) === JSON.stringify(wanted);
  };
  await until(`the lenses ${wanted.join(" | ")}`, same).catch((error: Error) => {
    throw new Error(`${error.message}; there were: ${last.join(" | ")}`);
  });
}

export function untilDiagnostics(
  window: Window,
  uri: string,
  codes: readonly string[],
  milliseconds?: number,
): Promise<SeenDiagnostic[]> {
  const same = async (): Promise<SeenDiagnostic[] | undefined> => {
    const found = await diagnostics(window, uri);
    return JSON.stringify(found.map(({ code }) => code)) === JSON.stringify(codes) ? found : undefined;
  };
  return until(`the diagnostics ${codes.join(", ") || "to go"}`, same, milliseconds);
}
