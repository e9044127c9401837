/** Hostile notes, as the server renders them, have no effect in the Markdown renderers of editors. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import MarkdownIt from "markdown-it";
import MarkdownIt12 from "markdown-it-12";
import { marked as marked14 } from "marked-14";
import { marked as marked18 } from "marked-18";

interface Rendered {
  readonly of: string;
  readonly surface: string;
  readonly markdown: string;
}

const ROOT = path.resolve(import.meta.dirname, "../../..");
const SEEDS = [20, 26];
const NOTES = 300;
const OWN_VIEW = /^file:\/\/\/views\/[ab]\.md$/;
const MAIL = /^mailto:[\w.+-]+@[\w.-]+$/;
const TAG = /<(\/?[a-z!?][^\s>/]*)([^>]*)>/gi;
const LINK = /<a href="([^"]*)">(.*?)<\/a>/gis;
const PLAIN_TAG = /^\/?(?:p|a|strong|em|del|s|code|pre|ul|ol|li|br|hr|h1|blockquote)$/;
const OWN_TAG = /^\/?(?:p|a|strong|em|code|br)$/;
const QUOTE = /<blockquote>.*?<\/blockquote>/gis;
const PLAIN_ATTRIBUTES = /^(?: ?\/| class="language-[\w+#-]+"| start="\d+")?$/;
const AUTHORITY = /\/\/([^\s/?#:]+)/gu;
const NAMED = /\/\/([^\s/?#:]+)|((?:[\p{L}\p{N}_-]+[.\u3002\uff0e])+\p{L}{2,})|\d+(?:\.\d+){3}/giu;

const renderers: Record<string, (markdown: string) => string> = {
  "marked 14": (text) => marked14.parse(text, { async: false }),
  "marked 14 with line breaks": (text) => marked14.parse(text, { async: false, breaks: true }),
  "marked 18": (text) => marked18.parse(text, { async: false }),
};
for (const [version, Renderer] of Object.entries({ 12: MarkdownIt12, 14: MarkdownIt })) {
  for (const fuzzyLink of [true, false]) {
    const renderer = new Renderer({ html: true, linkify: true });
    renderer.linkify.set({ fuzzyLink });
    renderers[`markdown-it ${version}, ${fuzzyLink ? "any domain" : "URLs"}`] = (text) => renderer.render(text);
  }
}

/** The checkout's Python with the server's dependencies, installed for the test if there is none. */
function python(scratch: string): string {
  const windows = process.platform === "win32";
  const own = windows ? ["Scripts", "python.exe"] : ["bin", "python"];
  const plain = windows ? "python" : "python3";
  for (const each of [path.join(ROOT, ".venv", ...own), plain, "python"]) {
    if (each.includes(path.sep) && !existsSync(each)) {
      continue;
    }
    try {
      execFileSync(each, ["-c", "import pygls, rapidfuzz, tree_sitter, sqlite_utils, filelock"], { stdio: "ignore" });
      return each;
    } catch {
      // not installed there
    }
  }
  const made = path.join(scratch, "venv");
  execFileSync(plain, ["-m", "venv", made]);
  const installed = path.join(made, ...own);
  execFileSync(installed, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT]);
  return installed;
}

function corpus(): Rendered[] {
  const scratch = mkdtempSync(path.join(tmpdir(), "chesterton-hostile-"));
  try {
    const program = python(scratch);
    return SEEDS.flatMap((seed): Rendered[] => {
      const options = {
        cwd: ROOT,
        env: { ...process.env, PYTHONPATH: path.join(ROOT, "server"), PYTHONDONTWRITEBYTECODE: "1" },
        maxBuffer: 2 ** 28,
      };
      return JSON.parse(
        execFileSync(program, ["-m", "tests.harness.hostile", `${seed}`, `${NOTES}`], options).toString(),
      );
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function decoded(html: string): string {
  const names: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  const text = html.replace(/<[^>]*>/g, "");
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|quot|amp));/gi, (_, decimal, hex, name) =>
    name ? (names[name] ?? "") : String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
  );
}

/** Whether the text of a link names no other host; a URL names the one it leads to. */
function isHonest(text: string, href: string): boolean {
  const host = href.startsWith("mailto:") ? href.slice(href.lastIndexOf("@") + 1) : new URL(href).hostname;
  const shown = text.normalize("NFKC").toLowerCase();
  const isUrl = [shown, `http://${shown}`].some((url) => URL.canParse(url) && new URL(url).hostname === host);
  const named = [...shown.matchAll(isUrl ? AUTHORITY : NAMED)].map(([whole, authority]) => authority ?? whole);
  return named.every((name) => host === name || host.endsWith(`.${name}`));
}

/** What a link may not be; undefined if it is harmless. */
function badLink(href: string, text: string): string | undefined {
  if (OWN_VIEW.test(href)) {
    return /^(?:open note|\d+ more notes?)$/.test(text) ? undefined : "a link to a view with another text";
  }
  if (!/^https?:\/\/[^/]/i.test(href) && !MAIL.test(href)) {
    return "a link with another scheme";
  }
  if (!URL.canParse(href)) {
    return href.endsWith(encodeURI(text)) ? undefined : "a link that leads nowhere";
  }
  if (href.startsWith("http") && (new URL(href).username !== "" || new URL(href).password !== "")) {
    return "a user in a link";
  }
  return isHonest(text, href) ? undefined : "a link whose text names another host";
}

function effects(html: string): string[] {
  const found: string[] = [];
  const links = [...html.matchAll(LINK)];
  for (const [, href = "", text = ""] of links) {
    const bad = badLink(decoded(href), decoded(text));
    if (bad !== undefined) {
      found.push(`${bad}: ${decoded(text)} -> ${decoded(href)}`);
    }
  }
  const opened = [...html.matchAll(TAG)].filter(([, name = ""]) => name.toLowerCase() === "a");
  if (opened.length !== links.length) {
    found.push("a link that is not plain");
  }
  for (const [whole, name = "", attributes = ""] of html.matchAll(TAG)) {
    const isPlain = name === "a" || PLAIN_ATTRIBUTES.test(attributes);
    if (!PLAIN_TAG.test(name) || !isPlain) {
      found.push(`a tag: ${whole}`);
    }
  }
  return found;
}

/** Outside of the quoted body a hover has no lists, headings, code blocks or further quotes. */
function imitations(surface: string, html: string): string[] {
  if (surface !== "hover" && surface !== "proposed") {
    return [];
  }
  const quotes = html.match(QUOTE) ?? [];
  const tags = [...html.replace(QUOTE, "").matchAll(TAG)].map(([, name = ""]) => name);
  return [
    ...(quotes.length > 1 ? [`${quotes.length} quotes`] : []),
    ...tags.filter((name) => !OWN_TAG.test(name)).map((name) => `<${name}> outside of the body`),
  ];
}

const notes = corpus();

for (const [name, render] of Object.entries(renderers)) {
  test(`${name} renders ${SEEDS.length * NOTES} hostile notes without effects`, () => {
    const bad = notes.flatMap(({ of, surface, markdown }) =>
      [...effects(render(markdown)), ...imitations(surface, render(markdown))].map((effect) => ({ of, surface, effect, markdown })),
    );
    assert.equal(bad.slice(0, 3).map((each) => `${each.surface}: ${each.effect}\n${each.markdown}`).join("\n\n"), "", `${bad.length} effects`);
  });
}

test("the check notices effects", () => {
  const live = [
    "![x](https://evil.example/p.png)",
    "[x](command:x)",
    "[github.com](https://evil.example)",
    "https://github.com@evil.example",
    "<img src=x>",
    "[x](file:///etc/passwd)",
    "a|b\n-|-",
    "https://x.example/`![x](https://evil.example/p.png)`",
  ];
  for (const each of live) {
    const found = Object.values(renderers).flatMap((render) => effects(render(each)));
    assert.notDeepEqual(found, [], each);
  }
});
