/** Installs the server into its own virtual environment, with uv or an installed Python. */

import * as path from "node:path";
import type { Output, Run } from "./server.ts";

/** The parts of the machine that the installation uses. */
export interface Installer {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly environment: string; // the folder to create
  readonly run: Run;
  readonly remove: (folder: string) => Promise<void>;
  readonly log: (line: string) => void;
}

/** A message for the user; undefined if the installation succeeded. */
export type Failure = string | undefined;

export const NO_PYTHON =
  "Chesterton needs Python 3.11 or newer, or uv, but found neither. Install one of them and try again.";
const OFFLINE =
  "Chesterton's Python package could not be downloaded: this computer seems to be offline. Connect to the internet and try again.";
const FAILED = "Chesterton's Python package could not be installed. See the log for details.";
const NO_VENV =
  "This Python cannot create virtual environments. Install its venv module (python3-venv on Debian and Ubuntu) or uv, and try again.";

const UNREACHABLE =
  /name resolution|getaddrinfo|resolve host|dns error|lookup address|network is unreachable|connection (refused|error)|failed to establish|error sending request|timed out|newconnectionerror/i;
const PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"];
const IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";
const MAKES_ENVIRONMENTS = `import ensurepip, venv; ${IS_NEW_ENOUGH}`;

/** Creates the environment, replacing a previous or partial installation. */
export async function install(installer: Installer): Promise<Failure> {
  const steps = (await withUv(installer)) ?? (await withPython(installer));
  if (steps === undefined) {
    return (await python(installer, IS_NEW_ENOUGH)) === undefined ? NO_PYTHON : NO_VENV;
  }
  await installer.remove(installer.environment);
  for (const [command, ...args] of steps) {
    const output = await runLogged(installer, command, args);
    if (output.code !== 0) {
      await installer.remove(installer.environment);
      return failureOf(output);
    }
  }
  return undefined;
}

type Step = [command: string, ...args: string[]];

async function withUv(installer: Installer): Promise<Step[] | undefined> {
  if ((await installer.run("uv", ["--version"])).code !== 0) {
    return undefined;
  }
  return [
    ["uv", "venv", "--no-project", "--python", ">=3.11", installer.environment],
    ["uv", "pip", "install", "--python", pythonIn(installer), requirement(installer)],
  ];
}

async function withPython(installer: Installer): Promise<Step[] | undefined> {
  const interpreter = await python(installer, MAKES_ENVIRONMENTS);
  return interpreter && [
    [...interpreter, "-I", "-m", "venv", installer.environment],
    [pythonIn(installer), "-I", "-m", "pip", "install", "--disable-pip-version-check", requirement(installer)],
  ];
}

/** The first Python that runs the test successfully; `-I` keeps it from importing the working folder. */
async function python(installer: Installer, test: string): Promise<Step | undefined> {
  const launchers: Step[] = installer.platform === "win32" ? [["py", "-3"]] : [];
  for (const [command, ...args] of [...launchers, ...PYTHONS.map((name): Step => [name])]) {
    if ((await installer.run(command, [...args, "-I", "-c", test])).code === 0) {
      return [command, ...args];
    }
  }
  return undefined;
}

function requirement(installer: Installer): string {
  return `chesterton==${installer.version}`;
}

function pythonIn({ platform, environment }: Installer): string {
  return platform === "win32"
    ? path.win32.join(environment, "Scripts", "python.exe")
    : path.posix.join(environment, "bin", "python");
}

async function runLogged(installer: Installer, command: string, args: readonly string[]): Promise<Output> {
  installer.log(`${command} ${args.join(" ")}`);
  const output = await installer.run(command, args);
  output.text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .forEach(installer.log);
  return output;
}

function failureOf({ text }: Output): string {
  return UNREACHABLE.test(text) ? OFFLINE : FAILED;
}
