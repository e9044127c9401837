/** Runs the desktop VS Code suite in code-server as well. */

import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import { World } from "./world.ts";

const SUITE = path.join(import.meta.dirname, "..", "desktop", "suite.cjs");

const world = new World({ "pay.py": "def charge(card):\n    return card.pay()\n" });
let editor: Editor;
let window: Window;

before(async () => {
  world.remember({ symbol: "pay.py::charge", kind: "decision", title: "Charge once" });
  editor = await Editor.start(world);
  window = await editor.open();
});

after(async () => {
  await editor?.end();
  world.end();
});

test("the suite of the desktop", () =>
  window.run((_vscode, file: string, require) => (require(file) as { run(): Promise<void> }).run(), SUITE));
