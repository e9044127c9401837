/** Escapes untrusted text for labels and messages, in which VS Code draws icons and follows links. */

const ICON = /\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g;

/** Escapes `$(icon)`. */
export function literalIcons(text: string): string {
  return text.replace(ICON, "\\$(");
}

/** Breaks up `[label](command:...)`, which would run the command. */
export function literalLinks(text: string): string {
  return text.replaceAll("](", "] (");
}
