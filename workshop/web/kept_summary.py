"""Reading a kept summary for somebody who asks for it."""

from flask import Response, abort

from workshop.storage.library import Sealed
from workshop.summary.kept import read_kept
from workshop.summary.summary import Summary
from workshop.web.errors import error_page
from workshop.web.speech import translate


def summary_in(sealed: Sealed) -> Summary:
    """What was kept; ends the request with a sentence when only a newer program can read it."""
    return read_kept(sealed) or abort(_of_a_newer_version())


def _of_a_newer_version() -> Response:
    title = translate("This summary was made by a newer version of this program")
    sentence = translate(
        "This version can't read it. It is kept as it is, and nothing was changed. Whoever runs "
        "this program can start the newer version: there it opens, and can be followed up."
    )
    return error_page(409, title, sentence, "back")
