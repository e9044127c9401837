/** Polls for a condition, with a timeout. */

const EVERY_MILLISECONDS = 50;
const SECONDS = 20;

/** Calls a function until it returns a truthy value, and returns that value. */
export async function until<T>(
  what: string,
  happened: () => T | Promise<T>,
  milliseconds = SECONDS * 1000,
): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await happened();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
  }
}
