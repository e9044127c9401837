import assert from "node:assert/strict";
import { test } from "node:test";
import { projectOf, type Report, told } from "../../src/status.ts";

const SHOP = { name: "shop", root: "/home/ana/shop", notes: 12, proposed: 0, trouble: null };
const PART = { name: "part", root: "/home/ana/shop/part", notes: 1, proposed: 2, trouble: null };

function report(more: Partial<Report> = {}): Report {
  return { version: "0.3.0", api: 1, store: {}, projects: [SHOP, PART], settings: [], base: null, ...more };
}

test("it counts the notes of the project that the file is in", () => {
  assert.equal(told(report(), "/home/ana/shop/pay.py", true).text, "Chesterton: 12 notes");
  assert.equal(told(report(), "/home/ana/shop/part/a.py", true).text, "Chesterton: 1 note");
  assert.equal(told(report({ projects: [] }), undefined, true).text, "Chesterton: 0 notes");
});

test("a folder whose name begins alike is another one", () => {
  assert.equal(projectOf(report({ projects: [PART, SHOP] }), "/home/ana/shop/party/a.py"), SHOP);
});

test("it says what is proposed, what is reviewed and what is kept back", () => {
  const detail = told(report({ base: "main" }), "/home/ana/shop/part/a.py", false).detail;
  assert.equal(detail, "part · 2 proposed · changes since main · Restricted Mode: your own notes only");
});

for (const [what, more, detail] of [
  ["another interface", { api: 2 }, "the server 0.3.0 does not fit this extension: update both"],
  ["a store that cannot be used", { store: { problem: "no space left" } }, "no space left"],
  ["a store that is only read", { store: { read_only: "the disk is full" } }, "the disk is full"],
  ["a setting that cannot be used", { settings: ["unknown setting x"] }, "unknown setting x"],
] as const) {
  test(`it warns of ${what}`, () => {
    const item = told(report(more), undefined, true);
    assert.deepEqual([item.isFault, item.detail, item.command.command], [true, detail, "chesterton.showLogs"]);
  });
}
