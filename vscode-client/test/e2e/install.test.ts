/** Installing the server from the packed extension, with and without a network. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { PAY } from "./shop.ts";
import { until } from "./until.ts";
import { World } from "./world.ts";

const SECONDS = 100;
const world = new World({ "src/pay.py": PAY });
let editor: Editor;
let window: Window;

/** A machine with Python but without the server. */
function bare(): Record<string, string> {
  const bin = path.join(world.folder, "bin");
  const asked = "import sys; print(sys._base_executable)";
  const python = execFileSync("python3", ["-c", asked], { encoding: "utf8" }).trim();
  world.write(path.join(bin, "python3"), `#!/bin/sh\nexec "${python}" "$@"\n`);
  fs.chmodSync(path.join(bin, "python3"), 0o755);
  const PATH = `${bin}:/usr/bin:/bin`;
  world.write(path.join(world.home, ".profile"), `export PATH='${PATH}'\n`);
  return { PATH };
}

/** Where pip looks for packages. */
function network(lines: string): void {
  world.write(path.join(world.home, ".config", "pip", "pip.conf"), `[global]\n${lines}\n`);
}

async function open(): Promise<void> {
  window = await editor.open();
  await window.show("src/pay.py");
}

const button = (name: string) => window.page.click(`.notification-toast .monaco-button >> text=${name}`);

before(async () => {
  network("index-url = http://127.0.0.1:9/simple\nretries = 1");
  editor = await Editor.start(world, { env: bare() });
  await open();
});

after(async () => {
  await editor?.end();
  world.end();
});

test("it asks once, and without a network shows one message", async () => {
  await window.page.waitForSelector(".notification-toast >> text=needs its Python package");
  await window.screenshot("offer");
  await button("Install");
  await window.page.waitForSelector(".notification-toast >> text=seems to be offline", { timeout: SECONDS * 1000 });
  await window.screenshot("offline");
  await window.close();
});

test("it does not ask again until a command needs the server", async () => {
  network(`find-links = ${process.env["CHESTERTON_WHEELS"]}`);
  await open();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.equal(await window.page.locator(".notification-toast").count(), 0);
  const pay = await window.show("src/pay.py");
  await seen.at(window, pay, 18, 8);
  const remembering = window.command("chesterton.remember");
  await window.page.waitForSelector(".notification-toast >> text=needs its Python package");
  await button("Install");
  await until("the draft", () => window.run((vscode) =>
    vscode.window.activeTextEditor?.document.fileName.includes("/drafts/"),
  ), SECONDS * 1000);
  await remembering;
  await window.run(async (vscode) => {
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.insert(editor.selection.active, "Refund what was settled"));
    await editor?.document.save();
  });
  await window.show("src/pay.py");
  await seen.untilLenses(window, pay, ["18 Decision: Refund what was settled"]);
});
