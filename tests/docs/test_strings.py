"""What users read is reviewed as a whole: a change of wording shows in the golden file."""

from tests.docs.strings import GOLDEN, listing


def test_the_list_of_user_visible_strings_is_current(update):
    found = listing()
    if update:
        GOLDEN.write_text(found, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == found, "run: pytest tests/docs --update"
