/** Access to processes, files and VS Code for the pure rules in `server.ts` and `install.ts`. */

import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Installer } from "./install.ts";
import { SECTION } from "./configuration.ts";
import type { Output, World } from "./server.ts";

const SECONDS_TO_ANSWER = 20;
const SECONDS_TO_INSTALL = 15 * 60;
const LONGEST_OUTPUT = 10_000_000;

/** Runs a program outside the workspace, so that a file in it cannot be run by mistake. */
export function run(
  command: string,
  args: readonly string[],
  seconds = SECONDS_TO_ANSWER,
): Promise<Output> {
  const options = { cwd: os.homedir(), timeout: seconds * 1000, maxBuffer: LONGEST_OUTPUT, windowsHide: true };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : undefined;
      const text = `${stdout}${stderr}${error && code === undefined ? error.message : ""}`;
      resolve({ code: error === null ? 0 : code, text });
    });
  });
}

/** The folder of the virtual environment for this version of the extension. */
export function environment(context: vscode.ExtensionContext): string {
  return path.join(context.globalStorageUri.fsPath, `server-${versionOf(context)}`);
}

export function versionOf(context: vscode.ExtensionContext): string {
  return (context.extension.packageJSON as { version: string }).version;
}

export function world(context: vscode.ExtensionContext): World {
  return {
    version: versionOf(context),
    platform: process.platform,
    searchPath: process.env["PATH"] ?? process.env["Path"] ?? "",
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    isTrusted: vscode.workspace.isTrusted,
    configured: vscode.workspace.getConfiguration(SECTION).get<string[]>("server.path") ?? [],
    managed: environment(context),
    run,
    exists: (file) => fs.access(file).then(() => true, () => false),
    interpreter,
  };
}

export function installer(context: vscode.ExtensionContext, log: (line: string) => void): Installer {
  return {
    version: versionOf(context),
    platform: process.platform,
    environment: environment(context),
    run: (command, args) => run(command, args, SECONDS_TO_INSTALL),
    remove: (folder) => fs.rm(folder, { recursive: true, force: true }),
    log,
  };
}

/** Removes the environments of other versions, left over from updates. */
export async function removeOthers(context: vscode.ExtensionContext): Promise<void> {
  const storage = context.globalStorageUri.fsPath;
  const names = await fs.readdir(storage).catch(() => [] as string[]);
  const others = names.filter((name) => /^server-\d/.test(name) && name !== path.basename(environment(context)));
  await Promise.all(others.map((name) => fs.rm(path.join(storage, name), { recursive: true, force: true })));
}

interface PythonApi {
  environments?: { getActiveEnvironmentPath?: () => { path: string } | undefined };
}

/** The interpreter selected in Microsoft's Python extension, if it is installed. */
async function interpreter(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (extension === undefined) {
    return undefined;
  }
  const api = extension.isActive ? extension.exports : await extension.activate();
  const selected = api.environments?.getActiveEnvironmentPath?.()?.path;
  return selected !== undefined && path.isAbsolute(selected) ? selected : undefined;
}
