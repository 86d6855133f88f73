"""One truth for colours, and all is legible."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, DARK = ":root {", ':root:not([data-theme="light"], .scale-projector) {'
CHOSEN_DARK = ':root[data-theme="dark"]:not(.scale-projector) {'
ROOM, ROOM_DARK = ".scale-projector {", '.scale-projector[data-theme="dark"] {'
HEXADECIMAL = re.compile(r"#[0-9a-f]{6}")
TEXT, SHAPE = ("ink", "ink-2"), ("crack", "gold-edge")

Colour = tuple[float, float, float]


def block(css: str, selector: str) -> dict[str, str]:
    """The custom properties of the first rule of this selector."""
    rule = css.split(selector)[1].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule))


def colours(selector: str) -> dict[str, Colour]:
    """The colours of a theme as linear red, green and blue."""
    said = block(TOKENS, selector)
    return {name: linear(value) for name, value in said.items() if HEXADECIMAL.fullmatch(value)}


def linear(colour: str) -> Colour:
    """CSS Color 4, section 10.2: sRGB to linear-light sRGB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return straight(red), straight(green), straight(blue)


def straight(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2: the ratio of two relative luminances."""
    light, dark = sorted((luminance(other), luminance(one)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_dark_theme_that_was_chosen_is_the_devices_dark_theme() -> None:
    assert block(TOKENS, CHOSEN_DARK) == block(TOKENS, DARK)


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
