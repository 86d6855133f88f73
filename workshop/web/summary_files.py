"""A summary as files: the one place where a format becomes an answer, or something to choose."""

from dataclasses import dataclass

from flask import Response, abort, url_for

from workshop.summary import one_file
from workshop.summary.formats import FORMATS, TO_SEND, file_name, offered
from workshop.summary.reader import reader
from workshop.summary.summary import Summary, write
from workshop.web.beside import once_beside
from workshop.web.errors import error_page
from workshop.web.speech import language, translate


@dataclass(frozen=True)
class File:
    """A format as it is offered on a page: where it is, what it is called, and what it is for."""

    url: str
    name: str
    use: str
    to_send: bool


def files(summary: Summary, endpoint: str, id_: str, spoken: str = "") -> list[File]:
    """The formats that there are of a summary, `spoken` in what a page's cookie does not say."""
    return [
        File(
            url_for(endpoint, id_=id_, ending=ending, language=spoken or None),
            translate(one.name),
            translate(one.use),
            ending == TO_SEND,
        )
        for ending, one in offered(summary).items()
    ]


def summary_file(summary: Summary, ending: str) -> Response:
    """The file whose name ends so, in the page's language."""
    if ending not in FORMATS:
        abort(404)
    chosen = FORMATS[ending]
    if not chosen.applies(summary):
        return _nothing_for_it()
    for_ = reader(language())
    body = once_beside(
        (write(summary), ending, for_.language), lambda _pause: chosen.render(summary, for_)
    )
    response = Response(body, content_type=chosen.media)
    how = "inline" if ending == "html" else "attachment"
    name = file_name(summary, ending)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    if ending == "html":
        # Its style stands in the file itself, so that it needs nothing of this server.
        policy = f"{one_file.policy()}; frame-ancestors 'none'"
        response.headers["Content-Security-Policy"] = policy
    return response


def _nothing_for_it() -> Response:
    sentence = translate(
        "This summary has nothing that belongs in such a file. All that it has is in the other "
        "formats."
    )
    return error_page(404, translate("There is no such file of this summary"), sentence, "join")
