"""Git writes files and moves HEAD while they are open; that must not look like an edit."""

import asyncio

import pytest

from tests.wire.project import PAY, diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

OTHER = PAY.replace("attempts=3", "attempts=5").replace("return card.refund()", "card.refund()")
LOOKS = 2.5
"""Seconds in which the server polls git twice."""


@pytest.fixture(name="client")
def _client(worker):
    return worker


@pytest.fixture(name="project")
def _project(own_project):
    own_project.note("pay.py", "charge", "attempts stays at 3")
    own_project.git("checkout", "-q", "-b", "other")
    own_project.write("pay.py", OTHER)
    own_project.git("checkout", "-q", "main")
    return own_project


def _told(client):
    """All diagnostics ever published, except presence hints."""
    published = client.notifications("textDocument/publishDiagnostics")
    return [d["message"] for each in published for d in each["diagnostics"] if d["code"] != "note"]


def _type_all(client, uri, text, version):
    document = {"uri": uri, "version": version}
    changes = {"textDocument": document, "contentChanges": [{"text": text}]}
    client.tell("textDocument/didChange", changes)


async def test_a_buffer_that_is_not_reloaded_after_a_checkout_is_no_edit(client, project):
    uri = opened(client, project, "pay.py")
    await client.until(lambda: diagnostics(client, uri))
    project.git("checkout", "-q", "other")
    await asyncio.sleep(LOOKS)
    assert _told(client) == []
    _type_all(client, uri, OTHER, 2)
    await asyncio.sleep(LOOKS)
    assert _told(client) == []
    _type_all(client, uri, OTHER.replace("attempts=5", "attempts=6"), 3)
    await client.until(lambda: _told(client))


async def test_an_edit_to_a_buffer_that_is_not_reloaded_is_reported(client, project):
    uri = opened(client, project, "pay.py")
    await client.until(lambda: diagnostics(client, uri))
    project.git("checkout", "-q", "other")
    _type_all(client, uri, PAY.replace("attempts=3", "attempts=4"), 2)
    found = await client.until(lambda: _told(client))
    assert found[0].startswith("Pitfall: attempts stays at 3. You are changing this code")


async def test_a_buffer_reloaded_before_git_moves_head_is_no_edit(client, project):
    uri = opened(client, project, "pay.py")
    await client.until(lambda: diagnostics(client, uri))
    lock = project.root / ".git" / "index.lock"
    lock.touch()
    (project.root / "pay.py").write_text(OTHER, encoding="utf-8", newline="")
    _type_all(client, uri, OTHER, 2)
    await asyncio.sleep(1)
    assert _told(client) == []
    project.git("symbolic-ref", "HEAD", "refs/heads/other")
    lock.unlink()
    await asyncio.sleep(LOOKS)
    assert _told(client) == []
