"""One truth for colours: what old browsers get is what was mixed, and all is legible."""

import math
import re
from pathlib import Path

import pytest

from workshop.summary.formats.package_folders import style_sheets
from workshop.web.static.joined_files import PAGE_KINDS

ROOT = Path(__file__).parents[2]
MIXED = (ROOT / "static" / "css" / "tokens-oklch.css").read_text("utf-8")
FALLBACK = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, DARK = ":root {", ':root:not([data-theme="light"], .scale-projector) {'
CHOSEN_DARK = ':root[data-theme="dark"]:not(.scale-projector) {'
ROOM, ROOM_DARK = ".scale-projector {", '.scale-projector[data-theme="dark"] {'
THEMES = {
    "light": LIGHT, "dark": DARK, "chosen dark": CHOSEN_DARK, "room": ROOM, "dark room": ROOM_DARK,
}  # fmt: skip
TEXT, SHAPE = ("ink", "ink-2"), ("crack", "gold-edge")

Colour = tuple[float, float, float]


def block(css: str, selector: str) -> dict[str, str]:
    """The custom properties of the first rule of this selector."""
    rule = css.split(selector)[1].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule))


def colours(selector: str) -> dict[str, Colour]:
    """The colours of a theme as linear red, green and blue."""
    said = block(MIXED, selector)
    return {name: linear(value) for name, value in said.items() if value.startswith("oklch")}


def linear(oklch: str) -> Colour:
    """CSS Color 4, section 9.2: OKLCH to linear-light sRGB."""
    lightness, chroma, hue = map(float, re.findall(r"[\d.]+", oklch))
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def written(colour: Colour) -> str:
    """As a hexadecimal colour of sRGB."""
    return "#" + "".join(f"{round(255 * curved(part)):02x}" for part in colour)


def curved(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2: the ratio of two relative luminances."""
    light, dark = sorted((luminance(other), luminance(one)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_a_browser_without_oklch_gets_the_same_colours(theme: str) -> None:
    said = {name: value for name, value in block(FALLBACK, theme).items() if value[0] == "#"}
    mixed = {name: written(colour) for name, colour in colours(theme).items()}
    assert mixed == {name: said.get(name) for name in mixed}
    assert said.keys() - mixed.keys() <= {"qr-light"}


def test_the_colours_as_mixed_come_last_and_only_where_they_are_understood() -> None:
    assert MIXED.index("@supports (color: oklch(0 0 0)) {") < MIXED.index(LIGHT)
    for page in (*PAGE_KINDS, "file"):
        sheets = style_sheets(page)
        assert sheets.index("css/tokens-oklch.css") == sheets.index("css/tokens.css") + 1


def test_a_dark_theme_that_was_chosen_is_the_devices_dark_theme() -> None:
    assert block(MIXED, CHOSEN_DARK) == block(MIXED, DARK)
    assert block(FALLBACK, CHOSEN_DARK) == block(FALLBACK, DARK)


@pytest.mark.parametrize(
    ("theme", "least"), [(LIGHT, 4.5), (DARK, 4.5), (ROOM, 7), (ROOM_DARK, 7)],
    ids=["light", "dark", "projector", "projector, dark"],
)  # fmt: skip
def test_text_and_shapes_can_be_read_on_both_grounds(theme: str, least: float) -> None:
    known = colours(theme)
    for ground in ("table", "sheet"):
        ratios = {name: contrast(known[name], known[ground]) for name in (*TEXT, *SHAPE)}
        assert min(ratios[name] for name in TEXT) >= least, ratios
        assert min(ratios[name] for name in SHAPE) >= 3, ratios


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_main_buttons_text_can_be_read(theme: str) -> None:
    known = colours(theme)
    assert contrast(known["on-ink"], known["ink"]) >= 4.5
