"""For each format what reads its file back: what a person or a program finds in it."""

import csv
import io
import zipfile
from collections.abc import Callable

from msgspec.structs import replace

from tests.summary import read_pdf
from tests.summary.facts import Facts, flat, stored
from tests.summary.hostile import unguarded
from tests.summary.read_markdown import markdown
from tests.summary.read_office import excel, word
from tests.summary.read_pdf import comparable
from tests.summary.reading import Node, page
from workshop.protocol.summary import Summary, SummaryCommitment, read_summary
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

Read = Callable[[bytes, Summary, Reader], Facts]


def facts(ending: str, summary: Summary, reader: Reader = ENGLISH) -> Facts:
    """Returns the facts that are read in the file that this format makes of a summary."""
    return seen(ending, READERS[ending](made(ending, summary, reader), summary, reader))


def kept(ending: str, summary: Summary, reader: Reader = ENGLISH) -> Facts:
    """Returns the facts that are to be read in it."""
    return seen(ending, stored(summary, reader))


def seen(ending: str, facts: Facts) -> Facts:
    """The facts as far as such a file tells them: of PDF see `unordered`."""
    return comparable(facts) if ending == "pdf" else facts


def made(ending: str, summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The file as it is sent."""
    return FORMATS[ending].render(summary, reader)


def html(body: bytes, _summary: Summary, reader: Reader) -> Facts:
    """By the sections of the page."""
    root = page(body.decode())
    (every,) = root.of("summary-all")
    return Facts(
        title=flat(root.named("h1")[0].text),
        lessons=tuple(_lesson(one, reader) for one in every.of("summary-lesson")),
        commitments=tuple(map(_commitment, _promises(root))),
        cards=tuple(map(_card, _part(root, "cards", "summary-sheet"))),
        devices=flat(_part(root, "left-out", "t-small")[-1].text),
    )


def _part(root: Node, name: str, wanted: str) -> list[Node]:
    parts = [one for one in root.named("section") if one.attributes["aria-labelledby"] == name]
    return [node for part in parts for node in part.of(wanted)]


def _lesson(node: Node, reader: Reader) -> tuple[str, int | None]:
    counted = [one.text for one in node.of("t-count")]
    before = f"{reader.translate('Votes')}:"
    votes = int(counted[0].removeprefix(before)) if counted else None
    return flat(node.of("t-lesson")[0].text), votes


def _promises(root: Node) -> list[Node]:
    return [row for rows in root.of("summary-promises") for row in rows.named("li")]


def _commitment(row: Node) -> tuple[str, str, str]:
    (owner,) = row.of("summary-owner")
    by = "".join(one.text for one in owner.of("t-second"))
    return flat(row.of("t-cue")[0].text), flat(owner.named("bdi")[0].text), by


def _card(sheet: Node) -> tuple[str, str]:
    happened, *learned = (flat(one.text) for one in sheet.named("p"))
    return happened, "".join(learned)


def tables(body: bytes) -> dict[str, list[dict[str, str]]]:
    """The tables of the archive, as a spreadsheet reads them, without apostrophes."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {
        name.removesuffix(".csv"): [
            {column: unguarded(cell) for column, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)
        ]
        for name, text in texts.items()
    }


def csv_zip(body: bytes, summary: Summary, reader: Reader) -> Facts:
    """By the names of its tables and columns, which are the same for everybody."""
    found, said = tables(body), Wording(harmless(summary), reader)
    once = {row["name"]: row["value"] for row in found["summary"]}
    promises = [SummaryCommitment(**row) for row in found["commitments"]]
    return Facts(
        title=flat(once["title"]),
        lessons=tuple(
            (flat(row["lesson"]), int(row["votes"]) if row["votes"] else None)
            for row in found["lessons"]
        ),
        commitments=tuple(
            (flat(str(said.promise(one))), flat(said.owner(one)), said.by(one)) for one in promises
        ),
        cards=tuple((flat(row["happened"]), flat(row["learned"])) for row in found["cards"]),
        devices=Wording(replace(summary, devices=int(once["devices"])), reader).devices(),
    )


def json(body: bytes, _summary: Summary, reader: Reader) -> Facts:
    """As this program takes it in again."""
    return stored(read_summary(body.decode()), reader)


READERS: dict[str, Read] = {
    "html": html,
    "pdf": read_pdf.facts,
    "docx": word,
    "xlsx": excel,
    "md": lambda body, summary, reader: markdown(body.decode(), summary, reader),
    "zip": csv_zip,
    "json": json,
}
"""The reader of each format's files, by how their names end."""
