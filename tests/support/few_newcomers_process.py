"""Goes on as `python -m workshop` does, but new devices soon wait, and few make a flood."""

from workshop.live import newcomers

AT_ONCE, A_SECOND = 3, 0.25

if __name__ == "__main__":
    newcomers.AT_ONCE, newcomers.A_SECOND = AT_ONCE, A_SECOND

    from workshop.__main__ import main

    main()
