"""How much of a disk must be free: each threshold, with its reason."""

PLENTY = 1_000_000_000
"""Bytes below which `check` notes it, while nobody waits: a newer version is installed beside this
one, which takes a quarter of it, and backups grow."""
LOW = 50_000_000
"""Bytes below which desks say so, `check` calls it wrong, and a refused command asks for as many. A
workshop of a hundred people takes about one million, and is written anew beside itself at the end
of each round: with less, a few workshops on one day could come to an end."""
NONE_LEFT = 1_000_000
"""Bytes below which an error of the disk is taken for one of a full disk: some systems call it so
only when a file is closed. The rewrite of one workshop needs as many."""
