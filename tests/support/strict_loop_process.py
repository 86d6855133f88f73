"""Goes on as `python -m workshop` does, and as a release does, lets go of its phones soon once its
loop stood still. Other servers under test are more patient: they share two cores with many."""

from workshop.live import transport

STOOD_STILL = 2.0

if __name__ == "__main__":
    transport.STOOD_STILL = STOOD_STILL

    from workshop.__main__ import main

    main()
