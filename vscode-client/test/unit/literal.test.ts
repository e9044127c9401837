import assert from "node:assert/strict";
import { test } from "node:test";
import { literalIcons, literalLinks } from "../../src/literal.ts";

/** As VS Code's parseLinkedText and renderLabelWithIcons. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

test("a message has no link", () => {
  for (const target of ["command:workbench.action.quit", "https://evil.example", "file:///etc/passwd"]) {
    assert.match(`[x](${target})`, LINK);
    assert.doesNotMatch(literalLinks(`not found: [x](${target}) ![y](${target})`), LINK);
  }
});

test("a label has no icon", () => {
  for (const icon of ["zap", "sync~spin", "git-branch"]) {
    assert.equal(ICON.exec(literalIcons(`a $(${icon})`))?.[1], "\\");
  }
});
