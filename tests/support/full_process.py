"""Goes on as `python -m workshop` does, but has no place for a phone, and ends nobody who is late
to say who they are."""

from workshop.live import periodic

if __name__ == "__main__":
    periodic.PENDING_FOR = 3600.0

    from workshop.live.server import LiveServer

    LiveServer.admit = lambda *_: "full"  # type: ignore[method-assign, assignment]

    from workshop.__main__ import main

    main()
