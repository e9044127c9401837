/** Compares VS Code's initialize parameters with the recorded profile used by the protocol tests.
 *
 * `CHESTERTON_UPDATE=1 test/e2e/run test/e2e/profile.test.ts` records a profile for this version of VS Code;
 * a version without a profile is not compared.
 */

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, shop } from "./shop.ts";
import { PROGRAM } from "./world.ts";

const TESTS = path.join(import.meta.dirname, "..", "..", "..", "tests");
const RECORDER = path.join(TESTS, "editors", "recorder.py");

interface Profile {
  readonly clientInfo: { readonly name: string; readonly version: string };
  readonly capabilities: unknown;
  readonly initializationOptions: { readonly editor: string; readonly trusted: boolean };
}

const world = shop();
const talk = path.join(world.folder, "talk.jsonl");
let editor: Editor;
let window: Window;

before(async () => {
  const server = path.join(world.folder, "recorded");
  world.write(server, `#!/bin/sh
[ "$1" = lsp ] && exec python3 '${RECORDER}' '${talk}' '${PROGRAM}' "$@"
exec '${PROGRAM}' "$@"
`);
  fs.chmodSync(server, 0o755);
  editor = await Editor.start(world, { settings: { "chesterton.server.path": [server] } });
  window = await editor.open();
});

after(async () => {
  await editor?.end();
  world.end();
});

function said(): Profile {
  const lines = fs.readFileSync(talk, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Line);
  const { clientInfo, capabilities, initializationOptions } = lines.find(({ by }) => by === "editor")!.message.params;
  const { editor, trusted } = initializationOptions; // the rest are settings
  return { clientInfo, capabilities, initializationOptions: { editor, trusted } };
}

interface Line {
  readonly by: string;
  readonly message: { readonly params: Profile };
}

test("the recorded profile matches VS Code", async () => {
  await seen.untilLenses(window, await window.show("src/pay.py"), [CHARGE_LENS]);
  const profile = said();
  const version = await window.run((vscode) => vscode.version);
  const file = path.join(TESTS, "wire", "profiles", `vscode-${version}.json`);
  if (process.env["CHESTERTON_UPDATE"] !== undefined) {
    fs.writeFileSync(file, `${JSON.stringify(sorted(profile), null, 1)}\n`);
  }
  const held = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Profile) : profile;
  assert.deepEqual(held, profile);
});

/** With sorted keys, like the other profiles. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const pairs = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, inner]) => [key, sorted(inner)]));
}
