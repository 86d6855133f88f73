"""Which lesson speaks for which, however they were merged."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.rules.lessons import merged, root, tops

LESSONS = 3000


class Counted(dict[str, str]):
    """Parents that count how often somebody asks for one."""

    asked = 0

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        self.asked += 1
        return super().get(key, "")


@given(st.lists(st.integers(0, 30), max_size=30))
def test_each_lesson_is_spoken_for_by_the_root_of_its_group(picks: list[int]) -> None:
    """A lesson's parent is none, or one of those before it in a shuffled list."""
    parents = {str(i): str(pick) if pick < i else "" for i, pick in enumerate(picks)}
    assert tops(parents) == {one: root(one, parents) for one in parents}


def test_a_chain_of_merges_is_walked_once() -> None:
    parents = Counted({str(i): str(i + 1) for i in range(LESSONS)} | {str(LESSONS): ""})
    assert {*tops(parents).values()} == {str(LESSONS)}
    assert parents.asked <= LESSONS + 1


def test_what_was_merged_is_listed_under_the_one_that_speaks_for_it() -> None:
    parents = {"a": "", "d": "b", "b": "a", "c": "a", "e": ""}
    assert merged(tops(parents)) == {"a": ["b", "c", "d"]}
