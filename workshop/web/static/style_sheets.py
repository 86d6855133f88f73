"""The one file in which a page is given all its style sheets."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from workshop.protocol.messages import ViewName
from workshop.summary.formats.package_folders import style_sheets

Look = ViewName | Literal["pages", "agenda"]
"""A view, the ordinary pages, or the agenda's editor, which is a page with more to it."""
LOOKS: tuple[Look, ...] = (*get_args(ViewName), "pages", "agenda")
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


def joined(look: Look) -> str:
    """The name of the file that holds all sheets of a look."""
    return f"css/joined-{look}.css"


def join_sheets(look: Look, files: Mapping[str, bytes]) -> bytes:
    """The file that holds all sheets of a look: one request, without the comments."""
    text = "\n".join(files[name].decode() for name in style_sheets(look) if name in files)
    return INDENT.sub("\n", COMMENT.sub("", text)).encode()
