/** Runs the suite in the desktop VS Code, which must be downloaded, on a small repository. */

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runTests } from "@vscode/test-electron";

const client = path.resolve(import.meta.dirname, "..", "..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chesterton-"));
const shop = path.join(folder, "shop");
const env = { ...process.env, CHESTERTON_DATA_DIR: path.join(folder, "memory") };
const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: shop, env });

fs.mkdirSync(shop);
fs.writeFileSync(path.join(shop, "pay.py"), "def charge(card):\n    return card.pay()\n");
run("git", "init", "-q");
run("git", "add", ".");
run("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-q", "-m", "A shop");
run("chesterton", "remember", "--symbol", "pay.py::charge", "--title", "Charge once");

const code = await runTests({
  extensionDevelopmentPath: client,
  extensionTestsPath: path.join(client, "test", "desktop", "suite.cjs"),
  launchArgs: [shop, "--disable-workspace-trust", "--disable-extensions", `--user-data-dir=${path.join(folder, "data")}`],
  extensionTestsEnv: { CHESTERTON_DATA_DIR: env.CHESTERTON_DATA_DIR },
});
process.exit(code);
