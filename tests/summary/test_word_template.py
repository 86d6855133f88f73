"""The Word file that travels with the program is the one that its tool makes."""

from io import BytesIO

import docx

from tests.summary.samples import sample
from tools.generate.word_template import STYLES, TEMPLATE_FILE, empty_file
from workshop.summary.formats.word import render
from workshop.summary.formats.word_writer import TEXT_WIDTH, style_id


def test_the_template_is_what_its_tool_makes_today() -> None:
    assert TEMPLATE_FILE.read_bytes() == empty_file(), "run python -m tools.generate.word_template"


def test_a_file_brings_no_style_along_that_the_template_does_not_have() -> None:
    known = {style_id(one.name) for one in STYLES}
    body = docx.Document(BytesIO(render(sample()))).element.body
    used = {str(one) for one in body.xpath(".//w:pStyle/@w:val")}
    assert "Owner" in used and used <= known


def test_the_text_is_as_wide_as_the_page_leaves_it() -> None:
    section = docx.Document(BytesIO(empty_file())).sections[0]
    margins = section.left_margin, section.right_margin
    assert section.page_width and all(margins)
    assert section.page_width.twips - sum(one.twips for one in margins if one) == TEXT_WIDTH
