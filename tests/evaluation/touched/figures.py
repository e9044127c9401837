"""Precision and recall of what was told, for each repository and for each signal."""

from collections import Counter, defaultdict

LABELS = ("glad", "neutral", "noise")


def table(events: list[dict]) -> str:
    """What was told of the edits of each repository, as a Markdown table."""
    by_repository = defaultdict(list)
    for event in events:
        by_repository[event["repo"]].append(event)
    rows = [_row(repo, own) for repo, own in by_repository.items()]
    head = (
        "| repository | edits | told | told, % | glad, % of told | noise, % of told"
        " | told, % of glad |"
    )
    return "\n".join((head, "| --- " * 7 + "|", *rows, _row("all", events)))


def by_signal(events: list[dict]) -> str:
    """What each signal tells, and the figures with it and all signals above it."""
    glad = sum(event["label"] == "glad" for event in events)
    told = defaultdict(list)
    for event in events:
        if event["answer"] and event["answer"]["told"]:
            told[event["answer"]["signal"]].append(event["label"])
    lines = [
        "| signal | told | glad | neutral | noise | so far: glad, % of told | told, % of glad |",
        "| --- " * 7 + "|",
    ]
    so_far: list[str] = []
    for signal, labels in sorted(told.items(), key=lambda each: -len(each[1])):
        so_far += labels
        counts, hits = Counter(labels), so_far.count("glad")
        cells = (signal, len(labels), *(counts[each] for each in LABELS))
        shares = (_percent(hits, len(so_far)), _percent(hits, glad))
        lines.append("| " + " | ".join(map(str, (*cells, *shares))) + " |")
    return "\n".join(lines)


def _row(name: str, events: list[dict]) -> str:
    told = [event["label"] for event in events if event["answer"] and event["answer"]["told"]]
    glad = sum(event["label"] == "glad" for event in events)
    cells = (
        name,
        len(events),
        len(told),
        _percent(len(told), len(events)),
        _percent(told.count("glad"), len(told)),
        _percent(told.count("noise"), len(told)),
        _percent(told.count("glad"), glad),
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
