/** Finds the server: pure rules over a world that is handed in. */

import * as path from "node:path";

/** What a program said. */
export interface Output {
  readonly code: number | undefined; // undefined: it could not be started
  readonly text: string;
}

export type Run = (command: string, args: readonly string[]) => Promise<Output>;

/** All that the rules may look at. */
export interface World {
  readonly version: string; // of this extension, and of the server it wants
  readonly platform: NodeJS.Platform;
  readonly searchPath: string;
  readonly folders: readonly string[]; // of the workspace
  readonly isTrusted: boolean;
  readonly configured: readonly string[]; // chesterton.server.path
  readonly managed: string; // the folder of the environment that the extension installs
  readonly run: Run;
  readonly exists: (file: string) => Promise<boolean>;
  readonly interpreter: () => Promise<string | undefined>; // the selected Python
}

/** How the server is started. */
export interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
  readonly from: "setting" | "managed" | "path" | "interpreter";
}

/** Why there is none. */
export interface Missing {
  readonly reason: string | undefined; // a sentence where somebody chose one that does not work
}

type Candidate = Omit<Server, "version">;

export function isServer(found: Server | Missing): found is Server {
  return "command" in found;
}

/** The first that answers: the setting alone where it is set, else by order of trust. */
export async function find(world: World): Promise<Server | Missing> {
  const [command, ...args] = world.configured;
  if (command !== undefined) {
    const chosen = await verified(world, { command, args, from: "setting" });
    return (
      chosen ?? { reason: `"${world.configured.join(" ")}" of chesterton.server.path does not run.` }
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
    // -P: a folder of that name in the working directory is not the package
    yield { command: python, args: ["-P", "-m", "chesterton"], from: "interpreter" };
  }
}

/** The program in an environment. */
export function programIn(environment: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? path.win32.join(environment, "Scripts", "chesterton.exe")
    : path.posix.join(environment, "bin", "chesterton");
}

/** Where a program of ours may lie: never in the folders that are being worked on. */
function onPath(world: World): string[] {
  const paths = world.platform === "win32" ? path.win32 : path.posix;
  const name = world.platform === "win32" ? "chesterton.exe" : "chesterton";
  const isOutside = (folder: string): boolean =>
    world.isTrusted || !world.folders.some((mine) => isWithin(folder, mine, paths));
  const folders = world.searchPath.split(paths.delimiter).filter((each) => paths.isAbsolute(each));
  return [...new Set(folders)].filter(isOutside).map((folder) => paths.join(folder, name));
}

function isWithin(folder: string, parent: string, paths: path.PlatformPath): boolean {
  const relative = paths.relative(parent, folder);
  return !relative.startsWith("..") && !paths.isAbsolute(relative);
}

async function verified(world: World, candidate: Candidate): Promise<Server | undefined> {
  const said = await world.run(candidate.command, [...candidate.args, "--version"]);
  const version = said.code === 0 ? /^chesterton (\d+\.\d+\.\d+\S*)/m.exec(said.text)?.[1] : undefined;
  return version === undefined ? undefined : { ...candidate, version };
}

/** The same first number that is not zero: 0.3 does not promise what 0.4 does. */
export function isCompatible(version: string, wanted: string): boolean {
  const [major, minor] = version.split(".");
  const [wantedMajor, wantedMinor] = wanted.split(".");
  return major === wantedMajor && (major !== "0" || minor === wantedMinor);
}
