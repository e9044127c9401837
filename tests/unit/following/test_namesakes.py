"""Namesakes before and after a commit: what stood there all the time is not back."""

import pytest

from tests.unit.memory.shop import Shop

ONE = "    def check(self):\n        return one(1)\n"
TWO = "    def check(self):\n        return two(2)\n"
OTHER = "    def close(self):\n        return done(self)\n"


class Pair(Shop):
    """A repository whose note is on the first of two namesakes."""

    def state(self):
        placed = self.placed()
        placement = placed.first.placement
        return str(placed.state), placement and placement.line

    def both(self, text):
        """The state with the file saved, and then with it committed."""
        self.save(pay=text)
        saved = self.state()
        self.commit()
        return saved, self.state()


@pytest.fixture(name="shop")
def _shop(tmp_path):
    shop = Pair(tmp_path)
    shop.git("init", "-q", "-b", "main")
    yield shop
    shop.store.close()


def noted(shop, *methods):
    shop.commit(pay="class A:\n" + "\n".join(methods))
    shop.note("A.check")


def written(*methods):
    return "class A:\n" + "\n".join(methods)


def test_the_second_namesake_is_not_the_first_one_that_is_back(shop):
    noted(shop, ONE, TWO)
    saved, committed = shop.both(written(TWO))
    assert saved == committed == ("lost", None)


def test_an_equal_namesake_is_not_back_either(shop):
    """Deleted above its copy, which a later commit moves about."""
    shop.commit(pay=written(ONE, OTHER, ONE))
    shop.note("A.check")
    first = shop.both(written(OTHER, ONE))
    assert first[0] == first[1]
    assert shop.both(written(ONE, OTHER)) == (first[1], first[1])


def test_later_edits_of_the_namesake_change_nothing(shop):
    noted(shop, ONE, TWO)
    shop.both(written(TWO))
    for text in (written(TWO, OTHER), written(TWO.replace("2", "3"), OTHER), written(OTHER, TWO)):
        assert shop.both(text) == (("lost", None), ("lost", None))


def test_the_first_one_is_back_when_it_is_written_again(shop):
    noted(shop, ONE, TWO)
    shop.both(written(TWO))
    assert shop.both(written(ONE, TWO)) == (("current", 2), ("current", 2))


def test_it_is_back_below_its_namesake(shop):
    noted(shop, ONE, TWO)
    shop.both(written(TWO))
    assert shop.both(written(TWO, ONE)) == (("current", 5), ("current", 5))


def test_the_second_one_stays_when_the_first_is_deleted(shop):
    shop.commit(pay=written(TWO, OTHER, ONE))
    shop.note("A.check")
    assert shop.both(written(OTHER, ONE)) == (("lost", None), ("lost", None))
    assert shop.both(written(OTHER)) == (("lost", None), ("lost", None))


def test_an_overload_keeps_its_note_as_others_come_and_go(shop):
    noted(shop, ONE, TWO)
    extra = "    def check(self):\n        return three(3)\n"
    assert shop.both(written(extra, ONE, TWO))[1] == ("current", 5)
    assert shop.both(written(extra, ONE.replace("1", "7"), TWO))[1] == ("changed", 5)
    assert shop.both(written(ONE, TWO))[1] == ("current", 2)
