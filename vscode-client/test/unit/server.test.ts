import assert from "node:assert/strict";
import { test } from "node:test";
import { find, isCompatible, type Output, type World } from "../../src/server.ts";

const MANAGED = "/storage/server-0.3.0";
const FAILED: Output = { code: undefined, text: "ENOENT" };

/** A machine with these programs; what it ran is listed. */
function machine(programs: Record<string, string>, more: Partial<World> = {}) {
  const ran: string[] = [];
  const world: World = {
    version: "0.3.0",
    platform: "linux",
    searchPath: "/usr/local/bin:/usr/bin:relative/bin",
    folders: ["/home/ana/shop"],
    isTrusted: true,
    configured: [],
    managed: MANAGED,
    exists: async (file) => file in programs,
    interpreter: async () => undefined,
    run: async (command, args) => {
      ran.push([command, ...args].join(" "));
      const text = programs[command];
      return text === undefined ? FAILED : { code: 0, text: `chesterton ${text}\n` };
    },
    ...more,
  };
  return { world, ran };
}

test("the setting counts alone", async () => {
  const programs = { "/opt/c": "0.9.0", [`${MANAGED}/bin/chesterton`]: "0.3.0" };
  const { world, ran } = machine(programs, { configured: ["/opt/c", "--log-file", "x"] });
  assert.deepEqual(await find(world), {
    command: "/opt/c",
    args: ["--log-file", "x"],
    from: "setting",
    version: "0.9.0",
  });
  assert.deepEqual(ran, ["/opt/c --log-file x --version"]);
});

test("a setting that does not run is told, and nothing else is tried", async () => {
  const { world } = machine({ "/usr/bin/chesterton": "0.3.0" }, { configured: ["/opt/none"] });
  assert.deepEqual(await find(world), { reason: '"/opt/none" of chesterton.server.path does not run.' });
});

test("its own environment comes before the search path, and that before the interpreter", async () => {
  const interpreter = async () => "/venv/bin/python";
  const all = { [`${MANAGED}/bin/chesterton`]: "0.3.0", "/usr/bin/chesterton": "0.3.1", "/venv/bin/python": "0.3.2" };
  const order: unknown[] = [];
  for (const gone of ["", `${MANAGED}/bin/chesterton`, "/usr/bin/chesterton", "/venv/bin/python"]) {
    delete (all as Record<string, string>)[gone];
    const found = await find(machine(all, { interpreter }).world);
    order.push("from" in found ? found.from : "nothing");
  }
  assert.deepEqual(order, ["managed", "path", "interpreter", "nothing"]);
});

test("a version that does not fit is passed over", async () => {
  const programs = { "/usr/local/bin/chesterton": "0.2.9", "/usr/bin/chesterton": "0.3.7" };
  const found = await find(machine(programs).world);
  assert.equal("command" in found && found.command, "/usr/bin/chesterton");
});

test("a program of the same name that says something else is passed over", async () => {
  const { world } = machine({}, {
    exists: async () => true,
    run: async () => ({ code: 0, text: "chesterton the game, 3rd edition" }),
  });
  assert.deepEqual(await find(world), { reason: undefined });
});

test("relative folders of the search path are not looked at", async () => {
  const { world, ran } = machine({ "relative/bin/chesterton": "0.3.0" });
  await find(world);
  assert.deepEqual(ran, []);
});

test("in a folder that is not trusted nothing of the folder runs", async () => {
  const inside = "/home/ana/shop/.venv/bin";
  const programs = { [`${inside}/chesterton`]: "0.3.0", "/home/ana/shop/.venv/bin/python": "0.3.0" };
  const { world, ran } = machine(programs, {
    isTrusted: false,
    searchPath: `${inside}:/usr/bin`,
    interpreter: async () => `${inside}/python`,
  });
  assert.deepEqual(await find(world), { reason: undefined });
  assert.deepEqual(ran, []);
});

test("in a folder that is trusted its environment on the search path serves", async () => {
  const inside = "/home/ana/shop/.venv/bin";
  const { world } = machine({ [`${inside}/chesterton`]: "0.3.0" }, { searchPath: inside });
  const found = await find(world);
  assert.equal("command" in found && found.command, `${inside}/chesterton`);
});

test("the interpreter does not take a folder of the name for the package", async () => {
  const { world, ran } = machine({}, { interpreter: async () => "/venv/bin/python" });
  await find(world);
  assert.deepEqual(ran, ["/venv/bin/python -P -m chesterton --version"]);
});

test("on Windows programs end in .exe", async () => {
  const { world } = machine({ "C:\\tools\\chesterton.exe": "0.3.0" }, {
    platform: "win32",
    searchPath: "C:\\Windows;C:\\tools",
    managed: "C:\\storage\\server",
    folders: ["D:\\shop"],
  });
  const found = await find(world);
  assert.equal("command" in found && found.command, "C:\\tools\\chesterton.exe");
});

for (const [version, wanted, fits] of [
  ["0.3.9", "0.3.0", true],
  ["0.4.0", "0.3.0", false],
  ["1.4.0", "1.9.2", true],
  ["2.0.0", "1.9.2", false],
  ["1.0.0rc1", "1.0.0", true],
] as const) {
  test(`${version} ${fits ? "fits" : "does not fit"} ${wanted}`, () => {
    assert.equal(isCompatible(version, wanted), fits);
  });
}
