"""Goes on as `python -m workshop` does, but few new devices are let in at once."""

from workshop.live import arrivals

AT_ONCE, A_SECOND = 3, 0.25

if __name__ == "__main__":
    arrivals.ARRIVALS_AT_ONCE, arrivals.ARRIVALS_A_SECOND = AT_ONCE, A_SECOND

    from workshop.__main__ import main

    main()
