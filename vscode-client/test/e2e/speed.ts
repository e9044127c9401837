/** Measures lens and hover after opening a large file, and typing in it with and without the extension.
 *
 * Run on demand: `test/e2e/run test/e2e/speed.ts`. It prints the table of SPEED.md.
 */

import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { Editor, type Window } from "./editor.ts";
import * as seen from "./seen.ts";
import { World } from "./world.ts";

const LINES = 2800;
const OPENINGS = 20;
const ROUNDS = 3;
const KEYS = 150;
const WARM = "warm.py";

/** A file of that many lines, with seven lines per function. */
function large(seed: number): string {
  const functions = Array.from({ length: LINES / 7 }, (_, n) => `def step_${seed}_${n}(order, limit=${n}):
    """Step ${n} of an order."""
    if order.total > limit:
        return order.park("over ${n}")
    order.mark(${n})
    return order

`);
  return functions.join("");
}

function made(): World {
  const files = Array.from({ length: OPENINGS }, (_, n) => [`big${n}.py`, large(n)]);
  const world = new World({ ...Object.fromEntries(files), [WARM]: "def warm():\n    return 1\n" });
  world.remember({ symbol: `${WARM}::warm`, title: "Keep it warm" });
  for (let n = 0; n < OPENINGS; n += 1) {
    for (const at of [0, 150, 399]) {
      world.remember({ symbol: `big${n}.py::step_${n}_${at}`, title: `Keep limit at ${at}` });
    }
  }
  return world;
}

interface Opening {
  readonly shown: number; // by the editor itself
  readonly lens: number;
  readonly hover: number;
}

/** Milliseconds from opening a file until its lens and hover appear. */
function opening(window: Window, file: string): Promise<Opening> {
  return window.run(async (vscode, file: string) => {
    const uri = vscode.Uri.file(file);
    const began = performance.now();
    const until = async (look: () => Thenable<unknown[]>): Promise<number> => {
      while ((await look()).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return performance.now() - began;
    };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const shown = performance.now() - began;
    const [lens, hover] = await Promise.all([
      until(() => vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 10)),
      until(() => vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(0, 6))),
    ]);
    return { shown, lens, hover };
  }, file);
}

const LISTEN = `globalThis.times = [];
document.addEventListener("keydown", () => {
  const began = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - began)));
}, true);`;

/** Milliseconds from each key to the second frame after it. */
async function typing(window: Window): Promise<number[]> {
  await window.page.click(".monaco-editor .view-lines");
  await window.page.evaluate(LISTEN);
  for (let key = 0; key < KEYS; key += 1) {
    await window.page.keyboard.press(key % 30 === 29 ? "Enter" : "x");
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return window.page.evaluate<number[]>("times");
}

/** The test extensions without Chesterton. */
function withoutOurs(world: World): string {
  const folder = path.join(world.folder, "without");
  fs.cpSync(process.env["CHESTERTON_EXTENSIONS"]!, folder, { recursive: true });
  const list = path.join(folder, "extensions.json");
  const kept = (JSON.parse(fs.readFileSync(list, "utf8")) as { identifier: { id: string }; location: { path: string } }[])
    .filter(({ identifier }) => identifier.id !== "chesterton.chesterton");
  fs.writeFileSync(list, JSON.stringify(kept).replaceAll(process.env["CHESTERTON_EXTENSIONS"]!, folder));
  fs.rmSync(path.join(folder, fs.readdirSync(folder).find((name) => name.startsWith("chesterton.chesterton"))!), {
    recursive: true,
  });
  return folder;
}

function quantile(values: number[], part: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(0);
}

function row(what: string, values: number[]): string {
  return `| ${what} | ${quantile(values, 0.5)} | ${quantile(values, 0.95)} | ${quantile(values, 1)} | ${values.length} |`;
}

const HEAD = ["| milliseconds | median | 95 % | most | n |", "| --- | --- | --- | --- | --- |"];

test("opening", { timeout: 200_000 }, async () => {
  const world = made();
  const editor = await Editor.start(world);
  const window = await editor.open();
  await seen.untilLenses(window, await window.show(WARM), ["1 Pitfall: Keep it warm"]);
  const openings: Opening[] = [];
  for (let n = 0; n < OPENINGS; n += 1) {
    openings.push(await opening(window, world.file(`big${n}.py`)));
  }
  await editor.end();
  world.end();
  console.log([...HEAD,
    row("the editor shows the file", openings.map(({ shown }) => shown)),
    row("lens, from opening the file", openings.map(({ lens }) => lens)),
    row("hover, from opening the file", openings.map(({ hover }) => hover)),
    row("lens, from the file being shown", openings.map(({ lens, shown }) => lens - shown)),
  ].join("\n"));
});

test("typing", { timeout: 400_000 }, async () => {
  const world = made();
  const ways = { "with the extension": {}, "without": { extensions: withoutOurs(world) } };
  const typed: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, how] of Object.entries(ways)) {
      const editor = await Editor.start(world, how);
      const window = await editor.open();
      await window.show("big0.py");
      await new Promise((resolve) => setTimeout(resolve, 3000));
      (typed[way] ??= []).push(...(await typing(window)));
      await editor.end();
    }
  }
  world.end();
  console.log([...HEAD, ...Object.entries(typed).map(([way, times]) => row(`key to second frame, ${way}`, times))].join("\n"));
});
