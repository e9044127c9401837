import assert from "node:assert/strict";
import { test } from "node:test";
import { find, isCompatible, type Output, type World } from "../../src/server.ts";

const MANAGED = "/storage/server-0.3.0";
const FAILED: Output = { code: undefined, text: "ENOENT" };

/** A machine with these programs, and a list of the command lines it ran. */
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

test("a configured server is the only candidate", async () => {
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

test("if the configured server does not run, no other is tried", async () => {
  const { world } = machine({ "/usr/bin/chesterton": "0.3.0" }, { configured: ["/opt/none"] });
  const reason = '"/opt/none" cannot be run. Check the chesterton.server.path setting.';
  assert.deepEqual(await find(world), { reason });
});

test("the managed environment precedes the search path, which precedes the interpreter", async () => {
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

test("an incompatible version is skipped", async () => {
  const programs = { "/usr/local/bin/chesterton": "0.2.9", "/usr/bin/chesterton": "0.3.7" };
  const found = await find(machine(programs).world);
  assert.equal("command" in found && found.command, "/usr/bin/chesterton");
});

test("another program of the same name is skipped", async () => {
  const { world } = machine({}, {
    exists: async () => true,
    run: async () => ({ code: 0, text: "chesterton the game, 3rd edition" }),
  });
  assert.deepEqual(await find(world), { reason: undefined });
});

test("relative folders on the search path are ignored", async () => {
  const { world, ran } = machine({ "relative/bin/chesterton": "0.3.0" });
  await find(world);
  assert.deepEqual(ran, []);
});

test("in an untrusted folder nothing from the folder runs", async () => {
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

test("in a trusted folder its environment on the search path is used", async () => {
  const inside = "/home/ana/shop/.venv/bin";
  const { world } = machine({ [`${inside}/chesterton`]: "0.3.0" }, { searchPath: inside });
  const found = await find(world);
  assert.equal("command" in found && found.command, `${inside}/chesterton`);
});

test("the interpreter does not import a folder named chesterton", async () => {
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
  test(`${version} is ${fits ? "compatible" : "incompatible"} with ${wanted}`, () => {
    assert.equal(isCompatible(version, wanted), fits);
  });
}
