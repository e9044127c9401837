/** Every surface can be switched off per user, language and folder, with immediate effect. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { shop } from "./shop.ts";
import { until } from "./until.ts";

const world = shop();
const CHANGED = "hold(payment.user_id";
const AT_ONCE = 10; // times what the editor needs for two settings of its own

type Where = { readonly folder?: string; readonly language?: string };

const PLACES: Record<string, Where> = {
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

/** Changes a setting during a test and always restores it. */
async function during(key: string, value: unknown, where: Where, look: (soon: number) => Promise<void>): Promise<void> {
  const soon = await atOnce();
  await seen.set(window, key, value, where);
  try {
    await look(soon);
  } finally {
    await seen.set(window, key, undefined, where);
  }
}

/** A timeout in milliseconds: two seconds, or more if the editor is slow to apply its own settings. */
async function atOnce(): Promise<number> {
  const took = await window.run(async (vscode) => {
    const settings = vscode.workspace.getConfiguration("editor");
    const began = performance.now();
    await settings.update("rulers", [80], vscode.ConfigurationTarget.Global);
    await settings.update("rulers", undefined, vscode.ConfigurationTarget.Global);
    return performance.now() - began;
  });
  return Math.max(2000, took * AT_ONCE);
}

for (const [name, surface] of Object.entries(SURFACES)) {
  for (const [where, place] of Object.entries(PLACES)) {
    test(`${name}: ${surface.key} off ${where}, and on again`, async () => {
      await until("it to be there", () => surface.shows(pay));
      await during(surface.key, surface.off, place, async (soon) => {
        await until("it to go", async () => !(await surface.shows(pay)), soon);
        if (place.language !== undefined && surface.shows !== told) {
          assert.equal(await surface.shows(cart), true, "another language keeps it");
        }
      });
      await until("it to come back", () => surface.shows(pay), await atOnce());
    });
  }
}

test("visible lenses follow the setting", async () => {
  const onScreen = () => window.page.locator(".codelens-decoration >> text=Lock on payment_id").count();
  await until("the lens on the screen", async () => (await onScreen()) === 1);
  await during("codeLens.enabled", false, {}, () =>
    until("the screen without it", async () => (await onScreen()) === 0).then(() => undefined));
  await until("the lens on the screen", async () => (await onScreen()) === 1);
});

test("off for the user and on for a language", async () => {
  await during("codeLens.enabled", false, {}, () =>
    during("codeLens.enabled", true, { language: "python" }, async (soon) => {
      await until("no lens in the other language", async () => !(await lens(cart)), soon);
      await until("the lens in the language", () => lens(pay), soon);
    }));
});

test("one kind of diagnostic off", async () => {
  await seen.untilDiagnostics(window, pay, ["touched"]);
  await during("diagnostics.severity", { touched: "off" }, {}, async (soon) => {
    await seen.untilDiagnostics(window, pay, [], soon);
  });
  await seen.untilDiagnostics(window, pay, ["touched"], await atOnce());
});

test("signals: hints instead of lenses", async () => {
  await during("signals", "hint", {}, async (soon) => {
    await seen.untilDiagnostics(window, cart, ["note"], soon);
    await until("no lens", async () => !(await lens(cart)), soon);
  });
  await seen.untilDiagnostics(window, cart, [], await atOnce());
});

const inlayHints = (uri: string) =>
  window.run(async (vscode, uri: string) => {
    const whole = new vscode.Range(0, 0, 100, 0);
    const found = await vscode.commands.executeCommand<unknown[]>(
      "vscode.executeInlayHintProvider", vscode.Uri.parse(uri), whole,
    );
    return found.length;
  }, uri);

for (const [where, place] of Object.entries(PLACES)) {
  test(`inlay hints are off until switched on ${where}`, async () => {
    assert.equal(await inlayHints(pay), 0);
    await during("inlayHints.enabled", true, place, async (soon) => {
      await until("a hint", async () => (await inlayHints(pay)) === 1, soon);
      assert.equal((await inlayHints(cart)) === 0, place.language !== undefined);
    });
    await until("no hint", async () => (await inlayHints(pay)) === 0, await atOnce());
  });
}

test("excluded files show nothing", async () => {
  await during("exclude", ["src/**"], {}, async (soon) => {
    await until("no lens", async () => !(await lens(pay)), soon);
  });
  await until("the lens", () => lens(pay), await atOnce());
});

test("Toggle turns everything off and on", async () => {
  await window.command("chesterton.toggle");
  await until("nothing to be shown", async () => !(await lens(pay)) && !(await told(pay)), await atOnce());
  await window.command("chesterton.toggle");
  await until("all to be shown", async () => (await lens(pay)) && (await told(pay)), await atOnce());
});

test("the hover moves above the type information if configured", async () => {
  await during("hover.position", "above", {}, async () => {
    await until("the hover of the restarted server", () => hover(pay));
  });
  await until("the hover of the restarted server", () => hover(pay));
});
