"""Checks a consent receipt without the service: its signature by the published keys, and that every field is there (AZ-6).

    python tests/receipts/check.py receipt.json jwks.json

`receipt.json` is what `GET /v1/consents/{id}/receipt` answered, `jwks.json` what `/.well-known/jwks.json` answered when it was kept.
Needs joserfc and jsonschema (tests/receipts/requirements.txt); prints what was consented to, or says why the receipt is not good.
"""

import base64
import json
import os
import sys

import jsonschema
from joserfc import jws
from joserfc.jwk import KeySet

HERE = os.path.dirname(os.path.abspath(__file__))
KIND = "afterword-consent-receipt"


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check(answer, keys):
    """The receipt, if it is genuine and whole; otherwise an error that says what is wrong."""
    header = json.loads(unpadded(answer["protected"]))
    if header.get("typ") != KIND or header.get("alg") not in ("EdDSA", "Ed25519"):
        raise ValueError(f"signed as {header.get('typ')} with {header.get('alg')}, and not as a receipt")
    compact = ".".join([answer["protected"], answer["payload"], answer["signature"]])
    signed = jws.deserialize_compact(compact, KeySet.import_key_set(keys), algorithms=["EdDSA", "Ed25519"])
    receipt = json.loads(signed.payload)
    if receipt != answer["receipt"]:
        raise ValueError("what is shown is not what was signed")
    with open(os.path.join(HERE, "receipt.schema.json"), encoding="utf-8") as file:
        jsonschema.Draft202012Validator(json.load(file)).validate(receipt)
    return receipt


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    answer, keys = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
    try:
        receipt = check(answer, keys)
    except Exception as wrong:
        sys.exit(f"not good: {wrong}")
    processing = receipt["pii_processing"][0]
    print(f"good: {receipt['record_id']}, {receipt['state']}, given {receipt['events'][0]['event_time']}")
    print(f"opens {json.dumps(processing['scope'])}, until {processing['valid_until'] or 'it is taken back'}")
    print(f"taken back by {processing['withdrawal_method']}")


if __name__ == "__main__":
    main()
