/** Installs the server into an environment of its own: with uv, else with a Python that is there. */

import * as path from "node:path";
import type { Output, Run } from "./server.ts";

export interface Workshop {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly environment: string; // the folder to make
  readonly run: Run;
  readonly remove: (folder: string) => Promise<void>;
  readonly tell: (line: string) => void;
}

/** Undefined where it went well, else the one sentence for the user. */
export type Trouble = string | undefined;

export const NO_PYTHON =
  "Chesterton needs Python 3.11 or newer, or uv, and found neither. Install one of them and try again.";
const OFFLINE =
  "Chesterton's Python package could not be downloaded: this computer seems to be offline. Try again with a connection.";
const FAILED = "Chesterton's Python package could not be installed. The log says why.";
const NO_VENV =
  "This Python cannot make environments: install its venv module (python3-venv on Debian and Ubuntu), or uv, and try again.";

const UNREACHABLE =
  /name resolution|getaddrinfo|resolve host|dns error|lookup address|network is unreachable|connection (refused|error)|failed to establish|error sending request|timed out|newconnectionerror/i;
const PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"];
const IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";
const MAKES_ENVIRONMENTS = `import ensurepip, venv; ${IS_NEW_ENOUGH}`;

/** Makes the environment anew. What is in the way is half an installation. */
export async function install(shop: Workshop): Promise<Trouble> {
  const steps = (await withUv(shop)) ?? (await withPython(shop));
  if (steps === undefined) {
    return (await python(shop, IS_NEW_ENOUGH)) === undefined ? NO_PYTHON : NO_VENV;
  }
  await shop.remove(shop.environment);
  for (const [command, ...args] of steps) {
    const output = await told(shop, command, args);
    if (output.code !== 0) {
      await shop.remove(shop.environment);
      return sentence(output);
    }
  }
  return undefined;
}

type Step = [command: string, ...args: string[]];

async function withUv(shop: Workshop): Promise<Step[] | undefined> {
  if ((await shop.run("uv", ["--version"])).code !== 0) {
    return undefined;
  }
  return [
    ["uv", "venv", "--no-project", "--python", ">=3.11", shop.environment],
    ["uv", "pip", "install", "--python", pythonIn(shop), wanted(shop)],
  ];
}

async function withPython(shop: Workshop): Promise<Step[] | undefined> {
  const found = await python(shop, MAKES_ENVIRONMENTS);
  return found && [
    [...found, "-m", "venv", shop.environment],
    [pythonIn(shop), "-m", "pip", "install", "--disable-pip-version-check", wanted(shop)],
  ];
}

/** The first Python for which the test ends well. */
async function python(shop: Workshop, test: string): Promise<Step | undefined> {
  const launchers: Step[] = shop.platform === "win32" ? [["py", "-3"]] : [];
  for (const [command, ...args] of [...launchers, ...PYTHONS.map((name): Step => [name])]) {
    if ((await shop.run(command, [...args, "-c", test])).code === 0) {
      return [command, ...args];
    }
  }
  return undefined;
}

function wanted(shop: Workshop): string {
  return `chesterton==${shop.version}`;
}

function pythonIn({ platform, environment }: Workshop): string {
  return platform === "win32"
    ? path.win32.join(environment, "Scripts", "python.exe")
    : path.posix.join(environment, "bin", "python");
}

async function told(shop: Workshop, command: string, args: readonly string[]): Promise<Output> {
  shop.tell(`${command} ${args.join(" ")}`);
  const output = await shop.run(command, args);
  output.text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .forEach(shop.tell);
  return output;
}

function sentence({ text }: Output): string {
  return UNREACHABLE.test(text) ? OFFLINE : FAILED;
}
