"""Lets a foreign judge, joserfc, check receipts of a real server after the server is gone, with the keys that were kept (AZ-6).

    python tests/receipts/run.py [--binary target/debug/afterword]

The judge is installed under target/receipts on the first run. The server gets a folder that is thrown away.
"""

import argparse
import copy
import os
import subprocess
import sys
import tempfile
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
JUDGE = os.path.join(ROOT, "target", "receipts", "venv")


def in_venv():
    """Goes on inside the judge's own environment, which is made on the first run."""
    python = os.path.join(JUDGE, "bin", "python")
    if sys.prefix == JUDGE:
        return
    if not os.path.exists(python):
        venv.create(JUDGE, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", os.path.join(HERE, "requirements.txt")], check=True)
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def given(base, folder, binary, environment):
    """One consent of every scope, in several states, with the requests it took to give and to take back."""
    import requests

    sys.path.insert(0, os.path.join(ROOT, "tests", "fhir"))
    import worlds

    ana = worlds.register(base, folder, "patient")
    invitation = subprocess.run([binary, "invite-therapist"], env=environment, check=True, capture_output=True, text=True).stdout.strip()
    bo = worlds.register(base, folder, "therapist", invitation)
    code = bo.post("/v1/care/invitations")["code"]
    link = ana.post("/v1/care/links", {"invitation_code": code})["id"]
    entry = ana.post("/v1/entries", {"text": "words of Ana's that no receipt holds"})["id"]
    session = ana.post("/v1/dosing-sessions", {"status": "planned", "time_zone": "UTC"})["id"]
    packet = ana.post("/v1/packets", {"link_id": link, "until": "2099-01-01T00:00:00Z", "items": [{"type": "entry", "entry_id": entry}]})["id"]
    version = requests.get(f"{base}/v1/support", timeout=30).json()["notice"]["version"]
    scopes = [
        {"type": "entry", "entry_id": entry},
        {"type": "excerpt", "entry_id": entry, "revision": 1, "start": 0, "end": 5},
        {"type": "session", "dosing_session_id": session, "includes": ["entries", "check_ins"]},
        {"type": "packet", "packet_id": packet},
    ]
    receipts = []
    for scope in scopes:
        # To give takes one request and to take back one, without a reason.
        consent = ana.post("/v1/consents", {"link_id": link, "scope": scope, "notice_version": version, "expires_at": "2098-01-01T00:00:00Z"})["id"]
        path = f"/v1/consents/{consent}"
        receipts.append(ana.call("GET", f"{path}/receipt"))
        ana.post(f"{path}/pause")
        receipts.append(ana.call("GET", f"{path}/receipt"))
        ana.call("DELETE", path)
        receipts.append(ana.call("GET", f"{path}/receipt"))
    return receipts, requests.get(f"{base}/.well-known/jwks.json", timeout=30).json()


def tampered(answer):
    """The same receipt with one thing changed, in every way we can think of."""
    import base64
    import json

    import check

    for name in ("protected", "payload", "signature"):
        for place in (0, len(answer[name]) // 2):
            one = copy.deepcopy(answer)
            letter = "A" if one[name][place] != "A" else "B"
            one[name] = one[name][:place] + letter + one[name][place + 1:]
            yield f"a letter of {name}", one
    shown = copy.deepcopy(answer)
    shown["receipt"]["pii_processing"][0]["valid_until"] = None
    yield "what is shown", shown
    wider = json.loads(check.unpadded(answer["payload"]))
    wider["pii_processing"][0]["scope"] = {"type": "entry", "entry_id": wider["record_id"], "revision": 1}
    both = {**answer, "receipt": wider, "payload": base64.urlsafe_b64encode(json.dumps(wider).encode()).decode().rstrip("=")}
    yield "a wider scope", both
    header = {**json.loads(check.unpadded(answer["protected"])), "typ": "at+jwt"}
    yield "another kind", {**answer, "protected": base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")}
    unsigned = {**header, "typ": check.KIND, "alg": "none"}
    yield "no algorithm", {**answer, "protected": base64.urlsafe_b64encode(json.dumps(unsigned).encode()).decode().rstrip("="), "signature": ""}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=os.path.join(ROOT, "target", "debug", "afterword"))
    options = options.parse_args()
    in_venv()
    import check

    sys.path.insert(0, os.path.join(ROOT, "tests", "calendar"))
    import run as calendar

    with tempfile.TemporaryDirectory(prefix="aw-receipts-") as folder:
        server = calendar.Server(options.binary, folder)
        try:
            server.wait_until_up()
            receipts, keys = given(server.base, folder, options.binary, server.environment)
        finally:
            server.process.terminate()
            server.process.wait(15)
    refused = 0
    for answer in receipts:
        receipt = check.check(answer, keys)
        if "words of Ana" in str(receipt):
            sys.exit("a receipt holds words")
        for what, other in tampered(answer):
            try:
                check.check(other, keys)
            except Exception:
                refused += 1
            else:
                sys.exit(f"{what} was changed and the receipt is still good")
        for field in receipt:
            short = {**answer, "receipt": {name: value for name, value in receipt.items() if name != field}}
            try:
                check.check(short, keys)
            except Exception:
                refused += 1
            else:
                sys.exit(f"a receipt without {field} is still good")
    print(f"{len(receipts)} receipts good without the server, {refused} changed ones refused")


if __name__ == "__main__":
    main()
