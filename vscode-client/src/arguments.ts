/** Fills in the argument of a server command that was run from the palette, a key or a menu. */

export interface Point {
  readonly line: number;
  readonly character: number;
}

/** The document and selection of the active editor. */
export interface Cursor {
  readonly uri: string;
  readonly start: Point;
  readonly end: Point;
}

export const NO_FILE = "First open the file that the note is about.";

/** The argument object of a command; undefined if the command needs an open file and there is none. */
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

/** Menus pass the URI of their document as an argument, which must be ignored. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
