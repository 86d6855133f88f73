"""The servers that are measured; each is a process of its own, told what to do by lines of JSON."""
