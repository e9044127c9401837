/** Restricted Mode: only the user's own confirmed notes are shown, and nothing from the folder runs. */

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, shop, TITLE } from "./shop.ts";
import { until } from "./until.ts";

const world = shop();
const ran = path.join(world.folder, "ran");
let editor: Editor;
let window: Window;
let pay: string;

/** Plants the ways in which a folder could get its programs run. */
function hostile(): void {
  const program = world.file("evil");
  world.write(program, `#!/bin/sh\necho "$0 $@" >> ${ran}\n`);
  fs.chmodSync(program, 0o755);
  for (const name of ["chesterton", "python", "python3", "git"]) {
    world.write(world.file(`.venv/bin/${name}`), `#!/bin/sh\necho "${name} $@" >> ${ran}\necho chesterton 0.1.0\n`);
    fs.chmodSync(world.file(`.venv/bin/${name}`), 0o755);
  }
  world.write(world.file(".vscode/settings.json"), JSON.stringify({
    "chesterton.server.path": [program],
    "chesterton.store.path": world.file("store"),
  }));
  world.write(world.file(".chesterton.toml"), "exclude = ['src/**']\n");
  world.git("config", "core.fsmonitor", program);
  world.git("config", "core.sshCommand", program);
  world.git("config", "diff.external", program);
}

before(async () => {
  world.propose("src/pay.py::Till.refund", "A machine's guess");
  hostile();
  const env = { PATH: `${world.file(".venv/bin")}:${world.env["PATH"]}` };
  world.write(path.join(world.home, ".profile"), `export PATH='${env.PATH}'\n`);
  editor = await Editor.start(world, { isRestricted: true, env });
  window = await editor.open();
  pay = await window.show("src/pay.py");
});

after(async () => {
  await editor?.end();
  world.end();
});

test("the window is in Restricted Mode", async () => {
  assert.equal(await window.run((vscode) => vscode.workspace.isTrusted), false);
});

test("the user's own confirmed notes are shown", async () => {
  await seen.untilLenses(window, pay, [CHARGE_LENS]);
  await until("the hover", async () => (await seen.hovers(window, pay, 7, 10)).join("").includes(TITLE));
});

test("a proposed note is not shown", async () => {
  const texts = [...(await seen.hovers(window, pay, 18, 10)), ...(await seen.lenses(window, pay))];
  assert.equal(texts.some((text) => /guess|proposed/i.test(text)), false);
});

test("a note can be written", async () => {
  await seen.at(window, pay, 23, 4);
  await window.command("chesterton.remember");
  const draft = await until("the draft", () =>
    window.run((vscode) => {
      const name = vscode.window.activeTextEditor?.document.fileName ?? "";
      return name.includes("/drafts/") ? name : undefined;
    }),
  );
  assert.match(draft, /NOTE-[0-9a-f]{8}\.md$/);
  await window.run(async (vscode) => {
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.insert(editor.selection.active, "Never less than one"));
    await editor?.document.save();
  });
  await window.show("src/pay.py");
  await until("the lens", async () => (await seen.lenses(window, pay)).includes("22 Decision: Never less than one"));
  await window.page.waitForSelector('.codelens-decoration >> text="Decision: Never less than one"');
  await window.screenshot("restricted");
});

test("no program from the folder ran, and its settings did not choose the store", async () => {
  assert.equal(fs.existsSync(ran) ? fs.readFileSync(ran, "utf8") : "", "");
  assert.equal(fs.existsSync(world.file("store")), false);
});
