"""Every format says the same, and what people wrote can only be read."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from itertools import chain

import msgspec
import pytest

from tests.summary.gathering import CANARIES, LEARNED, STANDS
from tests.summary.hostile import FORMULA, HOSTILE, evil
from tests.summary.reading import items, page, quotes, sections
from workshop.summary import csv_zip, json_file, markdown, one_file
from workshop.summary.formats import FORMATS, file_name
from workshop.summary.harmless import REORDERING
from workshop.summary.reader import ENGLISH
from workshop.summary.summary import Summary, read
from workshop.summary.wording import Wording


def flat(text: str) -> str:
    return " ".join(text.split())


def tables(summary: Summary) -> dict[str, list[list[str]]]:
    """The tables of the archive, as a spreadsheet reads them."""
    with zipfile.ZipFile(io.BytesIO(csv_zip.render(summary))) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def cell_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def in_markdown(summary: Summary) -> dict[str, object]:
    found = sections(markdown.render(summary))
    said = [items(block) for name in found for block in found[name] if block.startswith("- ")]
    return {
        "lessons": [line[0] for line in said[0]],
        "promises": [line[0] for line in said[1]],
        "owners": [line[1].split(", by ")[0] for line in said[1]],
        "cards": [[*card, ""][:2] for card in quotes(list(chain(*found.values())))],
        "answers": [line[1] for line in said[2]],
    }


def in_html(summary: Summary) -> dict[str, object]:
    root = page(one_file.render(summary))
    sheets = root.of("summary-sheet")
    taken = [sheet for sheet in sheets if sheet.of("summary-owner")]
    cards = [[p.text for p in one.named("p")] for one in sheets if one not in taken]
    return {
        "lessons": [one.of("t-lesson")[0].text for one in root.of("summary-lesson")],
        "promises": [one.of("t-lesson")[1].text for one in taken],
        "owners": [one.of("summary-owner")[0].named("bdi")[0].text for one in taken],
        "cards": [[*card, ""][:2] for card in cards],
        "answers": [one.text for one in root.of("summary-answers")[0].named("dd")],
    }


def in_words(summary: Summary) -> dict[str, object]:
    said = Wording(summary, ENGLISH)
    return {
        "lessons": [one.text for one in summary.lessons],
        "promises": [str(said.promise(one)) for one in summary.commitments],
        "owners": [said.owner(one) for one in summary.commitments],
        "cards": [[one.happened, one.learned] for one in summary.cards],
        "answers": [given for _, given in said.questions()],
    }


def test_what_is_read_says_the_same_in_every_format(summary: Summary) -> None:
    assert in_markdown(summary) == in_html(summary) == in_words(summary)
    assert read(json_file.render(summary)) == summary
    found = tables(summary)
    fields = [("lessons", "lesson", "text"), ("cards", "happened", "happened"),
              ("commitments", "will", "will")]  # fmt: skip
    for table, column, name in fields:
        header, *rows = found[f"{table}.csv"]
        told = [row[header.index(column)] for row in rows]
        assert told == [getattr(one, name) for one in getattr(summary, table)]
    once = dict(found["summary.csv"][1:])
    assert (once["title"], once["devices"], once["worth_yes"]) == ("Spring release", "5", "5")


def test_people_read_the_order_votes_owner_date_and_how_devices_are_counted(
    summary: Summary,
) -> None:
    for text in (markdown.render(summary), page(one_file.render(summary)).text):
        places = [text.index(words) for words in (
            "25 February 2026", "Lessons", "Call people before you send them anything.",
            "Commitments", "Jonas", "by 11 March 2026", "Nobody yet", "The story",
            "Told by Romal Tune", "The story, step by step", "What now", "Source: ",
            "Cards whose authors", STANDS, "How people in this room answered",
            "What is not here", "Devices that took part: 5", "Devices are counted, not people",
        )]  # fmt: skip
        assert places == sorted(places)
    assert "Votes: 10, chosen" in markdown.render(summary)


def test_answers_of_fewer_than_five_are_in_no_format(summary: Summary) -> None:
    few = msgspec.structs.replace(summary, worth=None, use=None)
    for extension, format_ in FORMATS.items():
        if extension != "json":
            told = format_.render(few, ENGLISH)
            text = told if isinstance(told, str) else told.decode(errors="ignore")
            assert "this room answered" not in text and "worth" not in text


@pytest.mark.parametrize("extension", FORMATS)
def test_two_exports_are_equal_byte_for_byte(summary: Summary, extension: str) -> None:
    render = FORMATS[extension].render
    again = read(json_file.render(summary))
    assert render(summary, ENGLISH) == render(again, ENGLISH)


@pytest.mark.parametrize("extension", FORMATS)
def test_only_cards_that_may_stand_and_stood_are_in_it(summary: Summary, extension: str) -> None:
    told = FORMATS[extension].render(summary, ENGLISH)
    text = told if isinstance(told, str) else told.decode(errors="ignore")
    assert (STANDS in text or STANDS.replace(".", "\\.") in text) and LEARNED in text
    assert not [canary for canary in CANARIES if canary.split(":")[0] in text]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_markdown(text: str) -> None:
    said = in_markdown(evil(text))
    wanted = in_words(evil(text))
    assert [flat(str(one)) for one in said["lessons"]] == [flat(text.split("\n")[0])]
    assert flat(str(said["cards"])) == flat(
        str([[re.sub(r"\n+", "\n", words) for words in card] for card in wanted["cards"]])
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_html(text: str) -> None:
    said, root = in_html(evil(text)), page(one_file.render(evil(text)))
    assert said == in_words(evil(text))
    assert not root.named("script", "img", "a", "iframe", "link", "form", "object", "base")
    names = {name for node in root.all() for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name in {"style", "src", "href"}]
    assert one_file.policy() in one_file.render(evil(text)).replace("&#39;", "'")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_tables(text: str) -> None:
    found = tables(evil(text))
    cells = [cell for table in found.values() for row in table for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell)]
    assert [cell_text(one) for one in found["cards.csv"][1][:2]] == [text, text]


@pytest.mark.parametrize("mark", sorted(REORDERING | {"\t", "\r", "\x00", "\x1b"}))
@pytest.mark.parametrize("extension", ["html", "md", "json"])
def test_marks_that_reorder_or_hide_are_in_no_format(extension: str, mark: str) -> None:
    text = str(FORMATS[extension].render(evil(f"{mark}=exe{mark}.doc{mark}"), ENGLISH))
    assert mark not in text and mark.encode("unicode_escape").decode() not in text
    assert not FORMULA.match(tables(evil(f"{mark}=1"))["cards.csv"][1][0])


def test_people_s_words_are_set_apart_from_ours_whatever_their_direction() -> None:
    root = page(one_file.render(evil("\u05e9\u05dc\u05d5\u05dd")))
    promise = root.of("summary-owner")[0]
    assert promise.named("bdi")
    assert all("dir" in node.attributes for node in root.of("t-lesson")), (
        "every text has a direction of its own"
    )


def test_a_file_name_is_safe_everywhere() -> None:
    summary = evil("x")
    named = msgspec.structs.replace(summary, team="Payments team", title="Spring release")
    assert file_name(named, "md") == "2026-02-25-payments-team-spring-release.md"
    for text in (*HOSTILE, "../../etc/passwd", "CON", "Größe & Ærø"):
        assert re.fullmatch(r"2026-02-25-[a-z0-9-]{1,60}\.zip", file_name(evil(text), "zip"))


def test_our_words_are_translated_and_people_s_are_not(summary: Summary) -> None:
    for render in (markdown.render, one_file.render):
        marked = replace(
            ENGLISH,
            translate="~{}".format,
            plural=lambda one, many, n: f"~{ENGLISH.plural(one, many, n)}",
        )
        text = render(summary, marked).replace("\\", "")
        assert text.count("~") > 20
        assert STANDS in text and f"~{STANDS}" not in text
