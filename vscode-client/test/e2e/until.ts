/** Waiting for what comes when it comes. */

const EVERY_MILLISECONDS = 50;
const SECONDS = 20;

/** Tries until it gives something true, and gives that back. */
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
