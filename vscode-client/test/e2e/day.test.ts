/** A working session in a real VS Code, observed through the extension API. */

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor, servers, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, shop, TITLE } from "./shop.ts";
import { until } from "./until.ts";

const INFORMATION = 2;
const MUCH_SLOWER = 3; // times the duration of a restart by command

/** Modules that the server and the programs around it import: the repository must not provide them. */
const PLANTED = ["asyncio", "chesterton", "ensurepip", "json", "logging", "pygls", "re", "runpy", "sqlite3", "threading", "venv"];

const world = shop();
const SONG = path.join(world.folder, "song");
let editor: Editor;
let window: Window;
let pay: string;

before(async () => {
  for (const name of PLANTED) {
    world.write(world.file(`${name}.py`), `open(${JSON.stringify(SONG)}, "a").write(__name__)\n`);
  }
  editor = await Editor.start(world);
  window = await editor.open();
  pay = await window.show("src/pay.py");
});

after(async () => {
  await editor?.end();
  world.end();
});

test("a lens is shown above code with a note", async () => {
  await seen.untilLenses(window, pay, [CHARGE_LENS]);
});

test("the hover on the name shows the note", async () => {
  const ours = await until("the hover", async () => {
    const texts = await seen.hovers(window, pay, 7, 10);
    const found = texts.filter((text) => text.includes(TITLE));
    return found.length > 0 ? found : undefined;
  });
  assert.equal(ours.length, 1);
  assert.match(ours[0] ?? "", /^\*\*Why this is here\*\*/);
  assert.match(ours[0] ?? "", /two cards at once/);
  assert.doesNotMatch(ours[0] ?? "", /command:/);
});

test("a change to what the note is about gets a diagnostic with code, link and name", async () => {
  await seen.replace(window, pay, "hold(payment.payment_id", "hold(payment.user_id");
  const [touched] = await until("the diagnostic with its link", async () => {
    const found = await seen.diagnostics(window, pay);
    return found[0]?.link === undefined ? undefined : found;
  });
  assert.equal(touched?.code, "touched");
  assert.ok(touched.message.startsWith(`Pitfall: ${TITLE}. You are changing this code`));
  assert.equal(touched.line, 9);
  assert.equal(touched.severity, INFORMATION);
  assert.match(touched.link ?? "", /^file:.*\/views\/\w+\.md$/);
  assert.deepEqual(touched.related, ["The note is on Till.charge."]);
});

test("code actions on the diagnostic are about its note", async () => {
  const offered = await seen.actions(window, pay, 9, 12);
  assert.deepEqual(
    offered.map(({ title }) => title),
    ["Still true", "Update note…", "Snooze until next commit", "Retire note", "Show what changed", "Remember why…"],
  );
  const [confirm] = offered;
  assert.equal(confirm?.command, "chesterton.confirm");
  assert.equal(confirm.kind, "quickfix");
  assert.equal(offered.some(({ isPreferred }) => isPreferred), false);
  assert.match(confirm.argument?.ids?.[0] ?? "", /^[a-z2-7]{10}$/);
});

test("on unchanged code only Remember why is offered", async () => {
  const offered = await seen.actions(window, pay, 22, 6);
  assert.deepEqual(offered.map(({ title }) => title), ["Remember why…"]);
});

/** Milliseconds from `end` until the diagnostics were gone and are the same again. */
async function back(end: () => unknown): Promise<number> {
  const before = JSON.stringify(await seen.diagnostics(window, pay));
  const began = Date.now();
  await end();
  await until("the diagnostics to go", async () => (await seen.diagnostics(window, pay)).length === 0);
  await until("the same diagnostics", async () => JSON.stringify(await seen.diagnostics(window, pay)) === before);
  return Date.now() - began;
}

test("a server killed during an edit is back about as fast as one restarted by command", async () => {
  await seen.replace(window, pay, "if receipt.is_final", "if receipt.is_fin");
  await seen.untilDiagnostics(window, pay, ["touched"]);
  const restarted = await back(() => window.command("chesterton.restart"));
  const [server] = servers(editor.pid);
  assert.ok(server);
  const killed = await back(() => process.kill(server, "SIGKILL"));
  assert.ok(killed < MUCH_SLOWER * restarted, `${killed} ms after a kill, ${restarted} ms by command`);
  assert.equal(servers(editor.pid).length, 1);
  await seen.replace(window, pay, "if receipt.is_fin:", "if receipt.is_final:");
});

test("undoing the change clears the diagnostic", async () => {
  await seen.replace(window, pay, "hold(payment.user_id", "hold(payment.payment_id");
  await seen.untilDiagnostics(window, pay, []);
  await window.command("workbench.action.files.saveAll");
});

test("Remember why opens a draft, and saving it stores the note", async () => {
  await seen.at(window, pay, 19, 8);
  await window.command("chesterton.remember");
  const draft = await until("the draft", () =>
    window.run((vscode) => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.fileName.includes("/chesterton/drafts/") ? document.fileName : undefined;
    }),
  );
  await window.run(async (vscode) => {
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.insert(editor.selection.active, "Refund what was settled, not what was asked"));
    await editor?.document.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
  await window.show("src/pay.py");
  const lens = "18 Decision: Refund what was settled, not what was asked";
  await seen.untilLenses(window, pay, [CHARGE_LENS, lens]);
  await until("the draft to be wiped", () => !fs.existsSync(draft));
  assert.match(world.chesterton("notes", "src/pay.py"), /Refund what was settled, not what was asked/);
});

test("a comment is stored as a note", async () => {
  await seen.replace(window, pay, "def plain(value):\n", "def plain(value):\n    # WHY: one is the least the tax office takes\n");
  const offered = await until("the action", async () => {
    const all = await seen.actions(window, pay, 23, 8);
    return all.find(({ title }) => title === "Remember this comment");
  });
  await window.command(offered.command ?? "", offered.argument);
  const lens = "22 Decision: one is the least the tax office takes";
  await until("the lens", async () => (await seen.lenses(window, pay)).includes(lens));
});

test("search returns matching notes", async () => {
  const hits = (await window.command("chesterton.recall", { query: "two cards" })) as { note: { title: string } }[];
  assert.equal(hits[0]?.note.title, TITLE);
});

test("a failing command shows its message to the user", async () => {
  assert.equal(await window.command("chesterton.open", { ids: ["aaaaaaaaaa"] }), null);
  await window.page.waitForSelector(".notification-toast >> text=there is no note");
  await window.command("notifications.clearAll");
});

test("a file renamed in the explorer keeps its notes", async () => {
  await window.command("workbench.action.files.saveAll");
  await window.command("revealInExplorer", undefined);
  await window.show("src/pay.py");
  await window.command("workbench.files.action.showActiveFileInExplorer");
  await window.page.waitForSelector(".explorer-folders-view .monaco-list-row.focused >> text=pay.py");
  await window.command("renameFile");
  const name = window.page.locator(".explorer-folders-view input");
  await name.fill("till.py");
  await name.press("Enter");
  const till = pay.replace(/pay\.py$/, "till.py");
  await until("the file", () => fs.existsSync(world.file("src/till.py")));
  await window.show("src/till.py");
  await until("the lens in the renamed file", async () => {
    const found = await seen.lenses(window, till);
    return found[0]?.startsWith("7 Moved from src/pay.py · Pitfall: Lock on payment_id");
  });
});

test("no code of the repository has run", () => {
  assert.equal(fs.existsSync(SONG), false);
});
