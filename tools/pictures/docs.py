"""The pictures of README.md and docs/: some of all, small and compressed."""

import base64
from pathlib import Path

from playwright.sync_api import Page

from tools.pictures.plan import BY_NAME, WINDOW_SIZES, Picture, Theme, View

DOCS_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
QUALITY = 82
WIDTHS: dict[View, int] = {"phone": 585, "projector": 1280, "desk": 1366}
"""Pixels."""
USED_PICTURES: tuple[tuple[str, str, View, Theme], ...] = (
    ("en", "arrive", "projector", "light"),
    ("en", "story-lesson", "projector", "light"),
    ("en", "write-draft", "phone", "light"),
    ("en", "look-through-open", "desk", "light"),
    ("en", "reveal-one", "projector", "light"),
    ("en", "reveal-one", "phone", "dark"),
    ("en", "reveal-one", "desk", "light"),
    ("en", "vote-ended", "projector", "light"),
    ("en", "vote-ended", "phone", "light"),
    ("en", "commit-taken", "projector", "light"),
    ("en", "finish", "projector", "light"),
    ("ar", "reveal-one", "phone", "light"),
)
"""Language, moment, view, theme."""


def picture_name(picture: Picture) -> str:
    """The file's name: the language and the theme stand in it where they are not the usual ones."""
    unusual = [picture.language if picture.language != "en" else "", picture.theme]
    words = [
        picture.moment.name,
        picture.view,
        *(one for one in unusual if one not in {"", "light"}),
    ]
    return "-".join(words) + ".webp"


def used() -> list[Picture]:
    """Returns every picture that the README and docs/ use."""
    return [
        Picture(language, theme, BY_NAME[moment], view)
        for language, moment, view, theme in USED_PICTURES
    ]


def keep_picture(picture: Picture, page: Page, folder: Path = DOCS_PICTURES) -> None:
    """Writes a picture of the page that is shown, if the docs use it. Chromium compresses it."""
    if picture not in used():
        return
    width, height = WINDOW_SIZES[picture.view]
    density, left, top = page.evaluate("[devicePixelRatio, scrollX, scrollY]")
    scale = WIDTHS[picture.view] / (width * density)
    session = page.context.new_cdp_session(page)
    answer = session.send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "clip": {"x": left, "y": top, "width": width, "height": height, "scale": scale},
        },
    )
    session.detach()
    (folder / picture_name(picture)).write_bytes(base64.b64decode(answer["data"]))
