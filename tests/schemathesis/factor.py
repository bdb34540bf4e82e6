"""Codes of an authenticator app (RFC 6238)."""

import base64
import hmac
import struct
import time


def code(secret, drift):
    """The code of now, or of so many steps of thirty seconds later."""
    step = int(time.time()) // 30 + drift
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    number = int.from_bytes(mac[mac[-1] & 15 :][:4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"
