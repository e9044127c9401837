/** Drives a real VS Code: code-server with the packed extension, a browser page and the probe. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import * as readline from "node:readline";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import type * as Vscode from "vscode";
import { until } from "./until.ts";
import type { World } from "./world.ts";

const SERVER = required("CHESTERTON_CODE_SERVER"); // out/node/entry.js of code-server
const EXTENSIONS = required("CHESTERTON_EXTENSIONS"); // where the packed ones are installed
const CHROMIUM = process.env["CHESTERTON_CHROMIUM"] ?? "/usr/bin/chromium";

export interface How {
  readonly settings?: Record<string, unknown>;
  readonly isRestricted?: boolean;
  readonly env?: Record<string, string>;
  readonly extensions?: string;
}

type Remote<A, R> = (vscode: typeof Vscode, argument: A, require: NodeRequire) => R | Thenable<R>;

interface Answer {
  readonly id?: number;
  readonly pid?: number;
  readonly result?: unknown;
  readonly problem?: string;
}

/** A code-server process; each window is a browser page. */
export class Editor {
  readonly #process: ChildProcess;
  readonly #address: string;
  readonly #probes: net.Server;
  readonly #world: World;
  readonly #windows: Window[] = [];
  #browser: BrowserContext | undefined; // one for all windows: what was answered is kept in there
  #connected: ((probe: Probe) => void) | undefined;

  private constructor(world: World, process: ChildProcess, address: string, probes: net.Server) {
    this.#world = world;
    this.#process = process;
    this.#address = address;
    this.#probes = probes;
    probes.on("connection", (socket) => {
      const probe = new Probe(socket);
      probe.ready.then(() => this.#connected?.(probe), () => undefined);
    });
  }

  static async start(world: World, how: How = {}): Promise<Editor> {
    const data = path.join(world.folder, "editor"); // what was answered once stays answered
    world.write(path.join(data, "User", "settings.json"), JSON.stringify({ ...QUIET, ...how.settings }));
    const socket = path.join(data, "probe.sock");
    fs.rmSync(socket, { force: true });
    const probes = net.createServer().listen(socket);
    const args = [SERVER, "--user-data-dir", data, "--extensions-dir", how.extensions ?? EXTENSIONS, ...FLAGS];
    const trust = how.isRestricted ? [] : ["--disable-workspace-trust"];
    const env = { ...world.env, ...how.env, CHESTERTON_PROBE: socket };
    const child = spawn(process.execPath, [...args, ...trust], { env, stdio: ["ignore", "pipe", "inherit"] });
    return new Editor(world, child, await listening(child), probes);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async open(size = { width: 1100, height: 720 }): Promise<Window> {
    const connected = new Promise<Probe>((resolve) => (this.#connected = resolve));
    this.#browser ??= await launched(size);
    const page = await this.#browser.newPage();
    await page.goto(`${this.#address}/?folder=${this.#world.repository}`);
    await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
    const window = new Window(page, await connected, this.#world);
    this.#windows.push(window);
    return window;
  }

  /** Closes all windows, taking a screenshot of each. */
  async end(): Promise<void> {
    for (const [number, window] of this.#windows.entries()) {
      await window.screenshot(`${path.basename(process.argv[1] ?? "")}-${number}`).catch(() => undefined);
    }
    await this.#browser?.browser()?.close();
    const children = descendants(this.pid);
    this.#process.kill();
    await until("the editor to end", () => !isAlive(this.pid), 15_000);
    await until("the processes of the editor to end", () => children.every((pid) => !isAlive(pid)), 15_000).catch(
      () => children.filter(isAlive).forEach((pid) => process.kill(pid, "SIGKILL")),
    );
    this.#probes.close();
  }
}

/** One window of the editor. */
export class Window {
  readonly page: Page;
  readonly probe: Probe;
  readonly #world: World;

  constructor(page: Page, probe: Probe, world: World) {
    this.page = page;
    this.probe = probe;
    this.#world = world;
  }

  /** Runs a function in the extension host; it cannot use anything but its arguments. */
  run<A, R>(work: Remote<A, R>, argument?: A): Promise<R> {
    return this.probe.run(work, argument);
  }

  /** Opens a file of the repository and returns its URI. */
  show(name: string): Promise<string> {
    return this.run(async (vscode, file: string) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
      await vscode.window.showTextDocument(document, { preview: false });
      return document.uri.toString();
    }, this.#world.file(name));
  }

  command(name: string, ...args: unknown[]): Promise<unknown> {
    return this.run(
      (vscode, { name, args }) => vscode.commands.executeCommand(name, ...args),
      { name, args },
    );
  }

  async screenshot(name: string): Promise<void> {
    const folder = process.env["CHESTERTON_SCREENSHOTS"];
    if (folder !== undefined) {
      fs.mkdirSync(folder, { recursive: true });
      await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
    }
  }

  /** Closes the window as a user would. */
  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: true });
  }
}

/** The connection to the probe in the extension host. */
export class Probe {
  pid = 0;
  readonly ready: Promise<void>;
  readonly #socket: net.Socket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#waiting.forEach((tell) => tell({ problem: "the extension host is gone" })));
    this.ready = new Promise((resolve) => {
      readline.createInterface({ input: socket }).on("line", (line) => {
        const answer = JSON.parse(line) as Answer;
        if (answer.pid !== undefined) {
          this.pid = answer.pid;
          resolve();
        } else {
          this.#waiting.get(answer.id ?? 0)?.(answer);
        }
      });
    });
  }

  async run<A, R>(work: Remote<A, R>, argument?: A): Promise<R> {
    const id = ++this.#last;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.write(`${JSON.stringify({ id, code: work.toString(), argument })}\n`);
    const { result, problem } = await answered;
    if (problem !== undefined) {
      throw new Error(problem);
    }
    return result as R;
  }
}

/** All descendant processes of a process. */
export function descendants(pid: number): number[] {
  const listed = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" });
  const pairs = listed.trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** The Chesterton servers among the descendants of a process. */
export function servers(pid: number): number[] {
  return descendants(pid).filter((each) => {
    try {
      const words = fs.readFileSync(`/proc/${each}/cmdline`, "utf8").split("\0");
      return words.includes("lsp") && words.some((word) => path.basename(word) === "chesterton");
    } catch {
      return false;
    }
  });
}

export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function launched(viewport: { width: number; height: number }): Promise<BrowserContext> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  return browser.newContext({ viewport });
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`code-server ended with ${code}`)));
    readline.createInterface({ input: child.stdout! }).on("line", (line) => {
      const address = /HTTP server listening on (\S+?)\/?$/.exec(line)?.[1];
      if (address !== undefined) {
        resolve(address);
      }
    });
  });
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run these tests with vscode-client/test/e2e/run`);
  }
  return value;
}

const FLAGS = [
  "--auth", "none", "--bind-addr", "127.0.0.1:0",
  "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override",
];
const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "git.openRepositoryInParentFolders": "never",
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
};
