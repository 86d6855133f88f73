"""How many bytes a phone is sent does not tell in which language somebody reads."""

import gzip
import re
import sys
from collections.abc import Iterator
from copy import copy
from types import SimpleNamespace

import pytest

from tests.summary.at_desk import application
from tests.support.server import Reply, Server, running
from workshop.languages import Languages, languages
from workshop.web import rendering
from workshop.web.static.one_size import deflate
from workshop.web.static.static_files import statics

KNOWN = Languages().known
DIGITS = 4
"""Bytes by which pages differ from one second to the next, whatever their language: the digits of
the time in them."""
BOOT = b'"view":"participant"'
"""The first words of what a phone's page goes on with: nothing from there on is in a language."""
BY_OTHERS = 40
"""The same where a proxy packs a page in its own way, at gzip's usual strength."""
PAGES = (
    "/w/{id}/", "/", "/j/AAAAAAAAAA", "/w/nothing/", "/nowhere", "/refused/413", "/refused/503"
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture(scope="module")
def id_(server: Server) -> str:
    titled = {"title": 'A "filler":"" of one’s own — 金曜日', "team": "Ærø"}
    return server.new_workshop(server.sign_in(), **titled)


def in_all(server: Server, path: str, **headers: str) -> dict[str, Reply]:
    """A page in each language, all of the same second: each second packs in its own way."""
    for _ in range(100):
        found = {tag: server.get(path, Accept_Language=tag, **headers) for tag in KNOWN}
        if len({one.headers["Date"] for one in found.values()}) == 1:
            return found
    raise AssertionError("no second is long enough for a page in each language")


def spread(sizes: dict[str, int]) -> int:
    return max(sizes.values()) - min(sizes.values())


def packed_beginning(packed: bytes) -> int:
    """Returns how many bytes of a packed page are those of its beginning, which has the language:
    the digits further on take some more or less by chance."""
    _, boot, rest = gzip.decompress(packed).partition(BOOT)
    return len(packed) - len(deflate(boot + rest))


def how_it_goes_on(packed: bytes) -> bytes:
    """Returns what follows the beginning of a packed page, without the digits."""
    return re.sub(rb"\d+", b"", gzip.decompress(packed).partition(BOOT)[2])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_long_in_every_language(server: Server, id_: str, page: str) -> None:
    path = page.replace("{id}", id_)
    plain, packed = in_all(server, path), in_all(server, path, Accept_Encoding="gzip")
    assert len({one.body for one in plain.values()}) == len(KNOWN)  # each says it in its own words
    for tag in KNOWN:
        assert f'lang="{tag}"' in plain[tag].text
        assert f'lang="{tag}"' in gzip.decompress(packed[tag].body).decode()
    assert spread({tag: len(one.body) for tag, one in plain.items()}) <= DIGITS
    assert len({packed_beginning(one.body) for one in packed.values()}) == 1
    assert len({how_it_goes_on(one.body) for one in packed.values()}) == 1
    heads = [{name for name, _ in one.headers.items()} for one in packed.values()]
    assert all(one == heads[0] for one in heads)


@pytest.mark.parametrize("strength", [6, 9])
def test_a_proxy_that_packs_the_page_itself_makes_it_about_as_long(
    server: Server, id_: str, strength: int
) -> None:
    plain = in_all(server, f"/w/{id_}/")
    sizes = {tag: len(gzip.compress(one.body, strength)) for tag, one in plain.items()}
    assert spread(sizes) <= BY_OTHERS, sizes


def test_a_phones_words_are_as_long_in_every_language(server: Server, id_: str) -> None:
    files = re.findall(r"/static/\w+/words/participant\.\w+\.json", server.get(f"/w/{id_}/").text)
    assert len(files) == len(KNOWN)
    for headers in ({}, {"Accept_Encoding": "gzip"}):
        assert len({len(server.get(one, **headers).body) for one in files}) == 1
    packed = {one: len(gzip.compress(server.get(one).body, 6)) for one in files}
    assert spread(packed) <= 2 * BY_OTHERS, packed


def test_nothing_is_kept_of_how_a_page_goes_on() -> None:
    app = copy(application())
    app.extensions = {"workshop": SimpleNamespace(languages=languages(), statics=statics())}
    own = "".join(['"snapshot":{"cards/1":"', "We lost it.", '"}}'])
    before = sys.getrefcount(own)
    with app.test_request_context():
        leads = rendering._leads("Of one title", own)
    assert leads.keys() == {*KNOWN}
    assert sys.getrefcount(own) == before
