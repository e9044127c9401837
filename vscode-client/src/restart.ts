/** Limits restarts of the server: one at a time, and only a few after crashes. */

const PATIENCE_MILLISECONDS = 3 * 60 * 1000;
const MOST_CRASHES = 3;

/** Runs a task one at a time; all requests made during a run are served by one further run. */
export class Queue {
  readonly #work: () => Promise<void>;
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when a run that started after this call has finished. */
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

/** Counts recent crashes of the server. */
export class Crashes {
  #times: number[] = [];

  /** Records a crash and returns whether to restart. */
  mayRestart(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < PATIENCE_MILLISECONDS);
    this.#times.push(now);
    return this.#times.length <= MOST_CRASHES;
  }
}
