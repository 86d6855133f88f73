"""A line plot as SVG: one line for each name, told apart by colour, dashes, marks and its label.

It brings its own background, light or dark as the reader's system is, so it can be read wherever
it is put; title and description are there for screen readers.
"""

from dataclasses import dataclass
from html import escape
from itertools import pairwise

PLOT_WIDTH, PLOT_HEIGHT = 720, 400
PLOT_LEFT, RIGHT, TOP, BOTTOM = 64, 130, 56, 52
LINE_APART = 18
"""Pixels between two labels at the ends of lines."""
LINE_DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2", "1 3")
PLOT_STYLE = """
svg { font: 14px system-ui, sans-serif }
.paper { fill: #fff } .ink { fill: #1c1c1c } .soft { fill: #555 } .grid { stroke: #ddd }
.line { fill: none; stroke-width: 2.5 }
.s0 { stroke: #0b5cad } .s1 { stroke: #b3261e } .s2 { stroke: #1d6f42 } .s3 { stroke: #7a3e9d }
.m0 { fill: #0b5cad } .m1 { fill: #b3261e } .m2 { fill: #1d6f42 } .m3 { fill: #7a3e9d }
@media (prefers-color-scheme: dark) {
.paper { fill: #16181c } .ink { fill: #f2f2f2 } .soft { fill: #b5b5b5 } .grid { stroke: #3a3d43 }
.s0 { stroke: #6db3f8 } .s1 { stroke: #ff8a80 } .s2 { stroke: #6fd39b } .s3 { stroke: #d0a2ee }
.m0 { fill: #6db3f8 } .m1 { fill: #ff8a80 } .m2 { fill: #6fd39b } .m3 { fill: #d0a2ee }
}
"""

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Plot:
    """A plot to be drawn. At most four lines; each has at least one point, from left to right."""

    title: str
    across: str
    up: str
    lines: dict[str, Points]

    @property
    def description(self) -> str:
        """The plot in words: each line's values."""
        said = [
            f"{name}: " + ", ".join(f"{y:.3g} at {x:,.0f}" for x, y in points)
            for name, points in self.lines.items()
        ]
        return f"{self.up}, against {self.across}. " + "; ".join(said) + "."


def draw(plot: Plot) -> str:
    """The SVG document."""
    frame = Frame(plot)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PLOT_WIDTH} {PLOT_HEIGHT}" '
        f'role="img" '
        'aria-labelledby="title desc">',
        f'<title id="title">{escape(plot.title)}</title>',
        f'<desc id="desc">{escape(plot.description)}</desc>',
        f"<style>{PLOT_STYLE}</style>",
        f'<rect class="paper" width="{PLOT_WIDTH}" height="{PLOT_HEIGHT}" rx="8"/>',
        _text(PLOT_LEFT, 26, plot.title, "ink", 'font-weight="600"'),
        _text(PLOT_LEFT, 45, plot.up, "soft"),
        _text(PLOT_WIDTH - RIGHT, PLOT_HEIGHT - 12, plot.across, "soft", 'text-anchor="end"'),
        *frame.axes(),
        *frame.curves(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class Frame:
    """The places of values on the picture."""

    def __init__(self, plot: Plot) -> None:
        points = [point for line in plot.lines.values() for point in line]
        self._lines = plot.lines
        self._across = sorted({x for x, _ in points})
        self._step = nice_step(max(y for _, y in points))
        self._top = self._step * -(-max(y for _, y in points) // self._step)

    def x(self, value: float) -> float:
        """Pixels from the left; 0 is at the axis."""
        return PLOT_LEFT + value / self._across[-1] * (PLOT_WIDTH - PLOT_LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return PLOT_HEIGHT - BOTTOM - value / self._top * (PLOT_HEIGHT - TOP - BOTTOM)

    def axes(self) -> list[str]:
        """The grid, and what its lines mean."""
        parts = []
        for i in range(round(self._top / self._step) + 1):
            y = self.y(i * self._step)
            ends = f'x1="{PLOT_LEFT}" x2="{PLOT_WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"'
            parts.append(f'<line class="grid" {ends}/>')
            parts.append(_text(PLOT_LEFT - 8, y + 5, f"{i * self._step:g}", "soft", ANCHOR_END))
        for value in self._across:
            parts.append(
                _text(self.x(value), PLOT_HEIGHT - BOTTOM + 20, f"{value:,.0f}", "soft", MID)
            )
        return parts

    def curves(self) -> list[str]:
        """The lines, their marks, and a label at the end of each."""
        parts = []
        labels = spread([self.y(points[-1][1]) for points in self._lines.values()])
        for i, ((name, points), label) in enumerate(zip(self._lines.items(), labels, strict=True)):
            places = [(self.x(x), self.y(y)) for x, y in points]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            dashes = f' stroke-dasharray="{LINE_DASHES[i]}"' if LINE_DASHES[i] else ""
            parts.append(f'<polyline class="line s{i}" points="{path}"{dashes}/>')
            parts += [f'<circle class="m{i}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places]
            parts.append(
                _text(PLOT_WIDTH - RIGHT + 12, label + 5, name, f"m{i}", 'font-weight="600"')
            )
        return parts


ANCHOR_END, MID = 'text-anchor="end"', 'text-anchor="middle"'


def nice_step(largest: float) -> float:
    """The distance of grid lines (1, 2 or 5 times a power of ten) that gives four to ten."""
    step = 1.0
    while step * 5 > largest:
        step /= 10
    for factor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if largest / (step * factor) <= 8:
            return step * factor
    return largest


def spread(heights: list[float]) -> list[float]:
    """Returns the heights, moved apart where two labels would cover each other."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = sorted(heights)
    for _ in range(20):
        for i, (upper, lower) in enumerate(pairwise(list(moved))):
            if lower - upper < LINE_APART:
                middle = (upper + lower) / 2
                moved[i] = min(moved[i], middle - LINE_APART / 2)
                moved[i + 1] = max(moved[i + 1], middle + LINE_APART / 2)
    placed = dict(zip(order, moved, strict=True))
    return [placed[i] for i in range(len(heights))]


def _text(x: float, y: float, said: str, kind: str, more: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" {more}>{escape(said)}</text>'
