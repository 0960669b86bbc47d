"""An app for one-time codes (RFC 6238), apart from the one that is tested."""

import base64
import hashlib
import hmac
import time

STEP_S = 30


def code(key: str, steps_ahead: int = 0) -> str:
    """What the app shows for a key as it is typed in, some steps from now."""
    text = key.replace(" ", "")
    secret = base64.b32decode(text + "=" * (-len(text) % 8))
    step = int(time.time()) // STEP_S + steps_ahead
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"
