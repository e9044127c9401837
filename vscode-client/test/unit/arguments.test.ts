import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { argumentsFor } from "../../src/cursor.ts";
import * as stub from "./vscode.ts";

const ADDRESS = "file:///shop/pay.py";

function at(start: [number, number], end = start, address = ADDRESS): void {
  const [from, to] = [start, end].map(([line, character]) => ({ line, character }));
  stub.window.activeTextEditor = {
    document: { uri: stub.Uri.parse(address) },
    selection: { start: from, end: to },
  };
}

beforeEach(() => {
  stub.window.activeTextEditor = undefined;
  stub.messages.length = 0;
});

test("remember takes the line of the cursor", () => {
  at([4, 7]);
  assert.deepEqual(argumentsFor("chesterton.remember", []), [{ uri: ADDRESS, line: 4 }]);
});

test("remember takes the selection", () => {
  at([4, 0], [6, 3]);
  const range = { start: { line: 4, character: 0 }, end: { line: 6, character: 3 } };
  assert.deepEqual(argumentsFor("chesterton.remember", []), [{ uri: ADDRESS, range }]);
});

test("the URI that a menu passes is ignored", () => {
  at([1, 0]);
  const given = [stub.Uri.parse("file:///other.py")];
  assert.deepEqual(argumentsFor("chesterton.remember", given), [{ uri: ADDRESS, line: 1 }]);
});

test("the argument of a lens or an action is sent unchanged", () => {
  at([1, 0]);
  const given = [{ ids: ["a"], uri: ADDRESS, symbol: null }];
  assert.deepEqual(argumentsFor("chesterton.open", given), given);
});

test("open takes the file", () => {
  at([1, 0]);
  assert.deepEqual(argumentsFor("chesterton.open", []), [{ uri: ADDRESS }]);
});

test("review needs no file", () => {
  assert.deepEqual(argumentsFor("chesterton.review", []), [{}]);
});

for (const address of [undefined, "untitled:Untitled-1", "git:/shop/pay.py"]) {
  test(`remember without a file (${address}) tells the user to open one`, () => {
    if (address !== undefined) {
      at([0, 0], [0, 0], address);
    }
    assert.equal(argumentsFor("chesterton.remember", []), undefined);
    assert.deepEqual(stub.messages, ["First open the file that the note is about."]);
  });
}
