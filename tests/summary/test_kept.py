"""Kept summaries are read, and passed over where that cannot be."""

from msgspec.structs import replace

from tests.summary.summaries import plain
from workshop.protocol.entries import Finish, Workshop
from workshop.protocol.summary import SUMMARY_VERSION, Summary, written_summary
from workshop.storage.library import Sealed
from workshop.summary.kept_summaries import kept_of, read_kept, unreadable
from workshop.views import Surroundings, sealed_entries


def sealed(summary: Summary, id_: str = "Ab3dEf6hIj9k", trial: bool = False) -> Sealed:
    return Sealed(
        id_, summary.team, summary.title, summary.date, trial, 0, written_summary(summary)
    )


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    newer = sealed(replace(plain(title="newer"), version=SUMMARY_VERSION + 1))
    strange = sealed(plain(title="strange"))
    strange = Sealed(**{**vars(strange), "body": strange.body.replace('"cards"', '"maps"')})
    here = sealed(plain(title="here"))
    assert (unreadable(newer.body), unreadable(here.body)) == ("newer", "")
    assert [one.summary.title for one in kept_of([newer, here, strange])] == ["here"]


def test_what_is_damaged_is_not_taken_for_newer_and_passed_over() -> None:
    here = sealed(plain(title="here"))
    for body in (here.body[:-9], here.body[9:], "", "[]"):
        damaged = Sealed(**{**vars(here), "body": body})
        assert unreadable(body) == "damaged" and read_kept(damaged) is None
        assert [one.summary.title for one in kept_of([damaged, here])] == ["here"]


def test_a_workshop_whose_summary_only_a_newer_version_reads_is_over_all_the_same() -> None:
    strange = sealed(plain(title="strange", language="de"))
    strange = Sealed(**{**vars(strange), "body": strange.body.replace('"cards"', '"maps"')})
    shown = sealed_entries("participant", strange, Surroundings())
    workshop, finish = shown["workshop"], shown["finish"]
    assert isinstance(workshop, Workshop) and isinstance(finish, Finish)
    assert (workshop.title, workshop.language) == ("strange", "de")
    assert (finish.lessons, finish.commitments) == ([], [])


def test_what_pretend_people_have_said_is_nobodys() -> None:
    assert list(kept_of([sealed(plain(title="trial"), trial=True)])) == []
