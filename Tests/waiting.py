"""Waiting for what the program does by itself: by looking, never by sleeping."""

import time

PATIENCE_S = 60


def wait_until(condition, what: str):
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
