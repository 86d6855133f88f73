"""The drawn lines of a Word file: seams and bars. They say nothing that the words do not say."""

from collections.abc import Iterable
from typing import Any

from docx.oxml import parse_xml

from workshop.summary.formats.paper_style import CRACK, EDGE, GOLD, RISE, RULE_LENGTH, seam_points

EMU = 635
"""Of the drawing's units, in a twentieth of a point."""
POINT = 12700
HIGH, BAR = 220, 80
"""The heights of a seam and of a bar, in twentieths of a point."""
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "http://schemas.microsoft.com/office/word/2010"
_SPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wp="{_DRAWN}/wordprocessingDrawing" xmlns:a="{_DRAWN}/main" '
    f'xmlns:wps="{_WORD}/wordprocessingShape" xmlns:wpg="{_WORD}/wordprocessingGroup"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
Point = tuple[int, int]


def seam(number: int, text: str, length: int, mended: bool, right: bool) -> Any:
    """The seam of a text: gold in two strokes where something holds, else a thin line of ink."""
    size = (length * EMU, HIGH * EMU)
    path = _path(_corners(text, right))
    strokes = [(EDGE, 3.0), (GOLD, 1.7)] if mended else [(CRACK, 1.0)]
    shapes = [
        _shape(place, size, path, f'<a:noFill/>{_line(colour, width)}')
        for place, (colour, width) in enumerate(strokes, number + 1)
    ]  # fmt: skip
    return _picture(number, "Seam", size, shapes)


def bar(number: int, length: int) -> Any:
    """A bar of this length, gold with an edge."""
    size = (length * EMU, BAR * EMU)
    box = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    filled = f'<a:solidFill><a:srgbClr val="{GOLD}"/></a:solidFill>{_line(EDGE, 0.75)}'
    return _picture(number, "Bar", size, [_shape(number + 1, size, box, filled)])


def _corners(text: str, right: bool) -> list[Point]:
    pairs = [corner.split(",") for corner in seam_points(text).split()]
    return [(RULE_LENGTH - int(x) if right else int(x), int(y)) for x, y in pairs]


def _path(corners: list[Point]) -> str:
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in corners)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{RULE_LENGTH}" h="{RISE}" '
        f'fill="none"><a:moveTo>{first}</a:moveTo>{lines}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _line(colour: str, width: float) -> str:
    return (
        f'<a:ln w="{round(width * POINT)}" cap="flat"><a:solidFill><a:srgbClr val="{colour}"/>'
        "</a:solidFill><a:miter lim=\"800000\"/></a:ln>"
    )  # fmt: skip


def _shape(number: int, size: Point, geometry: str, paint: str) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Line {number}"/><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
        f"{geometry}{paint}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _picture(number: int, name: str, size: Point, shapes: Iterable[str]) -> Any:
    """A run's drawing; whoever can not draw it leaves it out."""
    wide, high = size
    extent = f'cx="{wide}" cy="{high}"'
    return parse_xml(
        f'<mc:AlternateContent {_SPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="{name} {number}" descr="">{_DECORATIVE}</wp:docPr>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_WORD}/wordprocessingGroup">'
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{"".join(shapes)}'
        "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback/>"
        "</mc:AlternateContent>"
    )
