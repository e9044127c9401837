"""Document links in drafts: issues and commits on known forges, and places in the code."""

from chesterton.lsp.features.document_link import links, places

TEXT = "about: pay.py::charge\nSee #17, commit a1b2c3d4 and 1234567, not x#1 or 10000000.\n"


def test_issues_and_commits_are_links_on_a_known_forge():
    found = {TEXT[span.start : span.end]: to for span, to in links(TEXT, "github.com/shop/shop")}
    assert found == {
        "#17": "https://github.com/shop/shop/issues/17",
        "a1b2c3d4": "https://github.com/shop/shop/commit/a1b2c3d4",
    }


def test_on_an_unknown_forge_there_are_no_links():
    assert list(links(TEXT, "git.example.org/shop")) == []
    assert list(links(TEXT, None)) == []
    assert list(links(TEXT, "github.com/shop\nx <y>")) == []


def test_places_in_open_documents_are_links():
    found = list(places(TEXT, {"pay.py::charge": "file:///pay.py#L4", "pay.py::x": "no"}))
    assert [(TEXT[span.start : span.end], to) for span, to in found] == [
        ("pay.py::charge", "file:///pay.py#L4")
    ]
