"""Starts one of the servers that run on gevent, by its name: patched before all else."""

import sys
from importlib import import_module


def main() -> None:
    """The command: `python -m tools.bench.servers.by_gevent ours`."""
    from gevent import monkey

    monkey.patch_all()
    import_module(f"tools.bench.servers.{sys.argv[1]}").main()


if __name__ == "__main__":
    main()
