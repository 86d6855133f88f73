"""The contact sheet: all pictures beside each other, on one page that needs no server."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from tools.pictures.plan import (
    MOMENTS,
    PICTURE_THEMES,
    PICTURE_VIEWS,
    WINDOW_SIZES,
    Moment,
    Picture,
)

SHEET_NAME = "index.html"
PICTURE_HEIGHT = 240
SHEET_STYLE = f"""
body {{ margin: 24px; font: 16px/1.4 system-ui, sans-serif; background: #8b8782; color: #000 }}
h2 {{ margin: 32px 0 8px; font-size: 18px }}
ul {{ display: flex; gap: 12px; margin: 0 0 12px; padding: 0; list-style: none; overflow-x: auto }}
img {{ display: block; height: {PICTURE_HEIGHT}px; object-fit: cover; object-position: top }}
"""


def write_sheet(folder: Path, taken: Sequence[Picture]) -> Path:
    """Writes the page, moment by moment: a row for each language. Gives its path."""
    parts = [_part(moment, [one for one in taken if one.moment == moment]) for moment in MOMENTS]
    page = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>All screens</title>\n'
        f"<style>{SHEET_STYLE}</style>\n<h1>All screens</h1>\n{''.join(parts)}</html>\n"
    )
    file = folder / SHEET_NAME
    file.write_text(page, "utf-8")
    return file


def _part(moment: Moment, taken: list[Picture]) -> str:
    languages = dict.fromkeys(one.language for one in taken)
    rows = [_row(one for one in taken if one.language == language) for language in languages]
    return f'<h2 id="{moment.name}">{moment.name}</h2>\n{"".join(rows)}' if rows else ""


def _row(taken: Iterable[Picture]) -> str:
    order = [(view, theme) for view in PICTURE_VIEWS for theme in PICTURE_THEMES]
    sorted_ = sorted(taken, key=lambda one: order.index((one.view, one.theme)))
    return f"<ul>\n{''.join(map(_shown, sorted_))}</ul>\n"


def _shown(picture: Picture) -> str:
    width, height = WINDOW_SIZES[picture.view]
    what = f"{picture.moment.name}, {picture.view}, {picture.language}, {picture.theme}"
    source, said = escape(picture.file), escape(what)
    return (
        f'<li><a href="{source}"><img src="{source}" alt="{said}" title="{said}" loading="lazy" '
        f'width="{round(width * PICTURE_HEIGHT / height)}" height="{PICTURE_HEIGHT}"></a></li>\n'
    )
