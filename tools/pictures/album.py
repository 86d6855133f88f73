"""Takes the pictures, each in every theme, and knows which are missing."""

from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Error, Page

from tools.pictures.plan import BY_NAME, PICTURE_THEMES, Picture, Theme, View
from tools.pictures.windows import wait_until_still

LULL = 250.0
"""Milliseconds for what the server has sent to be drawn."""


class DidNotCome(RuntimeError):
    """A screen did not come; the message says which."""


class Album:
    """One folder of pictures."""

    def __init__(
        self,
        folder: Path,
        comes_to: Callable[[str], None],
        also: Callable[[Picture, Page], None] = lambda _picture, _page: None,
    ) -> None:
        """`comes_to` hears of each moment, `also` of each picture while its page is shown."""
        self.folder = folder
        self.taken: list[Picture] = []
        self._comes_to = comes_to
        self._also = also

    def take(self, name: str, language: str, pages: Mapping[View, Page]) -> None:
        """Pictures of a moment, from the pages of those who see it. Raises DidNotCome."""
        moment = BY_NAME[name]
        self._comes_to(f"{language} {name}")
        try:
            pages[moment.views[0]].wait_for_timeout(LULL)
            for theme in PICTURE_THEMES:
                for view in moment.views:
                    self._take(Picture(language, theme, moment, view), pages[view])
            for view in moment.views:
                _light(pages[view], "light")
        except Error as problem:
            why = problem.message.splitlines()[0]
            raise DidNotCome(f"“{name}” could not be taken in {language}: {why}") from None

    def _take(self, picture: Picture, page: Page) -> None:
        _light(page, picture.theme)
        wait_until_still(page)
        page.screenshot(path=self.folder / picture.file, full_page=picture.moment.whole)
        self._also(picture, page)
        self.taken.append(picture)


def _light(page: Page, theme: Theme) -> None:
    """The room's screen follows the desk's key and not the device: its room decides."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    if page.locator("html[data-view=projector]").count():
        page.evaluate("(theme) => void (document.documentElement.dataset.theme = theme)", theme)
