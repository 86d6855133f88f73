"""Plain text becomes a filled-in form, and every proposal is noted for somebody to confirm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.protocol.story import STEP_CHARS, STEP_KINDS, Story
from workshop.stories.own_story import read_own
from workshop.stories.reading.pasted import read_pasted
from workshop.stories.reading.proposal import PROPOSAL_NOTES, STEP_ORDER, Note, Proposal

TEXT = """
The missing invoice

I was sure that the invoice had gone out.

It had not. The customer told me in front of everybody.

Now I look into the folder of sent mail before I say so.

“Look before you say that it is done.”
– Ida Varga, bookkeeper, Leeds, UK
"""


def steps(proposal: Proposal) -> dict[str, str]:
    return {kind: proposal.fields[kind] for kind in STEP_KINDS if kind in proposal.fields}


def noted(proposal: Proposal) -> list[tuple[str, str]]:
    return [(note.field, note.code) for note in proposal.notes]


def test_title_steps_lesson_and_teller_are_proposed() -> None:
    proposal = read_pasted(TEXT)
    assert proposal.line == 2
    assert proposal.fields == {
        "title": "The missing invoice",
        "lesson": "Look before you say that it is done.",
        "name": "Ida Varga",
        "work": "bookkeeper",
        "place": "Leeds, UK",
        "happened": "I was sure that the invoice had gone out.",
        "turn": "It had not. The customer told me in front of everybody.",
        "now": "Now I look into the folder of sent mail before I say so.",
    }


def test_everything_proposed_is_listed() -> None:
    assert noted(read_pasted(TEXT)) == [
        ("title", "title_first_line"),
        ("lesson", "lesson_last_line"),
        ("name", "teller_last_line"),
        ("work", "work"),
        ("place", "place"),
        ("happened", "step"),
        ("turn", "step"),
        ("now", "step"),
    ]


def test_a_confirmed_proposal_is_a_story() -> None:
    assert isinstance(read_own({**read_pasted(TEXT).fields, "agreed": "on"}), Story)


def test_a_last_line_is_no_lesson_when_nothing_shows_that_it_is_one() -> None:
    proposal = read_pasted("A title\n\nIt broke.\n\nNow I test it.")
    assert proposal.fields["lesson"] == ""
    assert ("lesson", "no_lesson") in noted(proposal)
    assert steps(proposal) == {"happened": "It broke.", "turn": "Now I test it."}


@pytest.mark.parametrize(
    "last",
    [
        '"Test it first."',
        "“Test it first.”",
        "Lesson: Test it first.",
        "the lesson learned: “Test it first.”",
        "What I learned: Test it first.",
        "What I’ve learnt: Test it first.",
    ],
)
def test_a_last_line_in_quotation_marks_or_introduced_is_the_lesson(last: str) -> None:
    proposal = read_pasted(f"A title\n\nIt broke.\n\n{last}")
    assert proposal.fields["lesson"] == "Test it first."
    assert steps(proposal) == {"happened": "It broke."}


def test_a_stray_closing_mark_makes_no_lesson() -> None:
    assert read_pasted("A title\n\nIt broke.\n\nI had said done”").fields["lesson"] == ""


def test_a_word_in_quotation_marks_at_the_end_is_no_lesson() -> None:
    assert read_pasted('A title\n\nIt broke.\n\nI had said "done"').fields["lesson"] == ""


def test_a_long_first_line_is_no_title() -> None:
    long = "I was sure of it, " * 6 + "and wrong."
    proposal = read_pasted(f"{long}\n\nNow I ask.")
    assert proposal.fields["title"] == ""
    assert ("title", "no_title") in noted(proposal)
    assert steps(proposal) == {"happened": long, "turn": "Now I ask."}


def test_lines_wrapped_for_e_mail_are_one_paragraph() -> None:
    proposal = read_pasted("A title\n\nI was sure that the\ninvoice had gone.\r\nIt had not.")
    assert steps(proposal) == {
        "happened": "I was sure that the invoice had gone.",
        "turn": "It had not.",
    }


def test_a_single_paragraph_is_parted_between_sentences_and_noted() -> None:
    proposal = read_pasted("Title\n\nI asked nobody, and so did Dr. Ana B. Cole. Wrong.")
    assert steps(proposal) == {
        "happened": "I asked nobody, and so did Dr. Ana B. Cole.",
        "turn": "Wrong.",
    }
    assert ("turn", "step_split") in noted(proposal)


def test_a_paragraph_too_long_for_a_step_is_parted() -> None:
    proposal = read_pasted("Title\n\n" + "It went wrong again. " * 40 + "\n\nNow I ask.")
    assert len(steps(proposal)) == 3
    assert all(len(text) <= STEP_CHARS for text in steps(proposal).values())


def test_more_paragraphs_than_steps_are_joined_and_noted() -> None:
    texts = [f"Paragraph {n} says something." for n in range(7)]
    proposal = read_pasted("Title\n\n" + "\n\n".join(texts))
    assert list(steps(proposal)) == list(STEP_KINDS)
    assert " ".join(steps(proposal).values()) == " ".join(texts)
    assert {code for field, code in noted(proposal) if field in STEP_KINDS} <= {
        "step",
        "step_joined",
    }
    assert any(code == "step_joined" for _, code in noted(proposal))


def test_the_last_of_a_list_is_not_a_teller() -> None:
    proposal = read_pasted("Title\n\nWe forgot:\n- the cable\n- the key, and the map")
    assert proposal.fields["name"] == ""
    assert ("name", "no_teller") in noted(proposal)


def test_empty_text_proposes_nothing_and_says_so() -> None:
    proposal = read_pasted(" \n\n ")
    assert not any(proposal.fields.values())
    assert noted(proposal) == [
        ("title", "no_title"),
        ("lesson", "no_lesson"),
        ("name", "no_teller"),
    ]


@pytest.mark.parametrize("code", PROPOSAL_NOTES)
def test_every_note_has_a_finished_sentence(code: str) -> None:
    sentence = Note("title", code, "x").sentence  # type: ignore[arg-type]
    assert sentence.endswith(".")
    assert not {"{", "}"} & set(sentence)


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Z][a-z ]{3,300}[.!?]( [A-Z][a-z]{1,9}[.])*", fullmatch=True)))
def test_no_word_of_the_text_is_lost(texts: list[str]) -> None:
    proposal = read_pasted("\n\n".join(texts))
    kept = " ".join([proposal.fields["title"], *steps(proposal).values()])
    assert kept.split() == " ".join(texts).split()
    assert tuple(steps(proposal)) in STEP_ORDER.values()


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_pasted(text).notes
