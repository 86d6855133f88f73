"""A summary as files: the one place where a format becomes an answer, or something to choose."""

from dataclasses import dataclass

from flask import Response, abort, url_for

from workshop.protocol.summary import Summary
from workshop.storage.library import Sealed
from workshop.summary.formats import one_file
from workshop.summary.formats.all_formats import FORMATS, TO_SEND, file_name, offered_formats
from workshop.summary.kept_summaries import read_kept, unreadable
from workshop.web.error_pages import error_page
from workshop.web.page_language import language, translate
from workshop.web.services import services
from workshop.web.summaries.file_maker import Busy, NotMade

A_MINUTE = 60
"""Seconds."""


@dataclass(frozen=True)
class File:
    """A format as it is offered on a page: where it is, what it is called, and what it is for."""

    url: str
    name: str
    use: str
    ending: str
    to_send: bool


def files(summary: Summary, endpoint: str, id_: str, spoken: str = "") -> list[File]:
    """The formats that there are of a summary, `spoken` in what a page's cookie does not say."""
    return [
        File(
            url_for(endpoint, id_=id_, ending=ending, language=spoken or None),
            translate(one.name),
            translate(one.use),
            ending,
            ending == TO_SEND,
        )
        for ending, one in offered_formats(summary).items()
    ]


def summary_file(summary: Summary, ending: str, shown: bool = False) -> Response:
    """The file whose name ends so, in the page's language; to be kept, or shown at once."""
    if ending not in FORMATS:
        abort(404)
    chosen = FORMATS[ending]
    if not chosen.applies(summary):
        return _nothing_for_it()
    try:
        body = services().file_maker.make(ending, language(), summary)
    except Busy:
        return _many_are_made()
    except NotMade:
        return _could_not_be_made()
    response = Response(body, content_type=chosen.media)
    how = "inline" if shown else "attachment"
    name = file_name(summary, ending)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    if ending == "html":
        # Its style stands in the file itself, so that it needs nothing of this server.
        policy = f"{one_file.file_policy()}; frame-ancestors 'none'"
        response.headers["Content-Security-Policy"] = policy
    return response


def _nothing_for_it() -> Response:
    sentence = translate(
        "This summary has nothing to put in such a file. Everything in it is in the other formats."
    )
    return error_page(404, translate("This summary has no such file"), sentence, "join")


def _many_are_made() -> Response:
    title = translate("Many files are being made right now")
    sentence = translate("Try again in a minute. Nothing is lost.")
    response = error_page(503, title, sentence, "back")
    response.headers["Retry-After"] = str(A_MINUTE)
    return response


def _could_not_be_made() -> Response:
    sentence = translate(
        "It took too long, or making it failed. The summary is not lost: try again in a minute, "
        "or download another format."
    )
    return error_page(500, translate("This file could not be made here"), sentence, "back")


def summary_in(sealed: Sealed) -> Summary:
    """Returns a kept summary; ends the request with a sentence if it can't be read here."""
    return read_kept(sealed) or abort(error_page(409, *why_unreadable(sealed), "back"))


def why_unreadable(sealed: Sealed) -> tuple[str, str]:
    """A title that says why, and what can be done."""
    if unreadable(sealed.body) == "newer":
        return translate("This summary was made by a newer version of this program"), translate(
            "This version can’t read it. It is kept as it is, and nothing was changed. The person "
            "who runs this program can start the newer version: the summary opens there, and you "
            "can follow it up."
        )
    return translate("This summary is damaged"), translate(
        "What is left of it on this server’s disk can’t be read by this or any other version. "
        "Nothing was changed. A backup may still hold it whole, and so may files that people "
        "downloaded."
    )
