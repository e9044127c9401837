import assert from "node:assert/strict";
import { test } from "node:test";
import { install, type Installer } from "../../src/install.ts";
import type { Output } from "../../src/server.ts";

type Says = (line: string) => Output | undefined;

/** A machine on which `says` gives the output of some command lines; all others fail to start. */
function shop(says: Says, platform: NodeJS.Platform = "linux") {
  const done: string[] = [];
  const made: Installer = {
    version: "0.3.0",
    platform,
    environment: platform === "win32" ? "C:\\s\\server" : "/s/server",
    log: () => undefined,
    remove: async (folder) => void done.push(`remove ${folder}`),
    run: async (command, args) => {
      const line = [command, ...args].join(" ");
      const output = says(line) ?? { code: undefined, text: "ENOENT" };
      if (output.code === 0 && !/--version|version_info/.test(line)) {
        done.push(line);
      }
      return output;
    },
  };
  return { made, done };
}

const well: Output = { code: 0, text: "" };
const uv: Says = (line) => (line.startsWith("uv ") ? well : undefined);
const python: Says = (line) => (/^(\S*\/)?python3? /.test(line) ? well : undefined);

test("uv is preferred over any Python", async () => {
  const { made, done } = shop((line) => uv(line) ?? python(line));
  assert.equal(await install(made), undefined);
  assert.deepEqual(done, [
    "remove /s/server",
    "uv venv --no-project --python >=3.11 /s/server",
    "uv pip install --python /s/server/bin/python chesterton==0.3.0",
  ]);
});

test("without uv the first Python that is new enough is used", async () => {
  const { made, done } = shop((line) => {
    return line.startsWith("python3 -I -c") ? { code: 1, text: "" } : python(line);
  });
  assert.equal(await install(made), undefined);
  assert.deepEqual(done, [
    "remove /s/server",
    "python -I -m venv /s/server",
    "/s/server/bin/python -I -m pip install --disable-pip-version-check chesterton==0.3.0",
  ]);
});

test("on Windows the py launcher is tried first", async () => {
  const { made, done } = shop((line) => (/^py |python\.exe/.test(line) ? well : undefined), "win32");
  assert.equal(await install(made), undefined);
  assert.deepEqual(done.slice(1), [
    "py -3 -I -m venv C:\\s\\server",
    "C:\\s\\server\\Scripts\\python.exe -I -m pip install --disable-pip-version-check chesterton==0.3.0",
  ]);
});

test("without uv or a recent Python the user is told and nothing is changed", async () => {
  const { made, done } = shop((line) => (line.includes("version_info") ? { code: 1, text: "" } : undefined));
  assert.match((await install(made)) ?? "", /needs Python 3\.11 or newer, or uv/);
  assert.deepEqual(done, []);
});

for (const text of [
  "ERROR: Could not find a version ... NewConnectionError: Failed to establish a new connection",
  "error: Failed to fetch: https://pypi.org/simple/ ... dns error: failed to lookup address information",
  "Temporary failure in name resolution",
]) {
  test(`offline the user is told and no partial installation remains (${text.slice(0, 20)})`, async () => {
    const { made, done } = shop((line) => (line.includes(" install ") ? { code: 1, text } : uv(line)));
    assert.match((await install(made)) ?? "", /seems to be offline/);
    assert.equal(done.at(-1), "remove /s/server");
  });
}

test("for a Python without venv the message says what to install", async () => {
  const { made } = shop((line) => (line.includes("ensurepip") ? { code: 1, text: "" } : python(line)));
  assert.match((await install(made)) ?? "", /python3-venv/);
});

test("a Python without venv is skipped if another one has it", async () => {
  const { made, done } = shop((line) => {
    return line.startsWith("python3 -I -c import ensurepip") ? { code: 1, text: "" } : python(line);
  });
  assert.equal(await install(made), undefined);
  assert.equal(done[1], "python -I -m venv /s/server");
});

test("for any other failure the message refers to the log", async () => {
  const { made } = shop((line) => (line.includes(" install ") ? { code: 2, text: "disk full" } : uv(line)));
  assert.match((await install(made)) ?? "", /See the log for details/);
});
