"""Workshops in which a team learns from failure: `create_app` puts the parts together.

Nothing is imported here before it is needed: the command line patches with gevent first.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workshop.settings import Settings


def create_app(settings: "Settings") -> "Flask":
    """The application of one server: its store, its pages, its sockets, and what runs beside."""
    from workshop.assembly import assemble

    return assemble(settings).app
