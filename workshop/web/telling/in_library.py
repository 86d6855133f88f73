"""The library with its keys, for what contributors and editors do in one request."""

from collections.abc import Callable
from typing import Any

from workshop.stories.contributing import KeyedLibrary
from workshop.web.services import on_database, services, writing


def in_library(work: Callable[..., Any], *args: Any) -> Any:
    """Does something in one transaction of the library, in what the request may see; `work` gets
    the KeyedLibrary and the arguments. Gives its plain result."""
    return on_database(_inside, work, args)


def _inside(work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    with writing() as session:
        return work(KeyedLibrary(session, services().store.story_keys), *args)
