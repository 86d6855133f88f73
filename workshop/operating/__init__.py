"""Running a server: whether it is ready, how it is doing, and how a process of several ends."""
