/** Finds the server executable, by pure rules over an injected environment. */

import * as path from "node:path";

/** The result of running a program. */
export interface Output {
  readonly code: number | undefined; // undefined: it failed to start
  readonly text: string;
}

export type Run = (command: string, args: readonly string[]) => Promise<Output>;

/** The environment that the rules depend on. */
export interface World {
  readonly version: string; // of this extension, and of the server it requires
  readonly platform: NodeJS.Platform;
  readonly searchPath: string;
  readonly folders: readonly string[]; // of the workspace
  readonly isTrusted: boolean;
  readonly configured: readonly string[]; // chesterton.server.path
  readonly managed: string; // the virtual environment that the extension installs
  readonly run: Run;
  readonly exists: (file: string) => Promise<boolean>;
  readonly interpreter: () => Promise<string | undefined>; // the selected Python
}

/** How to start the server. */
export interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
  readonly from: "setting" | "managed" | "path" | "interpreter";
}

/** No server was found. */
export interface Missing {
  readonly reason: string | undefined; // set if the configured command does not work
}

type Candidate = Omit<Server, "version">;

export function isServer(result: Server | Missing): result is Server {
  return "command" in result;
}

/** The configured server if there is a setting, else the first compatible candidate. */
export async function find(world: World): Promise<Server | Missing> {
  const [command, ...args] = world.configured;
  if (command !== undefined) {
    const chosen = await verified(world, { command, args, from: "setting" });
    return (
      chosen ?? { reason: `"${world.configured.join(" ")}" cannot be run. Check the chesterton.server.path setting.` }
    );
  }
  for await (const candidate of candidates(world)) {
    const server = await verified(world, candidate);
    if (server !== undefined && isCompatible(server.version, world.version)) {
      return server;
    }
  }
  return { reason: undefined };
}

async function* candidates(world: World): AsyncGenerator<Candidate> {
  const managed = programIn(world.managed, world.platform);
  if (await world.exists(managed)) {
    yield { command: managed, args: [], from: "managed" };
  }
  for (const file of onPath(world)) {
    if (await world.exists(file)) {
      yield { command: file, args: [], from: "path" };
    }
  }
  const python = world.isTrusted ? await world.interpreter() : undefined;
  if (python !== undefined) {
    // -P: do not import a folder of the same name in the working directory
    yield { command: python, args: ["-P", "-m", "chesterton"], from: "interpreter" };
  }
}

/** The server executable in a virtual environment. */
export function programIn(environment: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? path.win32.join(environment, "Scripts", "chesterton.exe")
    : path.posix.join(environment, "bin", "chesterton");
}

/** Candidates on the search path; in an untrusted workspace those inside its folders are excluded. */
function onPath(world: World): string[] {
  const paths = world.platform === "win32" ? path.win32 : path.posix;
  const name = world.platform === "win32" ? "chesterton.exe" : "chesterton";
  const isOutside = (folder: string): boolean =>
    world.isTrusted || !world.folders.some((parent) => isWithin(folder, parent, paths));
  const folders = world.searchPath.split(paths.delimiter).filter((each) => paths.isAbsolute(each));
  return [...new Set(folders)].filter(isOutside).map((folder) => paths.join(folder, name));
}

function isWithin(folder: string, parent: string, paths: path.PlatformPath): boolean {
  const relative = paths.relative(parent, folder);
  return !relative.startsWith("..") && !paths.isAbsolute(relative);
}

async function verified(world: World, candidate: Candidate): Promise<Server | undefined> {
  const output = await world.run(candidate.command, [...candidate.args, "--version"]);
  const version = output.code === 0 ? /^chesterton (\d+\.\d+\.\d+\S*)/m.exec(output.text)?.[1] : undefined;
  return version === undefined ? undefined : { ...candidate, version };
}

/** Semantic versioning: the same major version, and below 1.0 the same minor version. */
export function isCompatible(version: string, wanted: string): boolean {
  const [major, minor] = version.split(".");
  const [wantedMajor, wantedMinor] = wanted.split(".");
  return major === wantedMajor && (major !== "0" || minor === wantedMinor);
}
