"""No word that people read goes past the catalogues."""

import pytest

from tests.languages import literals
from tools.languages.extract import SPEAK
from tools.languages.update import ROOT

BEFORE_ANY_LANGUAGE = "gate.py"
"""Refuses what is no request of ours before it is known who asks; says so in plain English."""


def named(words: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: found for name, found in words.items() if found}


def test_no_browser_module_has_words_of_its_own() -> None:
    modules = literals.files(ROOT / "static" / "js", ".js")
    assert len(modules) > 50
    assert named({one.name: literals.in_module(one.read_text("utf-8")) for one in modules}) == {}


def test_no_page_has_words_of_its_own() -> None:
    pages = literals.files(ROOT / "templates", ".html")
    assert len(pages) > 8
    assert named({one.name: literals.in_page(one.read_text("utf-8")) for one in pages}) == {}


def test_no_room_that_speaks_to_people_has_sentences_of_its_own() -> None:
    modules = [one for room in SPEAK for one in literals.files(ROOT / "workshop" / room, ".py")]
    found = {one.name: list(literals.in_python(one.read_text("utf-8"))) for one in modules}
    assert found.pop(BEFORE_ANY_LANGUAGE)
    assert named(found) == {}


@pytest.mark.parametrize(
    "markup",
    [
        "html`<p>Hello</p>`",
        'html`<p title="Hello">${x}</p>`',
        "html`<p aria-label=Hello></p>`",
        "html`<ul>${list.map((one) => html`<li>${one} min</li>`)}</ul>`",
        'html`<b title=${say("It is over now.")}></b>`',
        'field.textContent = "It is over now.";',
    ],
)
def test_words_in_a_module_are_found(markup: str) -> None:
    assert literals.in_module(markup)


def test_what_comes_from_the_catalogue_is_not_reproached() -> None:
    text = """html`<p class="t-small" title=${t("It is over now.")}>
      ${t("A {n}." + "B", { n: `${x}` })}
      <kbd class="key">B</kbd> &middot; ${on ? html`<b>${1}</b>` : nothing}</p>`; // It is over now.
      throw new Error("It has no name now.");"""
    assert literals.in_module(text) == []


def test_words_in_a_page_and_in_a_room_are_found() -> None:
    assert literals.in_page("{% block main %}<p>{{ _('a') }} min</p>{% endblock %}") == ["min"]
    assert literals.in_page('<p aria-label="Go">{{ x }}</p>') == ['"Go"']
    python = 'def f():\n    """It is a docstring."""\n    return page(title="It is over.")\n'
    assert list(literals.in_python(python)) == ["It is over."]
    assert list(literals.in_python('x = _("It is over.")')) == []
