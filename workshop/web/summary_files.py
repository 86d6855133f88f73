"""A summary as a file: the one place where one of its formats becomes an answer."""

from flask import Response, abort

from workshop.summary import one_file
from workshop.summary.formats import FORMATS, file_name
from workshop.summary.reader import reader
from workshop.summary.summary import Summary
from workshop.web.speech import language


def summary_file(summary: Summary, ending: str) -> Response:
    """The file whose name ends so, in the page's language."""
    if ending not in FORMATS:
        abort(404)
    chosen = FORMATS[ending]
    response = Response(chosen.render(summary, reader(language())), content_type=chosen.media)
    how = "inline" if ending == "html" else "attachment"
    name = file_name(summary, ending)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    if ending == "html":
        # Its style stands in the file itself, so that it needs nothing of this server.
        policy = f"{one_file.policy()}; frame-ancestors 'none'"
        response.headers["Content-Security-Policy"] = policy
    return response
