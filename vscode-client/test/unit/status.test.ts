import assert from "node:assert/strict";
import { test } from "node:test";
import { itemOf, projectOf, type Report } from "../../src/status.ts";

const SHOP = { name: "shop", root: "/home/ana/shop", notes: 12, proposed: 0, trouble: null };
const PART = { name: "part", root: "/home/ana/shop/part", notes: 1, proposed: 2, trouble: null };

function report(more: Partial<Report> = {}): Report {
  return { version: "0.3.0", api: 1, store: {}, projects: [SHOP, PART], settings: [], base: null, ...more };
}

test("the item counts the notes of the file's project", () => {
  assert.equal(itemOf(report(), "/home/ana/shop/pay.py", true).text, "Chesterton: 12 notes");
  assert.equal(itemOf(report(), "/home/ana/shop/part/a.py", true).text, "Chesterton: 1 note");
  assert.equal(itemOf(report({ projects: [] }), undefined, true).text, "Chesterton: 0 notes");
});

test("a folder that shares only a name prefix does not match", () => {
  assert.equal(projectOf(report({ projects: [PART, SHOP] }), "/home/ana/shop/party/a.py"), SHOP);
});

test("the detail shows proposed notes, the review base and Restricted Mode", () => {
  const detail = itemOf(report({ base: "main" }), "/home/ana/shop/part/a.py", false).detail;
  assert.equal(detail, "part · 2 proposed · changes since main · Restricted Mode: your own notes only");
});

for (const [what, more, detail] of [
  ["an incompatible server", { api: 2 }, "server 0.3.0 is not compatible with this extension; update both"],
  ["an unusable store", { store: { problem: "no space left" } }, "no space left"],
  ["a read-only store", { store: { read_only: "the disk is full" } }, "the disk is full"],
  ["an invalid setting", { settings: ["unknown setting x"] }, "unknown setting x"],
] as const) {
  test(`the item warns of ${what}`, () => {
    const item = itemOf(report(more), undefined, true);
    assert.deepEqual([item.isFault, item.detail, item.command.command], [true, detail, "chesterton.showLogs"]);
  });
}
