"""Goes on as `python -m workshop` does, behind something that passes no websocket on."""

from typing import Any

import engineio


def refuse(_engine: Any, _environ: Any, start: Any) -> list[bytes]:
    """Answers as a proxy does that knows only requests."""
    start("400 Bad Request", [("Content-Length", "0")])
    return []


if __name__ == "__main__":
    engineio.Server.handle_request = refuse

    from workshop.__main__ import main

    main()
