import assert from "node:assert/strict";
import { test } from "node:test";
import { Crashes, Queue } from "../../src/restart.ts";

/** A queue whose task the test completes by hand. */
function slow() {
  const ends: { done: () => void; fail: (error: Error) => void }[] = [];
  const queue = new Queue(
    () => new Promise<void>((done, fail) => ends.push({ done, fail })),
  );
  return { queue, ends };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

test("requests made during a run share one further run", async () => {
  const { queue, ends } = slow();
  const first = queue.run();
  const others = [queue.run(), queue.run(), queue.run()];
  assert.equal(ends.length, 1);
  ends[0]!.done();
  await first;
  await turns();
  assert.equal(ends.length, 2);
  ends[1]!.done();
  await Promise.all(others);
  assert.equal(ends.length, 2);
});

test("a request after a run starts another run", async () => {
  const { queue, ends } = slow();
  const first = queue.run();
  ends[0]!.done();
  await first;
  void queue.run();
  assert.equal(ends.length, 2);
});

test("a failed run does not block the next one", async () => {
  const { queue, ends } = slow();
  const first = queue.run();
  const second = queue.run();
  ends[0]!.fail(new Error("broken"));
  await assert.rejects(first, /broken/);
  await turns();
  ends[1]!.done();
  await second;
});

test("the server is restarted after three crashes, but not after the fourth", () => {
  const crashes = new Crashes();
  assert.deepEqual([0, 1, 2, 3].map((time) => crashes.mayRestart(time)), [true, true, true, false]);
});

test("old crashes do not count", () => {
  const crashes = new Crashes();
  const hour = 3_600_000;
  assert.deepEqual([0, 1, 2, 3].map((time) => crashes.mayRestart(time * hour)), [true, true, true, true]);
});
