"""Reading a kept summary for somebody who asks for it."""

from flask import abort

from workshop.protocol.summary import Summary
from workshop.storage.library import Sealed
from workshop.summary.kept_summaries import read_kept, unreadable
from workshop.web.error_pages import error_page
from workshop.web.page_language import translate


def summary_in(sealed: Sealed) -> Summary:
    """Returns a kept summary; ends the request with a sentence if it can't be read here."""
    return read_kept(sealed) or abort(error_page(409, *why_unreadable(sealed), "back"))


def why_unreadable(sealed: Sealed) -> tuple[str, str]:
    """A title that says why, and what can be done."""
    if unreadable(sealed.body) == "newer":
        return translate("This summary was made by a newer version of this program"), translate(
            "This version can't read it. It is kept as it is, and nothing was changed. Whoever "
            "runs this program can start the newer version: there it opens, and can be followed up."
        )
    return translate("This summary is damaged"), translate(
        "What is left of it on this server's disk can't be read, by this version or another. "
        "Nothing was changed. A backup may still hold it whole, and so may the files that were "
        "taken home."
    )
