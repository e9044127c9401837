/** However the editor exits, no server process is left 10 s later. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor, isAlive, servers, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, shop } from "./shop.ts";
import { until } from "./until.ts";

const SECONDS = 10;

const world = shop();
let editor: Editor;
let window: Window;
let mine: number[] = [];

before(async () => {
  editor = await Editor.start(world);
});

after(async () => {
  await editor?.end();
  mine.filter(isAlive).forEach((pid) => process.kill(pid, "SIGKILL"));
  world.end();
});

async function opened(): Promise<number[]> {
  window = await editor.open();
  await seen.untilLenses(window, await window.show("src/pay.py"), [CHARGE_LENS]);
  await window.page.waitForSelector(".codelens-decoration"); // no message is shown earlier
  mine = servers(editor.pid);
  assert.equal(mine.length, 1);
  return mine;
}

const gone = (pids: number[]) =>
  until("the server to end", () => !pids.some(isAlive), SECONDS * 1000);

test("after the extension host was killed", async () => {
  const running = await opened();
  process.kill(window.probe.pid, "SIGKILL");
  await gone(running);
  await window.close();
});

test("after repeated crashes the server stays stopped until the user restarts it", async () => {
  await opened();
  for (let time = 0; time < 4; time += 1) {
    const [pid = 0] = await until("a server", () => {
      const running = servers(editor.pid).filter(isAlive);
      return running.length === 1 ? running : undefined;
    });
    process.kill(pid, "SIGKILL");
    await gone([pid]);
  }
  const toast = ".notification-toast >> text=stopped several times";
  await window.page.waitForSelector(toast);
  assert.deepEqual(servers(editor.pid), []);
  await window.page.click(".notification-toast .monaco-button >> text=Restart");
  await until("a server", () => servers(editor.pid).length === 1);
  await seen.untilLenses(window, await window.show("src/pay.py"), [CHARGE_LENS]);
});

test("after the window was closed", async () => {
  const running = servers(editor.pid);
  assert.equal(running.length, 1);
  await window.close();
  await gone(running);
});

test("after the editor was killed", async () => {
  const running = await opened();
  process.kill(editor.pid, "SIGKILL");
  process.kill(window.probe.pid, "SIGKILL");
  await gone(running);
});
