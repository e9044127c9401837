/** The user interface: a tour of all features, with screenshots in a light and a dark theme. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, PAY, shop, TITLE } from "./shop.ts";
import { until } from "./until.ts";

const world = shop();
let editor: Editor;
let window: Window;
let pay: string;
let cart: string;

before(async () => {
  world.propose("src/pay.py::Till.refund", "Refunds go to the card that paid");
  editor = await Editor.start(world);
  window = await editor.open();
  cart = await window.show("src/cart.ts");
  pay = await window.show("src/pay.py");
  await seen.untilLenses(window, pay, [CHARGE_LENS]);
});

after(async () => {
  await editor?.end();
  world.end();
});

/** Takes a screenshot in each theme. */
async function picture(name: string): Promise<void> {
  if (process.env["CHESTERTON_SCREENSHOTS"] === undefined) {
    return;
  }
  for (const theme of ["Dark Modern", "Light Modern"]) {
    await window.run(
      (vscode, theme) => vscode.workspace.getConfiguration("workbench").update("colorTheme", theme, true),
      theme,
    );
    const kind = theme.includes("Dark") ? "vs-dark" : "vs";
    await window.page.waitForSelector(`.monaco-workbench.${kind}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.screenshot(`${name}-${kind === "vs" ? "light" : "dark"}`);
  }
}

async function hoverText(): Promise<string> {
  const hover = window.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content").first();
  await hover.waitFor({ state: "visible" });
  return hover.innerText();
}

async function showHover(uri: string, line: number, character: number): Promise<string> {
  await seen.at(window, uri, line, character);
  await window.page.keyboard.press("Escape");
  await window.command("editor.action.showHover", { focus: "noAutoFocus" });
  return until("all parts of the hover", async () => {
    const text = await hoverText();
    return text.includes("Loading") ? undefined : text;
  });
}

test("the hover is shown below the type information", async () => {
  await window.show("src/cart.ts");
  await seen.untilLenses(window, cart, ["1 Decision: Round once, at the end: Math.round per line lost…"]);
  const text = await until("the language's own hover and ours", async () => {
    const shown = await showHover(cart, 2, 18);
    return shown.includes("function total") && shown.includes("Why this is here") ? shown : undefined;
  });
  assert.ok(text.indexOf("function total") < text.indexOf("Why this is here"), text);
  await picture("hover");
});

test("only a changed line gets a light bulb", async () => {
  await window.show("src/pay.py");
  await seen.at(window, pay, 14, 20);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const bulb = window.page.locator(".lightBulbWidget:visible, .codicon-gutter-lightbulb:visible, .codicon-light-bulb:visible");
  assert.equal(await bulb.count(), 0);
  await seen.replace(window, pay, "hold(payment.payment_id", "hold(payment.user_id");
  await seen.untilDiagnostics(window, pay, ["touched"]);
  await seen.at(window, pay, 9, 25);
  await until("the light bulb", async () => (await bulb.count()) > 0);
});

test("the quick-fix menu has actions for the touched note", async () => {
  await seen.at(window, pay, 9, 25);
  await window.command("editor.action.quickFix");
  const menu = window.page.locator(".action-widget:visible").first();
  await menu.waitFor({ state: "visible" });
  const text = await menu.innerText();
  for (const title of ["Still true", "Update note…", "Snooze until next commit", "Retire note"]) {
    assert.ok(text.includes(title), text);
  }
  await picture("quick-fix");
  await window.page.keyboard.press("Escape");
});

test("no note is shown twice in one hover", async () => {
  const onName = await showHover(pay, 7, 10);
  assert.equal(onName.split(TITLE).length - 1, 1, onName);
  await picture("hover-touched-name");
  const onLine = await showHover(pay, 9, 25);
  assert.equal(onLine.split(TITLE).length - 1, 1, onLine);
  await picture("hover-touched-line");
  await window.page.keyboard.press("Escape");
});

test("a draft shows its problems", async () => {
  await seen.replace(window, pay, "hold(payment.user_id", "hold(payment.payment_id");
  await window.command("workbench.action.files.saveAll");
  await seen.at(window, pay, 18, 8);
  await window.command("chesterton.remember");
  const draft = await until("the draft", () =>
    window.run((vscode) => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.fileName.includes("/drafts/") ? document.uri.toString() : undefined;
    }),
  );
  await picture("draft");
  await window.run(async (vscode) => {
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.insert(editor.selection.active, "Refund what was settled"));
  });
  await seen.replace(window, draft, "kind: decision", "kind: reason");
  await seen.untilDiagnostics(window, draft, ["draft"]);
  await window.command("editor.action.marker.next");
  await picture("draft-problem");
  await window.page.keyboard.press("Escape");
  await window.run(async (vscode) => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});

test("the review opens as a checklist", async () => {
  await window.show("src/pay.py");
  await window.command("chesterton.review");
  const text = await until("the list", () =>
    window.run((vscode) => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.fileName.includes("REVIEW-") ? document.getText() : undefined;
    }),
  );
  assert.match(text, /Refunds go to the card that paid/);
  await picture("review");
  await window.command("workbench.action.revertAndCloseActiveEditor");
});

test("search lists notes, previews their code and goes there", async () => {
  await window.show("src/pay.py");
  const searching = window.command("chesterton.searchNotes");
  await window.page.fill(".quick-input-widget:visible input[type=text]", "cents cart");
  await window.page.waitForSelector(".quick-input-list .monaco-list-row >> text=Round once");
  await until("the code beside the list", () =>
    window.run((vscode) => vscode.window.activeTextEditor?.document.fileName.endsWith("cart.ts")),
  );
  await picture("search");
  await window.page.keyboard.press("Enter");
  await searching;
  const line = await window.run((vscode) => vscode.window.activeTextEditor?.selection.active.line);
  assert.equal(line, 1);
});

test("cancelling the search restores the previous editor", async () => {
  await window.show("src/pay.py");
  const searching = window.command("chesterton.searchNotes");
  await window.page.fill(".quick-input-widget:visible input[type=text]", "cents cart");
  await window.page.waitForSelector(".quick-input-list .monaco-list-row >> text=Round once");
  await window.page.keyboard.press("Escape");
  await searching;
  await until("the file from before", () =>
    window.run((vscode) => vscode.window.activeTextEditor?.document.fileName.endsWith("pay.py")),
  );
});

test("the language status counts the notes", async () => {
  await window.show("src/pay.py");
  await window.page.click("#status\\.languageStatus");
  const item = window.page.locator(".hover-language-status >> text=Chesterton: 2 notes");
  await item.waitFor({ state: "visible" });
  await picture("status");
  await window.page.keyboard.press("Escape");
});

test("clicking a lens opens the symbol's notes", async () => {
  await window.show("src/pay.py");
  await window.page.click(".codelens-decoration a");
  await until("the note", () =>
    window.run((vscode) => vscode.window.activeTextEditor?.document.getText().includes("two cards at once")),
  );
  await picture("note");
});

test("reviewing a change shows which notes a branch touches", async () => {
  world.git("checkout", "-q", "-b", "topic");
  world.commit({ "src/pay.py": PAY.replace("payment.payment_id", "payment.user_id") });
  await window.show("src/pay.py");
  const reviewing = window.command("chesterton.reviewChange");
  await window.page.waitForSelector(".quick-input-list .monaco-list-row >> text=main");
  await picture("review-change");
  await window.page.click(".quick-input-list .monaco-list-row >> text=main"); // keys may go to the code
  await reviewing;
  await seen.untilDiagnostics(window, pay, ["touched"]);
  await window.command("chesterton.reviewChange", {});
  await seen.untilDiagnostics(window, pay, []);
});

test("the walkthrough has three steps", async () => {
  await window.command("workbench.action.closeAllEditors");
  void window.command("workbench.action.openWalkthrough", "chesterton.chesterton#start", false);
  await window.page.waitForSelector(".getting-started-step");
  assert.equal(await window.page.locator(".getting-started-step").count(), 3);
  await picture("walkthrough");
});
