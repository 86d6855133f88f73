"""Goes on as `python -m workshop` does, but with a number of wrong codes that is soon used up."""

from workshop.web.guarding import failed_codes

AT_ONCE = 5.0

if __name__ == "__main__":
    failed_codes.FAILED_CODES_AT_ONCE, failed_codes.FAILED_CODES_A_SECOND = AT_ONCE, 0.001
    failed_codes.WHOLE_FOR = 3600.0

    from workshop.__main__ import main

    main()
