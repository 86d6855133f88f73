"""Where the commands of a checkout begin: patched by gevent, as the program is."""

from workshop.__main__ import begins


def main() -> None:
    """Runs one of the commands and exits with its code."""
    with begins():
        from tools.checkout_commands import main as commands

        raise SystemExit(commands(prog_name="python3 run.py"))


if __name__ == "__main__":
    main()
