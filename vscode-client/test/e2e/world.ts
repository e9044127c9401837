/** An isolated environment for one test: a home, a store and a repository. */

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The installed `chesterton` executable under test. */
export const PROGRAM = process.env["CHESTERTON_PROGRAM"] ?? "chesterton";

export interface NoteWords {
  readonly symbol: string;
  readonly title: string;
  readonly kind?: string;
  readonly body?: string;
}

export class World {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "chesterton-editor-"));
  readonly home = this.#made("home");
  readonly repository = this.#made("shop");
  readonly env: Record<string, string>;

  constructor(files: Record<string, string>) {
    this.env = {
      HOME: this.home,
      PATH: [path.dirname(PROGRAM), process.env["PATH"] ?? ""].join(path.delimiter),
      LANG: "C.UTF-8",
      CHESTERTON_DATA_DIR: path.join(this.folder, "memory"),
      CHESTERTON_CONFIG_DIR: path.join(this.folder, "config"),
      GIT_CONFIG_NOSYSTEM: "1",
      XDG_RUNTIME_DIR: this.#made("run"),
    };
    this.write(path.join(this.home, ".gitconfig"), GIT_CONFIG);
    // the editor asks a login shell for the search path, and that one begins anew
    this.write(path.join(this.home, ".profile"), `export PATH='${this.env["PATH"]}'\n`);
    this.git("init", "-q");
    this.commit(files);
  }

  #made(name: string): string {
    const folder = path.join(this.folder, name);
    fs.mkdirSync(folder);
    return folder;
  }

  file(name: string): string {
    return path.join(this.repository, name);
  }

  write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  git(...args: string[]): string {
    return this.#run("git", args);
  }

  commit(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      this.write(this.file(name), text);
    }
    this.git("add", "-A");
    this.git("commit", "-q", "-m", "A shop");
  }

  chesterton(...args: string[]): string {
    return this.#run(PROGRAM, args);
  }

  remember({ symbol, title, kind = "pitfall", body }: NoteWords): void {
    const more = body === undefined ? [] : ["--body", body];
    this.chesterton("remember", "--symbol", symbol, "--kind", kind, "--title", title, ...more);
  }

  /** Writes a note as an agent, so that it is proposed until a person confirms it. */
  propose(symbol: string, title: string): void {
    const agent = { CLAUDECODE: "1" };
    this.#run(PROGRAM, ["remember", "--symbol", symbol, "--title", title], agent);
  }

  #run(command: string, args: string[], more: Record<string, string> = {}): string {
    const env = { ...this.env, ...more };
    return execFileSync(command, args, { cwd: this.repository, env, encoding: "utf8" });
  }

  end(): void {
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const GIT_CONFIG = `[user]
  name = Ana
  email = ana@example.org
[init]
  defaultBranch = main
`;
