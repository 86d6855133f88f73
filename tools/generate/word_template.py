"""Makes the Word file that summaries are written into: `python -m tools.generate.word_template`.

Its styles, its lists and its page are said here, so that a change of them can be read; the file
itself travels with the program.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips

from workshop.summary.formats.equal_zip import packed_anew
from workshop.summary.formats.paper_style import INK, SECOND_INK
from workshop.summary.formats.word_writer import BULLET, NUMBERS, SHIFT, list_xml, style_id

TEMPLATE_FILE = Path(__file__).resolve().parents[2] / "templates" / "summary" / "word.docx"

SAID_FACES, SAYS_FACES = ("Georgia", "Times New Roman"), ("Calibri", "Arial")
"""For what people said and for what we say: a face, and one for scripts that it does not have.

A Word file carries no faces and names no second choice, so these are the ones that people have:
Georgia with Windows and macOS, Calibri with every Office; LibreOffice puts its own of the same
measure in their place. Times New Roman and Arial have Arabic and Hebrew on both systems.
"""

MARGIN = 1361
"""Beside the text, in twentieths of a point; it leaves WIDTH of a page that is A4."""
_DROPPED = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects", "webSettings")
"""Parts of the library's own empty file that nobody needs."""


@dataclass(frozen=True)
class Style:
    """One paragraph style. Lengths are twentieths of a point, sizes points, lines per cent."""

    name: str
    base: str = "Normal"
    face: tuple[str, str] | None = None
    size: float | None = None
    bold: bool | None = None
    colour: str = ""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    start: int = 0
    hanging: int = 0
    level: int | None = None
    joined: bool = False
    """True if the paragraph stays on the page of what follows."""
    list: int = 0


STYLES = (
    Style("Normal", "", SAYS_FACES, 11, colour=INK, after=80, line=115),
    Style("Title", face=SAID_FACES, size=28, after=120, line=105, joined=True),
    Style("Subtitle", colour=SECOND_INK, after=60, joined=True),
    Style("Nature", size=11.5, bold=True, after=60, joined=True),
    Style("Seam", before=60, after=0, line=100),
    Style(
        "heading 1", face=SAID_FACES, size=18, before=560, after=160, line=110, level=0, joined=True
    ),
    Style(
        "heading 2",
        face=SAID_FACES,
        size=13.5,
        before=120,
        after=60,
        line=115,
        level=1,
        joined=True,
    ),
    Style("Small", size=9.5, colour=SECOND_INK, after=60),
    Style("List Number", face=SAID_FACES, size=12.5, start=510, hanging=510, list=NUMBERS),
    Style("Lesson", "List Number", before=200, after=50, line=120, joined=True),
    Style("Chosen Lesson", "Lesson", size=15),
    Style("Votes", size=10, start=510, after=30, line=100),
    Style("Also", "Small", start=510, after=30),
    Style("Quote", face=SAID_FACES, size=12, line=122),
    Style("Upper", "Quote", colour=SECOND_INK, before=400, after=0, joined=True),
    Style("Lower", "Quote", start=SHIFT, after=40),
    Style("Happened", "Quote", before=400, after=0, joined=True),
    Style("Learned", "Lower"),
    Style("Owner", start=SHIFT, after=120),
    Style("Became", bold=True, start=SHIFT, after=40, joined=True),
    Style("Story Lesson", "Quote", size=16, after=60, line=118),
    Style("Told By", colour=SECOND_INK, after=40, joined=True),
    Style("Meets", size=11.5, bold=True, before=240),
    Style("Step", "Small", before=160, after=20, joined=True),
    Style("Told", "Quote", after=60),
    Style("Name", bold=True, before=120, after=20, joined=True),
    Style("caption", "Name", before=240, after=80),
    Style("Change", size=10.5, before=80, after=120),
    Style("Figures", size=10, before=30, after=30, line=100),
    Style("header", "Small", after=0),
    Style("footer", "Small", after=0),
)


def empty_file() -> bytes:
    """Returns the empty file."""
    document = docx.Document()
    _drop(document.part.package.rels)
    _drop(document.part.rels)
    _restyle(document.styles.element)
    _lists(document.part.numbering_part.element)
    _bare_settings(document.settings.element)
    _page(document.sections[0])
    body = io.BytesIO()
    document.save(body)
    return packed_anew(body.getvalue())


def _drop(rels: Any) -> None:
    for id_ in [id_ for id_, one in rels.items() if one.reltype.endswith(_DROPPED)]:
        rels.pop(id_)


def _restyle(styles: Any) -> None:
    for one in styles.findall(qn("w:style")):
        if one.get(qn("w:type")) != "paragraph" and one.get(qn("w:default")) == "1":
            continue
        styles.remove(one)
    for style in STYLES:
        styles.append(parse_xml(_style_xml(style)))
    styles.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
        "<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    ))  # fmt: skip


def _style_xml(style: Style) -> str:
    own = not style.name[0].islower() and style.name not in {
        "Normal", "Title", "Subtitle", "List Number", "Quote",
    }  # fmt: skip
    base = f'<w:basedOn w:val="{style_id(style.base)}"/>' if style.base else ""
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default}{custom} '
        f'w:styleId="{style_id(style.name)}"><w:name w:val="{style.name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{_paragraph_xml(style)}</w:pPr><w:rPr>{_run_xml(style)}</w:rPr></w:style>"
    )


def _paragraph_xml(style: Style) -> str:
    place = f'<w:numPr><w:numId w:val="{style.list}"/></w:numPr>' if style.list else ""
    indent = f'<w:ind w:left="{style.start}" w:hanging="{style.hanging}"/>' if style.start else ""
    level = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    return (
        f"{'<w:keepNext/>' if style.joined else ''}<w:keepLines/><w:widowControl/>{place}"
        f"{_spacing_xml(style)}{indent}{level}"
    )


def _spacing_xml(style: Style) -> str:
    line = style.line and style.line * 240 // 100
    told = {"before": style.before, "after": style.after, "line": line}
    parts = [f'w:{name}="{value}"' for name, value in told.items() if value is not None]
    return f'<w:spacing {" ".join(parts)} w:lineRule="auto"/>' if parts else ""


def _run_xml(style: Style) -> str:
    """Sizes and weights twice: what runs from the right, or joins its letters, has its own."""
    faces = "<w:rFonts w:ascii='{0}' w:hAnsi='{0}' w:cs='{1}'/>".format(*style.face or ("", ""))
    bold = '<w:b w:val="{0}"/><w:bCs w:val="{0}"/>'.format(int(style.bold or 0))
    half = round(2 * (style.size or 0))
    return (
        f"{faces if style.face else ''}{bold if style.bold is not None else ''}"
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "")
    )


def _lists(numbering: Any) -> None:
    for one in list(numbering):
        numbering.remove(one)
    kinds = (("bullet", "\u2022", BULLET), ("decimal", "%1.", NUMBERS))
    for kind, sign, id_ in kinds:
        numbering.append(parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id_}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="510" w:hanging="510"/></w:pPr><w:rPr><w:rFonts '
            f'w:ascii="{SAYS_FACES[0]}" w:hAnsi="{SAYS_FACES[0]}" w:cs="{SAYS_FACES[1]}"/><w:b '
            f'w:val="0"/>'
            f'<w:color w:val="{SECOND_INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:lvl>'
            "</w:abstractNum>"
        ))  # fmt: skip
    for _, _, id_ in kinds:
        numbering.append(list_xml(id_, id_))


def _bare_settings(settings: Any) -> None:
    """Without the traces of whoever saved the empty file last."""
    for name in ("w:rsids", "w:zoom", "w:proofState", "w:savePreviewPicture", "w14:docId"):
        prefix, _, local = name.partition(":")
        space = settings.nsmap[prefix]
        for one in settings.findall(f"{{{space}}}{local}"):
            settings.remove(one)
    for one in settings.iter(qn("w:compatSetting")):
        # The layout of today's Word; an older one would open in its compatibility mode.
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _page(section: Any) -> None:
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin, section.bottom_margin = Twips(1247), Twips(1247)
    section.header_distance = section.footer_distance = Twips(624)


def main() -> None:
    """Writes the file."""
    TEMPLATE_FILE.write_bytes(empty_file())
    print(f"Written: {TEMPLATE_FILE}")


if __name__ == "__main__":
    main()
