"""Keeps this process's memory to itself: words, secrets and keys are dumped to no disk."""

import ctypes
import sys

PR_SET_DUMPABLE = 4
NO_FAULT_DIALOG = 0x0001 | 0x0002
"""Windows: SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX; no report is made of a crash."""


def keep_memory_private() -> None:
    """Lets nothing write this process's memory to a disk when it crashes.

    On Linux no other program of the same user can look into the memory either. An exec ends that,
    so each program asks for it itself; the bound on core files is handed down.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(NO_FAULT_DIALOG)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
