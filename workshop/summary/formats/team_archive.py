"""All summaries of a team in one archive: each as a page and as JSON.

These are the two that last: a page opens wherever there is a browser, and JSON is complete, so that
any server of this program can take it in and make all other formats from it again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from workshop.protocol.summary import Summary
from workshop.storage.threads import Pause
from workshop.summary.formats import json_file, one_file
from workshop.summary.formats.all_formats import file_name
from workshop.summary.formats.equal_zip import pack
from workshop.summary.reader import Reader


def all_together(summaries: Iterable[Summary], reader: Reader, pause: Pause) -> bytes:
    """The archive, in the order of the summaries: the same ones give the same bytes."""
    return pack(_files(summaries, reader, pause))


def _files(
    summaries: Iterable[Summary], reader: Reader, pause: Pause
) -> Iterator[tuple[str, bytes]]:
    names = Counter[str]()
    for summary in summaries:
        name = _free(file_name(summary, ""), names)
        yield f"{name}.html", one_file.render(summary, reader).encode()
        pause()
        yield f"{name}.json", json_file.render(summary, reader).encode()
        pause()


def _free(name: str, taken: Counter[str]) -> str:
    """Without its dot; with a number behind it where another one has it already."""
    name = name.removesuffix(".")
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}-{taken[name]}"
    taken[free] += 1
    return free
