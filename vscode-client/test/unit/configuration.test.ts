import assert from "node:assert/strict";
import { test } from "node:test";
import { answered } from "../../src/configuration.ts";
import * as stub from "./vscode.ts";

test("settings of an open document include those of its language", () => {
  const document = { uri: stub.Uri.parse("file:///shop/pay.py"), languageId: "python" };
  stub.workspace.textDocuments = [document];
  stub.workspace.values = (scope) => ({ enable: scope !== document });
  const items = [
    { section: "chesterton", scopeUri: "file:///shop/pay.py" },
    { section: "chesterton", scopeUri: "file:///shop/other.py" },
    { section: "chesterton" },
    { section: "http" },
  ];
  assert.deepEqual(answered({ items }), [{ enable: false }, { enable: true }, { enable: true }, null]);
});
