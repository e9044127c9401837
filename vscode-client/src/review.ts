/** Review a change: asks which branch it started from, or ends it. */

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

/** The argument of chesterton.reviewChange; undefined where nothing was chosen. */
export async function reviewArgument(
  client: LanguageClient,
  uri: string | undefined,
): Promise<Record<string, unknown> | undefined> {
  const { base } = await status(client);
  const names = await branches();
  const choices = [...(base === null ? [] : [END]), ...names, OTHER];
  const placeHolder = "Where did the branch that you review start from?";
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder });
  if (chosen === undefined || chosen === END) {
    return chosen && {};
  }
  const named = chosen === OTHER ? await vscode.window.showInputBox({ prompt: placeHolder }) : chosen;
  return named ? { base: named, ...(uri === undefined ? {} : { uri }) } : undefined;
}

async function branches(): Promise<string[]> {
  const git = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  const [repository] = git?.isActive ? git.exports.getAPI(1).repositories : [];
  const found = (await repository?.getBranches?.({ remote: true }).catch(() => [])) ?? [];
  const names = found.map(({ name }) => name).filter((name) => name !== undefined);
  const isUsual = (name: string): boolean => /^(origin\/)?(main|master)$/.test(name);
  return [...names.filter(isUsual), ...names.filter((name) => !isUsual(name))];
}
