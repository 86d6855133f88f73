"""How the parts of a server are put together."""

from workshop.assembly.put_together import Server, assemble

__all__ = ["Server", "assemble"]
