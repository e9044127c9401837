"""The reference is what the code says."""

import pytest

from tests.docs.reference import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name, update):
    page = FOLDER / f"{name}.md"
    made = PAGES[name]()
    if update:
        page.write_text(made, encoding="utf-8")
    assert page.exists(), "run: pytest tests/docs --update"
    assert page.read_text(encoding="utf-8") == made, "run: pytest tests/docs --update"
