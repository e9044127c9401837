/** Fills in what a command of the server needs, where it came from the palette, a key or a menu. */

export interface Point {
  readonly line: number;
  readonly character: number;
}

/** Where the user is. */
export interface Cursor {
  readonly uri: string;
  readonly start: Point;
  readonly end: Point;
}

export const NO_FILE = "Open the code that the note is about first.";

/** One object, as the server wants it; undefined where it cannot be made without an open file. */
export function completed(
  command: string,
  given: readonly unknown[],
  cursor: Cursor | undefined,
): Record<string, unknown> | undefined {
  const [first] = given;
  if (isPlain(first)) {
    return first;
  }
  const make = FROM_CURSOR[command];
  if (make === undefined) {
    return {};
  }
  return make(cursor);
}

const FROM_CURSOR: Record<
  string,
  (cursor: Cursor | undefined) => Record<string, unknown> | undefined
> = {
  "chesterton.remember": (cursor) => cursor && { uri: cursor.uri, ...place(cursor) },
  "chesterton.rememberComment": (cursor) => cursor && { uri: cursor.uri, range: range(cursor) },
  "chesterton.open": (cursor) => cursor && { uri: cursor.uri },
  "chesterton.review": (cursor) => (cursor ? { uri: cursor.uri } : {}),
};

function place(cursor: Cursor): Record<string, unknown> {
  const { start, end } = cursor;
  const isEmpty = start.line === end.line && start.character === end.character;
  return isEmpty ? { line: start.line } : { range: range(cursor) };
}

function range({ start, end }: Cursor): { start: Point; end: Point } {
  return { start, end };
}

/** A menu of the editor hands over the address of its document, which is no argument of ours. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
