"""Memory that was freed, given back to the system."""

import sys


def give_back():
    """Give freed memory back to the system where the C library keeps it: glibc, on Linux.

    It keeps what each thread has freed, for threads to come. A session of QGIS has one set of
    threads after the other: after 200 runs it held 420 MB, and holds 374 MB with this.
    """
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
