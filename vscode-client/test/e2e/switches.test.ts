/** Every surface can be switched off for the user, for a language and for a folder, at once. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { CHARGE_LENS, shop } from "./shop.ts";
import { until } from "./until.ts";

const world = shop();
const CHANGED = "hold(payment.user_id";
const PLACES: Record<string, { folder?: string; language?: string }> = {
  "for the user": {},
  "for a language": { language: "python" },
  "for the folder": { folder: world.repository },
};

let editor: Editor;
let window: Window;
let pay: string;
let cart: string;

before(async () => {
  editor = await Editor.start(world);
  window = await editor.open();
  cart = await window.show("src/cart.ts");
  pay = await window.show("src/pay.py");
  await seen.replace(window, pay, "hold(payment.payment_id", CHANGED);
});

after(async () => {
  await editor?.end();
  world.end();
});

interface Surface {
  readonly key: string;
  readonly off: unknown;
  readonly shows: (uri: string) => Promise<boolean>;
}

const lens = async (uri: string) => (await seen.lenses(window, uri)).length > 0;
const told = async (uri: string) => (await seen.diagnostics(window, uri)).length > 0;
const hover = async (uri: string) => {
  const [line, character] = uri === pay ? [7, 10] : [2, 18];
  const texts = await seen.hovers(window, uri, line, character);
  return texts.some((text) => text.includes("Why this is here"));
};
const offers = async (uri: string) => (await seen.actions(window, uri, uri === pay ? 9 : 2, 18)).length > 0;

const SURFACES: Record<string, Surface> = {
  lenses: { key: "codeLens.enabled", off: false, shows: lens },
  hovers: { key: "hover.enabled", off: false, shows: hover },
  diagnostics: { key: "diagnostics.enabled", off: false, shows: told },
  actions: { key: "enable", off: false, shows: offers },
  "all lenses": { key: "enable", off: false, shows: lens },
  "all diagnostics": { key: "enable", off: false, shows: told },
};

for (const [name, surface] of Object.entries(SURFACES)) {
  for (const [where, place] of Object.entries(PLACES)) {
    test(`${name}: ${surface.key} off ${where}, and on again`, async () => {
      await until("it to be there", () => surface.shows(pay));
      await seen.set(window, surface.key, surface.off, place);
      await until("it to go", async () => !(await surface.shows(pay)), 2000);
      if (place.language !== undefined && surface.shows !== told) {
        assert.equal(await surface.shows(cart), true, "another language keeps it");
      }
      await seen.set(window, surface.key, undefined, place);
      await until("it to come back", () => surface.shows(pay), 2000);
    });
  }
}

test("lenses on the screen go and come with the setting", async () => {
  const onScreen = () => window.page.locator(".codelens-decoration >> text=Lock on payment_id").count();
  await until("the lens on the screen", async () => (await onScreen()) === 1);
  await seen.set(window, "codeLens.enabled", false);
  await until("the screen without it", async () => (await onScreen()) === 0, 3000);
  await seen.set(window, "codeLens.enabled", undefined);
  await until("the lens on the screen", async () => (await onScreen()) === 1, 3000);
});

test("off for the user and on for a language", async () => {
  await seen.set(window, "codeLens.enabled", false);
  await seen.set(window, "codeLens.enabled", true, { language: "python" });
  await until("no lens in the other language", async () => !(await lens(cart)), 2000);
  await seen.untilLenses(window, pay, [CHARGE_LENS]);
  await seen.set(window, "codeLens.enabled", undefined, { language: "python" });
  await seen.set(window, "codeLens.enabled", undefined);
});

test("one kind of diagnostic off", async () => {
  await seen.untilDiagnostics(window, pay, ["touched"]);
  await seen.set(window, "diagnostics.severity", { touched: "off" });
  await seen.untilDiagnostics(window, pay, [], 2000);
  await seen.set(window, "diagnostics.severity", undefined);
  await seen.untilDiagnostics(window, pay, ["touched"], 2000);
});

test("signals: hints instead of lenses", async () => {
  await seen.set(window, "signals", "hint");
  await seen.untilDiagnostics(window, cart, ["note"], 2000);
  await until("no lens", async () => !(await lens(cart)), 2000);
  await seen.set(window, "signals", undefined);
  await seen.untilDiagnostics(window, cart, [], 2000);
});

test("inlay hints are off until switched on", async () => {
  const hints = () =>
    window.run(async (vscode, uri: string) => {
      const whole = new vscode.Range(0, 0, 100, 0);
      const found = await vscode.commands.executeCommand<unknown[]>(
        "vscode.executeInlayHintProvider", vscode.Uri.parse(uri), whole,
      );
      return found.length;
    }, pay);
  assert.equal(await hints(), 0);
  await seen.set(window, "inlayHints.enabled", true);
  await until("a hint", async () => (await hints()) === 1, 2000);
  await seen.set(window, "inlayHints.enabled", undefined);
  await until("no hint", async () => (await hints()) === 0, 2000);
});

test("excluded files show nothing", async () => {
  await seen.set(window, "exclude", ["src/**"]);
  await until("no lens", async () => !(await lens(pay)), 2000);
  await seen.set(window, "exclude", undefined);
  await until("the lens", () => lens(pay), 2000);
});

test("toggle turns everything off and on", async () => {
  await window.command("chesterton.toggle");
  await until("nothing to be shown", async () => !(await lens(pay)) && !(await told(pay)), 2000);
  await window.command("chesterton.toggle");
  await until("all to be shown", async () => (await lens(pay)) && (await told(pay)), 2000);
});

test("the hover moves above when the position is set so", async () => {
  await seen.set(window, "hover.position", "above");
  await until("the hover of the restarted server", () => hover(pay), 5000);
  await seen.set(window, "hover.position", undefined);
  await until("the hover of the restarted server", () => hover(pay), 5000);
});
