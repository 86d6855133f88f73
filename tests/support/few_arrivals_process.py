"""Goes on as `python -m workshop` does, but few new devices are let in at once."""

from workshop.live import arrivals

AT_ONCE, A_SECOND = 3, 0.25

if __name__ == "__main__":
    arrivals.AT_ONCE, arrivals.A_SECOND = AT_ONCE, A_SECOND

    from workshop.__main__ import main

    main()
