// Connects to the tests and runs the functions they send, as JSON lines.
const net = require("node:net");
const readline = require("node:readline");
const vscode = require("vscode");

exports.activate = (context) => {
  const address = process.env.CHESTERTON_PROBE;
  if (address === undefined) {
    return;
  }
  const socket = net.connect(address);
  socket.on("error", () => socket.destroy());
  socket.write(`${JSON.stringify({ pid: process.pid })}\n`);
  readline.createInterface({ input: socket }).on("line", async (line) => {
    const { id, code, argument } = JSON.parse(line);
    const answer = await answered(code, argument);
    socket.write(`${JSON.stringify({ id, ...answer })}\n`);
  });
  context.subscriptions.push({ dispose: () => socket.destroy() });
};

async function answered(code, argument) {
  try {
    const run = new Function(`return (${code})`)();
    return { result: (await run(vscode, argument, require)) ?? null };
  } catch (error) {
    return { problem: `${error?.stack ?? error}` };
  }
}
