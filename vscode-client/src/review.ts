/** Review a change: asks for the base branch, or ends the review. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { status } from "./status.ts";

const END = "End the review";
const OTHER = "Another branch or commit…";

interface GitApi {
  repositories: {
    rootUri: vscode.Uri;
    getBranches?: (query: { remote: boolean }) => Promise<{ name?: string }[]>;
  }[];
}

/** The argument of chesterton.reviewChange; undefined if the user cancelled. */
export async function reviewArgument(
  client: LanguageClient,
  uri: string | undefined,
): Promise<Record<string, unknown> | undefined> {
  const { base } = await status(client);
  const names = await branches();
  const choices = [...(base === null ? [] : [END]), ...names, OTHER];
  const placeHolder = "Base branch of the change to review";
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder });
  if (chosen === undefined || chosen === END) {
    return chosen && {};
  }
  const name = chosen === OTHER ? await vscode.window.showInputBox({ prompt: placeHolder }) : chosen;
  return name ? { base: name, ...(uri === undefined ? {} : { uri }) } : undefined;
}

async function branches(): Promise<string[]> {
  const git = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  const [repository] = git?.isActive ? git.exports.getAPI(1).repositories : [];
  const all = (await repository?.getBranches?.({ remote: true }).catch(() => [])) ?? [];
  const names = all.map(({ name }) => name).filter((name) => name !== undefined);
  const isMain = (name: string): boolean => /^(origin\/)?(main|master)$/.test(name);
  return [...names.filter(isMain), ...names.filter((name) => !isMain(name))];
}
