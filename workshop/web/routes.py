"""A route that learns to write its addresses when one is wanted for the first time.

Werkzeug compiles a function for each route that does so, twice over; that was half of what a start
took, and most routes are read only.
"""

from collections.abc import Callable
from functools import cache, partial

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class Route(Rule):
    """A rule of werkzeug, whose builders are compiled late."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compiled = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build
