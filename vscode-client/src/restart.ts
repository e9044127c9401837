/** When the server is started again: one start at a time, and not for ever. */

const PATIENCE_MILLISECONDS = 3 * 60 * 1000;
const MOST_CRASHES = 3;

/** Does one piece of work at a time; asking while it is being done has it done once more. */
export class Queue {
  readonly #work: () => Promise<void>;
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Ends with the work that began after this was called. */
  run(): Promise<void> {
    if (this.#current === undefined) {
      this.#current = this.#work().finally(() => (this.#current = undefined));
      return this.#current;
    }
    this.#next ??= this.#current
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.run();
      });
    return this.#next;
  }
}

/** Counts how often the server ended by itself within some minutes. */
export class Crashes {
  #times: number[] = [];

  /** Whether it is worth another try after it ended at this time. */
  mayRestart(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < PATIENCE_MILLISECONDS);
    this.#times.push(now);
    return this.#times.length <= MOST_CRASHES;
  }
}
