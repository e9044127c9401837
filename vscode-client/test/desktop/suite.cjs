// Runs inside the desktop VS Code: checks that the server on the PATH provides a lens and a hover.
const assert = require("node:assert/strict");
const path = require("node:path");
const vscode = require("vscode");

const SECONDS = 60;

exports.run = async () => {
  const [folder] = vscode.workspace.workspaceFolders;
  const uri = vscode.Uri.file(path.join(folder.uri.fsPath, "pay.py"));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  const lenses = await until(async () => {
    const found = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 10);
    return found.length > 0 && found;
  });
  assert.equal(lenses[0].command.title, "Decision: Charge once");
  const hovers = await until(async () => {
    const found = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(0, 5));
    return found.length > 0 && found;
  });
  assert.match(hovers[0].contents[0].value, /Charge once/);
};

async function until(look) {
  const end = Date.now() + SECONDS * 1000;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, "waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
