"""What must not grow with open files and keystrokes: table builds, syntax trees, caches."""

import asyncio
import sys
import threading
from collections import Counter

import pytest
from lsprotocol import types as lsp

from chesterton.following import freshness
from chesterton.following.freshness import FreshnessCheck
from chesterton.lsp import polling
from chesterton.lsp.document import scheduler
from chesterton.lsp.features import hover
from tests.unit.lsp.editing import Running

CODE = "def step_{n}(card):\n    retries = card.step({n})\n    return retries\n"


@pytest.fixture
def builds(monkeypatch):
    """How often the table of each path was built."""
    counts = Counter()
    build = scheduler.update_or_build

    def counted(inputs, before):
        counts[inputs.home.path] += 1
        return build(inputs, before)

    monkeypatch.setattr(scheduler, "update_or_build", counted)
    return counts


def files(project, count):
    """Files with a note each, one of them on what another one imports."""
    paths = [f"part_{n}.py" for n in range(count)]
    for n, path in enumerate(paths):
        code = CODE.format(n=n) if n % 2 else f"import part_0\n\n\n{CODE.format(n=n)}"
        project.write(path, code, commit=n == count - 1)
    for n, path in enumerate(paths):
        project.note(path, f"step_{n}", f"Step {n} keeps its retries")
    return paths


async def polled(running, monkeypatch, looks=4):
    """Lets the poll look a few times."""
    monkeypatch.setattr(polling, "_SECONDS", 0.05)
    task = asyncio.create_task(polling.poll(running.session, running.session.projects))
    await asyncio.sleep(0.05 * looks)
    while any(document.is_building for document in running.session.documents):  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    return task


@pytest.mark.parametrize("count", [5, 10, 20, 40])
async def test_each_table_is_built_once_when_files_are_opened(running, builds, monkeypatch, count):
    for path in files(running.project, count):
        document = await running.shown(path)
        assert len(running.lenses(document)) == 1
    task = await polled(running, monkeypatch)
    task.cancel()
    assert builds == dict.fromkeys(builds, 1)
    assert len(builds) == count


async def test_files_opened_at_the_same_time_are_built_once_each(running, builds):
    paths = files(running.project, 20)
    documents = [running.opened(path) for path in paths]
    for document in documents:
        await running.current(document)
    assert builds == dict.fromkeys(paths, 1)


async def test_an_unsaved_move_updates_the_file_that_lost_the_definition(running, builds):
    """An editor restores unsaved text: the definition is in another file than on disk."""
    first, second = files(running.project, 2)
    lost = await running.shown(first, "import part_1\n")
    assert [each.name for each in lost.table().deleted] == ["step_0"]
    await running.shown(second, CODE.format(n=1) + "\n\n" + CODE.format(n=0))
    await running.until(lambda: builds[first] > 1)
    await running.current(lost)
    assert lost.table().deleted == ()


async def test_a_document_closed_as_on_disk_updates_no_other(running, builds):
    first, second = files(running.project, 2)
    await running.shown(first)
    document = await running.shown(second)
    running.session.documents.close(document.uri)
    await asyncio.sleep(0.2)
    assert builds[first] == 1


async def test_documents_disabled_and_enabled_again_are_built_twice(running, builds):
    paths = files(running.project, 6)
    documents = [await running.shown(path) for path in paths]
    for enable in (False, True):
        running.session.options.set_editor({"enable": enable})
        running.session.documents.request_rebuild()
        for document in documents:
            await running.current(document)
    assert all(running.lenses(document) for document in documents)
    await asyncio.sleep(0.1)
    assert set(builds.values()) == {2}


async def test_the_poll_notices_what_happened_while_the_first_table_was_built(
    running, builds, monkeypatch
):
    first, second = files(running.project, 2)
    document = await running.shown(first)
    running.project.note(first, "step_0", "Written after the table")
    task = await polled(running, monkeypatch)
    await running.until(lambda: len(document.table().rows[0].entries) == 2)
    task.cancel()
    assert builds[first] == 2
    assert builds[second] == 0


# --- memory


async def test_only_the_last_documents_keep_their_syntax_trees(running):
    paths = files(running.project, 10)
    documents = [await running.shown(path) for path in paths]
    assert [d.parsed.has_tree for d in documents] == [False] * 6 + [True] * 4
    assert [d.built.margin.parsed for d in documents] == [d.parsed for d in documents]


async def test_a_document_without_its_tree_follows_typing(running):
    paths = files(running.project, 10)
    documents = [await running.shown(path) for path in paths]
    running.change(documents[0], "return retries", "return retries + 1")
    await running.current(documents[0])
    assert documents[0].parsed.has_tree
    assert [row.symbol.name for row in documents[0].table().rows] == ["step_0"]
    assert not documents[6].parsed.has_tree


async def test_closed_documents_keep_no_tree(running):
    paths = files(running.project, 6)
    documents = [await running.shown(path) for path in paths]
    for document in documents[2:]:
        running.session.documents.close(document.uri)
    await running.shown(paths[2])
    assert documents[2] not in running.session.documents._with_tree
    assert len(running.session.documents._with_tree) == 1


async def test_typing_in_a_large_definition_leaves_no_text_in_the_caches(project):
    """Each keystroke brings another version of the class."""
    body = "".join(
        f"    def step_{n}(self):\n        return self.card.step({n})\n\n" for n in range(150)
    )
    project.write("large.py", f"class Large:\n{body}")
    project.note("large.py", "Large", "The card is asked once")
    running = Running(project)
    document = await running.shown("large.py")
    check = document.home.workspace.singleton(FreshnessCheck)
    for n in range(8):
        running.change(document, f"step({n})", f"step({n}0)")
        await running.current(document)
    assert taken(check._verdicts) + taken(check._claims) < len(document.text.value)
    assert check.cached_bytes <= 8 * 4_000
    await running.session.end()


def taken(cache):
    return sum(deep_size(each) for each in cache._values.items())


def deep_size(value):
    inner = value if isinstance(value, tuple | frozenset) else ()
    return sys.getsizeof(value) + sum(map(deep_size, inner))


def test_the_caches_are_bounded_in_bytes(monkeypatch):
    monkeypatch.setattr(freshness, "_CACHE_BYTES", 10_000)
    check = FreshnessCheck(None)
    for n in range(1_000):
        check._verdicts.get(n, lambda: (None, None))
        check._claims.get(n, lambda: frozenset({"x" * 100, "y" * 100}))
    assert 10_000 < check.cached_bytes <= 20_000


# --- claims


@pytest.fixture
def threads(monkeypatch):
    """The threads in which claims were worked out."""
    seen, work_out = [], freshness.claim_in

    def recorded(*arguments):
        seen.append(threading.current_thread())
        return work_out(*arguments)

    monkeypatch.setattr(freshness, "claim_in", recorded)
    return seen


def asked(running, document, word):
    snapshot = running.session.snapshot(document)
    position = snapshot.position(snapshot.text.value.index(word) + 1)
    identifier = lsp.TextDocumentIdentifier(document.uri)
    return hover.handle(snapshot, lsp.HoverParams(identifier, position))


@pytest.fixture
def without_pages(monkeypatch):
    """No background work that computes claims ahead."""
    monkeypatch.setattr("chesterton.lsp.features.open_notes._missing", lambda *_: [])


@pytest.mark.usefixtures("without_pages")
async def test_a_claimed_word_is_worked_out_off_the_event_loop(running, threads):
    document = await running.shown(*files(running.project, 1))
    answer = await asked(running, document, "retries")
    assert "Step 0 keeps its retries" in answer.contents.value
    assert threading.main_thread() not in threads
    assert len(threads) == 1
    again = asked(running, document, "retries")
    assert again.contents.value == answer.contents.value


@pytest.mark.usefixtures("without_pages")
@pytest.mark.parametrize("word", ["card.step", "return", "import", "step_0"])
async def test_other_words_need_no_claim(running, threads, word):
    """Names show their notes, and a word that the note does not have is not claimed."""
    document = await running.shown(*files(running.project, 1))
    answer = asked(running, document, word)
    assert (answer is not None) == (word == "step_0")
    assert threads == []
