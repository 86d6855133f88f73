"""A hostile crowd: scripts that try to keep a server from its people.

Each attack runs in a process of its own, on one core, and ends after its seconds whatever happens.
"""
