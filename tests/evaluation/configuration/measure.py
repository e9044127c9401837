"""Flips values in the configuration files of real projects, and edits that mean nothing.

    python -m tests.evaluation.configuration.measure FOLDER [--seed N] [--each N]

FOLDER holds git repositories, bare or not. Settings are drawn at random from the files at HEAD. Of
each, the value is changed once, in a way that does not depend on how the product reads the file,
and the file is edited once in a way that means nothing. Then the setting is looked for in the
edited file, as after a commit. Prints a table and what came out otherwise.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Placement
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.text import decode

COMMENT = {"sql": "-- ", "json": "// ", "properties": "! ", "ini": "; "}
LARGEST = 200_000
MOST_LINES = 3
"""A setting with more lines is a block: it holds settings that are drawn themselves."""

VALUE = re.compile(r"\b(true|false|yes|no|on|off)\b|\b\d+\b|[A-Za-z][A-Za-z]+", re.IGNORECASE)
OPPOSITE = {
    "true": "false",
    "false": "true",
    "yes": "no",
    "no": "yes",
    "on": "off",
    "off": "on",
    "null": "0",
}


def main():
    """Measures the repositories in a folder."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=14)
    arguments.add_argument("--each", type=int, default=60, help="settings for each language")
    options = arguments.parse_args()
    draw = random.Random(options.seed)
    files = defaultdict(list)
    for repository in repositories(options.folder):
        for path in listed(repository):
            language = language_for(path)
            if language is not None and language.entries:
                files[language.id].append((repository, path))
    say(
        "| language | projects | files | flips: changed | cosmetic: current"
        " | renamed: followed | deleted: lost | wrong |"
    )
    say("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in sorted(files):
        measured(name, files[name], draw, options.each)


def repositories(folder):
    """The git directories in a folder, up to two levels down."""
    heads = [*folder.glob("HEAD"), *folder.glob("*/HEAD"), *folder.glob("*/*/HEAD")]
    return sorted(head.parent for head in heads)


def listed(repository):
    """The paths at HEAD."""
    names = git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD")
    return [name for name in names.decode("utf-8", "replace").split("\0") if name]


def measured(name, files, draw, each):
    """Prints the row of a language."""
    counts, odd, projects, used = Counter(), [], set(), set()
    waiting = [*files]
    draw.shuffle(waiting)
    for repository, path in sorted(waiting, key=lambda one: sum(one[0] == p for p in projects)):
        if counts["flips"] >= each:
            break
        drawn = settings_of(repository, path, draw)
        for text, symbol in drawn:
            flipped, spelled = flip(text, symbol), cosmetic(text, symbol, path, draw)
            if flipped is None:
                continue
            counts["flips"] += 1
            projects.add(repository)
            used.add((repository, path))
            for kind, after, wanted in (
                ("changed", flipped, {"changed"}),
                ("current", spelled, {"current"}),
                ("renamed", renamed(text, symbol), {"followed"}),
                ("deleted", deleted(text, symbol), {"lost"}),
            ):
                if after is None:
                    continue
                verdict = state(path, text, symbol, after)
                counts[kind, "all"] += 1
                counts[kind] += verdict in wanted
                counts["wrong"] += verdict == "elsewhere" or (kind, verdict) == (
                    "changed",
                    "current",
                )
                if verdict not in wanted:
                    odd.append((repository.parent.name, path, symbol.name, kind, verdict))
    kinds = ("changed", "current", "renamed", "deleted")
    cells = " | ".join(f"{counts[kind]} of {counts[kind, 'all']}" for kind in kinds)
    say(f"| {name} | {len(projects)} | {len(used)} | {cells} | {counts['wrong']} |")
    for each_odd in odd:
        say("   ", *each_odd)


def settings_of(repository, path, draw, most=3):
    """Some settings of a file with a value of a few words."""
    decoded = decode(git(repository, "show", f"HEAD:{path}"))
    if decoded is None or not 0 < len(decoded.text) < LARGEST:
        return []
    parsed = parse(decoded.text, language_for(path))
    small = [
        symbol
        for symbol in parsed.outline.symbols
        if symbol.end_line - symbol.line < MOST_LINES and not parsed.outline.children(symbol)
    ]
    return [(decoded.text, symbol) for symbol in draw.sample(small, min(most, len(small)))]


def flip(text, symbol):
    """The text with another value: a truth value negated, a number raised, a word lengthened."""
    start, end = symbol.name_span.end, symbol.span.end
    value = text[start:end]
    value = re.sub(r"(?i)\bAS \S+$", lambda one: " " * len(one[0]), value)  # a stage's name
    value = re.sub(r"(?m)(?<![\w\"'])(#|//|--|;).*$", lambda one: " " * len(one[0]), value)
    words = [word for word in VALUE.finditer(value) if not value[: word.start()].endswith("\\")]
    if not words:
        return None
    word = words[-1]
    old = word[0]
    new = OPPOSITE.get(old.lower()) or (str(int(old) + 1) if old.isdigit() else f"{old}x")
    return f"{text[: start + word.start()]}{new}{text[start + word.end() :]}"


def renamed(text, symbol):
    """The text with another name of the setting; None for what goes by its value."""
    start, end = symbol.name_span
    name = text[start:end]
    word = re.search(r"\w+(?=\W*$)", name)
    if (
        word is None
        or symbol.last_name not in name
        or (name.isupper() and symbol.kind == "statement")
    ):
        return None
    return f"{text[: start + word.end()]}_x{text[start + word.end() :]}"


def deleted(text, symbol):
    """The text without the lines of the setting; None if they hold anything else."""
    start = text.rfind("\n", 0, symbol.span.start) + 1
    end = text.find("\n", symbol.span.end) + 1 or len(text)
    rest = text[start : symbol.span.start] + text[symbol.span.end : end]
    return None if rest.strip(" \t\r\n,;") else text[:start] + text[end:]


def cosmetic(text, symbol, path, draw):
    """The text with an edit that means nothing."""
    language = language_for(path).id
    ways = [commented, spaced, with_other_line_ends]
    if language == "json":
        ways = [redumped, with_other_line_ends, spaced]
    if language == "yaml":
        ways.append(quoted)
    for way in draw.sample(ways, len(ways)):
        after = way(text, symbol, language)
        if after is not None and after != text:
            return after
    return commented(text, symbol, language)


def commented(text, symbol, language):
    """A comment above the line of the setting, where one may be."""
    at = text.rfind("\n", 0, symbol.span.start) + 1
    indent = text[at : symbol.span.start]
    if indent.strip():
        return f"{text}\n"
    return f"{text[:at]}{indent}{COMMENT.get(language, '# ')}as agreed\n{text[at:]}"


def spaced(text, symbol, language):
    """Spaces at the end of its last line."""
    end = text.find("\n", symbol.span.end)
    value = text[symbol.span.start : symbol.span.end]
    rest = text[symbol.span.end : end]
    if end < 0 or rest.strip() or "|" in value or ">" in value or language == "properties":
        return None
    return f"{text[:end]}  {text[end:]}"


def with_other_line_ends(text, _symbol, _language):
    """The line ends of another operating system."""
    return text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")


def redumped(text, _symbol, _language):
    """The same JSON with another indentation, and the keys in another order."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return json.dumps(value, indent=7, sort_keys=True) + "\n"


def quoted(text, symbol, _language):
    """A plain word of YAML in quotes."""
    value = text[symbol.name_span.end : symbol.span.end]
    plain = re.fullmatch(r":[ ]+([A-Za-z/][\w./-]*)", value)
    if plain is None or plain[1].lower() in {*OPPOSITE, "null", "y", "n"}:
        return None
    start, end = symbol.name_span.end + plain.start(1), symbol.name_span.end + plain.end(1)
    return f'{text[:start]}"{plain[1]}"{text[end:]}'


def state(path, before, symbol, after):
    """What becomes of a note on the setting: current, changed, uncertain, lost or elsewhere."""
    language = language_for(path)
    old, new = parse(before, language), parse(after, language)
    subject = Subject.of(path, old, symbol)
    placement = place(subject, Changeset({path: old}, {path: new}, {}))
    if not isinstance(placement, Placement):
        return "lost"
    if not placement.certain:
        return "uncertain"
    if placement.symbol.line == symbol.line and "_x" in placement.symbol.name:
        return "followed"
    if placement.symbol.key != symbol.key and placement.symbol.line != symbol.line:
        return "elsewhere"
    same = new.fingerprint(placement.symbol) == old.fingerprint(symbol)
    return "current" if same else "changed"


def say(*words):
    """Prints a line."""
    sys.stdout.write(f"{' '.join(map(str, words))}\n")
    sys.stdout.flush()


def git(repository, *arguments):
    """The output of git in a repository; empty for a file that a partial copy lacks."""
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=False).stdout


if __name__ == "__main__":
    main()
