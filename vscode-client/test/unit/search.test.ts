import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hit, itemOf } from "../../src/search.ts";

function hit(more: Partial<Hit["note"]> = {}): Hit {
  const note = {
    kind: "pitfall",
    title: "Lock on payment_id",
    body: "\nTwo cards.\nMore.",
    status: "confirmed",
    state: "current",
    placement: { path: "src/pay.py", symbol: "Till.charge", line: 7 },
    anchor: { path: "pay.py", symbol: "charge" },
    ...more,
  };
  return { id: "a", note };
}

test("an item shows kind and title, then place and first line of the body", () => {
  const { label, detail } = itemOf(hit());
  assert.deepEqual([label, detail], ["Pitfall: Lock on payment_id", "src/pay.py::Till.charge · “Two cards.”"]);
});

test("a lost note shows its former place", () => {
  const { detail } = itemOf(hit({ placement: null, state: "lost", body: "" }));
  assert.equal(detail, "pay.py::charge · lost");
});

test("a proposed or changed note shows its state", () => {
  assert.match(itemOf(hit({ status: "proposed" })).detail ?? "", /· proposed ·/);
  assert.match(itemOf(hit({ state: "changed" })).detail ?? "", /· code changed ·/);
});

test("a note about a file shows the path only", () => {
  const placement = { path: "src/pay.py", symbol: null, line: 1 };
  assert.equal(itemOf(hit({ placement, body: "" })).detail, "src/pay.py");
});

test("an item draws no icon that a note names", () => {
  const { label, detail } = itemOf(hit({ title: "Uses $(zap) and $(pwd -P)", body: "$(sync~spin)" }));
  assert.equal(label, "Pitfall: Uses \\$(zap) and $(pwd -P)");
  assert.match(detail ?? "", /\\\$\(sync~spin\)”$/);
});
