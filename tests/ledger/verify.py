"""Checks the access log in an export of Afterword: no server, no database, nothing of Afterword's own code.

    python tests/ledger/verify.py export.json jwks.json [kept.jws ...]

export.json is what GET /v1/me/export?format=json answered, jwks.json what GET /.well-known/jwks.json did, and each kept.jws the
member "jws" of what GET /v1/access-log/checkpoint answered at some time before. Needs the library `cryptography`.

The format. Each row carries SHA-256 over these fields in this order, each with its length in front (eight bytes, big-endian):

    "afterword-log-1", the hash of the row before (32 zero bytes before the first), account, number, at, actor_kind, actor_id,
    action, outcome, link_id, consent_id, entry_id, revision, times, request_id

Ids are their 16 bytes, `at` is microseconds since 1970-01-01T00:00:00Z as decimal text, numbers are decimal text, words are UTF-8,
and what is null has the length ffffffffffffffff and no bytes. Numbers run 1, 2, 3 … without a gap. The account is in the checkpoint.

A checkpoint is a JWS (RFC 7515) in its compact serialization, EdDSA with Ed25519 (RFC 8037), type "afterword-checkpoint+jws", over
{"account", "sequence", "hash", "at"}: at that instant the log ended with row `sequence`, which carried `hash`.
"""

import base64
import datetime
import hashlib
import json
import sys
import uuid

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = bytes(32)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class Broken(Exception):
    pass


def field(value):
    if value is None:
        return b"\xff" * 8
    if isinstance(value, int):
        value = str(value)
    if isinstance(value, str):
        value = value.encode()
    return len(value).to_bytes(8, "big") + value


def identifier(text):
    return None if text is None else uuid.UUID(text).bytes


def micros(text):
    since = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def digest(previous, account, row):
    fields = [
        "afterword-log-1", previous, identifier(account), row["number"], micros(row["at"]), row["actor_kind"],
        identifier(row["actor_id"]), row["action"], row["outcome"], identifier(row["link_id"]), identifier(row["consent_id"]),
        identifier(row["entry_id"]), row["revision"], row["times"], identifier(row["request_id"]),
    ]
    return hashlib.sha256(b"".join(field(value) for value in fields)).digest()


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def checkpoint(jws, keys):
    """What was signed, if one of the keys signed it."""
    protected, payload, signature = jws.strip().split(".")
    header = json.loads(unpadded(protected))
    if header["alg"] != "EdDSA" or header["typ"] != "afterword-checkpoint+jws":
        raise Broken("the checkpoint is of another kind")
    for key in keys["keys"]:
        if key["kid"] == header["kid"] and key["crv"] == "Ed25519":
            try:
                Ed25519PublicKey.from_public_bytes(unpadded(key["x"])).verify(unpadded(signature), f"{protected}.{payload}".encode())
            except InvalidSignature:
                break
            return json.loads(unpadded(payload))
    raise Broken("the checkpoint is not signed by any of these keys")


def hashes(account, rows):
    """The hash that each row carries, in order, after every one was found to be what it must be."""
    found = [GENESIS]
    for number, row in enumerate(rows, 1):
        if row["number"] != number or bytes.fromhex(row["hash"]) != digest(found[-1], account, row):
            raise Broken(f"row {number} does not fit")
        found.append(bytes.fromhex(row["hash"]))
    return found


def verify(export, keys, kept):
    sharing = export["sharing"]
    own = checkpoint(sharing["checkpoint"]["jws"], keys)
    found = hashes(own["account"], sharing["log"])
    for point in [own, *(checkpoint(jws, keys) for jws in kept)]:
        if point["account"] != own["account"]:
            raise Broken("a checkpoint is of the log of another account")
        if point["sequence"] >= len(found):
            raise Broken(f"row {len(found)} is missing: the log once had {point['sequence']}")
        if found[point["sequence"]].hex() != point["hash"]:
            raise Broken(f"the log was written anew before row {point['sequence']}")
    return len(found) - 1


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(export, keys, *kept):
    try:
        rows = verify(json.loads(read(export)), json.loads(read(keys)), [read(path) for path in kept])
    except Broken as why:
        sys.exit(f"broken: {why}")
    print(f"{rows} rows, and every one fits")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
