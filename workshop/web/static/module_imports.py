"""Which modules a module imports, read from its import statements."""

import posixpath
import re

STATEMENT = re.compile(
    r"""(?:^\s*|;)(?:import|export)\b(?:[^;"'()]*?\bfrom)?\s*["']([^"']+)["']""", re.MULTILINE
)
"""Static imports only: what is imported by a call is fetched when it is needed."""


def imports_of(name: str, text: str) -> list[str]:
    """The modules that `name` imports by a relative path, each once, in their order."""
    folder = posixpath.dirname(name)
    paths = [path for path in STATEMENT.findall(text) if path.startswith(".")]
    resolved = [posixpath.normpath(posixpath.join(folder, path)) for path in paths]
    return list(dict.fromkeys(resolved))
