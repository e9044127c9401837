/** A stub of the `vscode` module, set up by each test. */

export class Uri {
  readonly scheme: string;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.scheme = text.slice(0, text.indexOf(":"));
  }

  static parse(text: string): Uri {
    return new Uri(text);
  }

  toString(): string {
    return this.#text;
  }
}

export class ThemeIcon {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const messages: string[] = [];

export const window = {
  activeTextEditor: undefined as unknown,
  showInformationMessage: (message: string) => void messages.push(message),
};

export const workspace = {
  textDocuments: [] as { uri: Uri; languageId: string }[],
  values: (_scope: unknown): unknown => undefined,
  getConfiguration: (_section: undefined, scope: unknown) => ({ get: () => workspace.values(scope) }),
};

export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };
