"""Lessons that may say the same: groups, in any script, measured on a small labelled set."""

import random
from itertools import combinations

import pytest

from tests.rules.paraphrases import ALONE, GROUPS
from workshop.pretend.behaviour.sayings import sayings
from workshop.rules.lessons import still_apart, tops
from workshop.rules.similar import MOST_COMPARED, n_grams, similar

Pairs = set[frozenset[str]]


def labelled() -> tuple[dict[str, str], Pairs]:
    """The texts by an id each, and the pairs that say the same."""
    texts = {f"{g:02}-{i}": text for g, group in enumerate(GROUPS) for i, text in enumerate(group)}
    same = {frozenset(pair) for pair in combinations(texts, 2) if pair[0][:2] == pair[1][:2]}
    return texts | {f"alone {i}": text for i, text in enumerate(ALONE)}, same


def found(texts: dict[str, str]) -> Pairs:
    return {frozenset(pair) for group in similar(texts) for pair in combinations(group, 2)}


def test_nearly_all_that_is_suggested_says_the_same_and_most_of_that_is_found() -> None:
    texts, same = labelled()
    pairs = found(texts)
    assert len(pairs & same) / len(pairs) > 0.9
    assert len(pairs & same) / len(same) > 0.8


def test_among_many_others_most_suggestions_are_still_right() -> None:
    """The others are lessons of pretend people, and unlabelled: pairs of them are not judged, and
    some of those that count as wrong, of one of them and a labelled one, do say the same."""
    texts, same = labelled()
    others = [*sayings("en").lessons, *sayings("ar").lessons]
    others += [card.learned for card in sayings("en").cards if card.learned]
    pairs = found(texts | {f"other {i}": text for i, text in enumerate(others)})
    pairs = {pair for pair in pairs if pair & texts.keys()}
    assert len(pairs & same) / len(pairs) > 0.7
    assert len(pairs & same) / len(same) > 0.8


@pytest.mark.parametrize(
    "texts",
    [
        ("尽早寻求帮助。", "要尽早寻求帮助"),
        ("ขอความช่วยเหลือให้เร็วขึ้น", "ควรขอความช่วยเหลือเร็วขึ้น"),
        ("اطلب المساعدة مبكرا.", "اطلبوا المساعدة مبكرا"),
        ("ＡＳＫ  FOR HELP!", "ask for help"),
        ("Straße zuerst prüfen", "STRASSE ZUERST PRÜFEN"),
        ("🔥 first 🔥", "🔥 first"),
    ],
)
def test_any_script_will_do_and_neither_case_nor_width_matters(texts: tuple[str, ...]) -> None:
    ids = [str(i) for i in range(len(texts))]
    with_others = dict(zip(ids, texts, strict=True)) | {"x": "Nothing of it", "y": "别的"}
    assert similar(with_others) == [ids]


def test_nothing_to_compare_gives_no_group() -> None:
    assert similar({}) == []
    assert similar({"a": "Alone."}) == []
    assert similar({"a": "", "b": "!!!", "c": "…"}) == []


def test_the_order_in_which_lessons_come_changes_nothing() -> None:
    texts = labelled()[0]
    ids = [*texts]
    random.Random(1).shuffle(ids)
    assert similar({id_: texts[id_] for id_ in ids}) == similar(texts)


def test_a_group_grows_only_while_its_members_are_alike_on_average() -> None:
    """A chain of neighbours that are alike is no group: its ends have nothing in common."""
    chain = ["ask help early", "help early test", "early test backup", "test backup write",
             "backup write down", "write down sorry"]  # fmt: skip
    groups = similar({str(i): text for i, text in enumerate(chain)})
    assert all(not {"0", "5"} <= set(group) for group in groups)


def test_the_work_has_an_end_however_many_lessons_there_are() -> None:
    texts = {f"{i:05}": "The very same words" for i in range(MOST_COMPARED + 50)}
    assert [len(group) for group in similar(texts)] == [MOST_COMPARED]


def test_it_pauses_often_for_whoever_must_let_others_run() -> None:
    pauses: list[None] = []
    texts = labelled()[0]
    similar(texts, lambda: pauses.append(None))
    assert len(pauses) > 3 * len(texts)


def test_pieces_stay_within_words_and_their_edges() -> None:
    assert list(n_grams("Go on")) == [" go", "go ", " go ", " go ", " on", "on ", " on ", " on "]
    assert list(n_grams("备份")) == ["备", "份", "备份"]


def test_what_was_merged_or_left_out_is_not_suggested_again() -> None:
    parents = {"a": "", "b": "a", "c": "", "d": "", "e": ""}
    groups = (("a", "b"), ("b", "c"), ("d", "e"), ("gone", "c"))
    assert still_apart(groups, tops(parents), {"a", "c", "d"}) == [["a", "c"]]
