"""Seconds of processor time that a piece of work takes, by itself."""

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return what the work takes. What earlier tests left in memory is kept out of its garbage collections:
    going through that once takes half a second, which is more than most of the work that is measured."""
    gc.freeze()
    started = time.process_time()
    try:
        work()
    finally:
        taken = time.process_time() - started
        gc.unfreeze()
    return taken
