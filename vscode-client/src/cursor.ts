/** The cursor position, for commands run without an argument. */

import * as vscode from "vscode";
import { completed, type Cursor, NO_FILE } from "./arguments.ts";

/** The arguments of a command; undefined, with a message to the user, if it needs an open file. */
export function argumentsFor(command: string, given: readonly unknown[]): unknown[] | undefined {
  const argument = completed(command, given, cursor());
  if (argument === undefined) {
    void vscode.window.showInformationMessage(NO_FILE);
    return undefined;
  }
  return [argument];
}

export function cursor(): Cursor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== "file") {
    return undefined;
  }
  const { start, end } = editor.selection;
  return { uri: editor.document.uri.toString(), start: point(start), end: point(end) };
}

function point({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
