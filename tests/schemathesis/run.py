"""Holds the served document and the server against each other with schemathesis, all checks, on one database.

    pip install -r tests/schemathesis/requirements.txt
    python tests/schemathesis/run.py [--binary target/debug/afterword] [--database postgres://…] [--examples 40]

The server gets a folder of its own that is thrown away; the database that is named must be empty.
"""

import argparse
import base64
import glob
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time

import requests

import factor

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "a small boat on a wide lake"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder, port, database):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_") and name != "DATABASE_URL"}
    settings = {
        "AFTERWORD_LISTEN": f"127.0.0.1:{port}",
        "AFTERWORD_DATA_DIR": folder,
        "AFTERWORD_RATE_LIMITS": "off",
        "AFTERWORD_LOG": "warn",
    }
    if database:
        settings["DATABASE_URL"] = database
        key = os.path.join(folder, "master.key")
        with open(os.open(key, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)).decode())
    return {**inherited, **settings}


def wait_until_up(base, server):
    for _ in range(300):
        if server.poll() is not None:
            sys.exit("the server ended before it served")
        try:
            if requests.get(f"{base}/readyz", timeout=2).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    sys.exit("the server did not come up")


def register(base, folder, role, invitation=None):
    email = f"{role}-{secrets.token_hex(4)}@example.org"
    account = {"role": role, "email": email, "password": PASSWORD, "display_name": role, "time_zone": "Europe/Lisbon"}
    if invitation:
        account["invitation_code"] = invitation
    requests.post(f"{base}/v1/auth/register", json=account, timeout=30).raise_for_status()
    for _ in range(200):
        for mail in glob.glob(os.path.join(folder, "mail", "*.eml")):
            text = open(mail, encoding="utf-8").read()
            code = re.search(r"^([0-9A-Z]{8})\s*$", text, re.M)
            if f"To: {email}" in text and code:
                answer = requests.post(f"{base}/v1/auth/register/confirm", json={"email": email, "code": code[1]}, timeout=30)
                answer.raise_for_status()
                return (email, enrol(base, answer.json()["access_token"])) if role == "therapist" else (email, "")
        time.sleep(0.1)
    sys.exit("no mail came")


def enrol(base, token):
    """A therapist sees no patient before a second factor is enrolled; returns the secret of the app."""
    headers = {"Authorization": f"Bearer {token}"}
    secret = requests.post(f"{base}/v1/auth/totp", headers=headers, timeout=30).json()["secret"]
    code = {"code": factor.code(secret, -1)}
    requests.post(f"{base}/v1/auth/totp/confirm", json=code, headers=headers, timeout=30).raise_for_status()
    return secret


def build(base, patient, therapist, secret):
    """A link, an entry that is shared, a session, a practice: what calls on existing things need."""

    def signed_in(email, **more):
        answer = requests.post(f"{base}/v1/auth/login", json={"email": email, "password": PASSWORD, **more}, timeout=30)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def call(who, method, path, body=None):
        answer = requests.request(method, f"{base}{path}", json=body, headers=who, timeout=30)
        answer.raise_for_status()
        return answer.json()

    ana, bo = signed_in(patient), signed_in(therapist, totp=factor.code(secret, 0))
    code = call(bo, "POST", "/v1/care/invitations", {})["code"]
    link = call(ana, "POST", "/v1/care/links", {"invitation_code": code})["id"]
    entry = call(ana, "POST", "/v1/entries", {"text": "a door"})["id"]
    notice = call(ana, "GET", "/v1/support")["notice"]["version"]
    consent = {"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": notice}
    exercise = call(ana, "GET", "/v1/exercises?limit=1")["items"][0]["id"]
    practice = {"exercise_id": exercise, "at": "2026-03-10T09:00:00Z"}
    return {
        "link_id": link,
        "entry_id": entry,
        "entries": entry,
        "exercises": exercise,
        "consents": call(ana, "POST", "/v1/consents", consent)["id"],
        "practices": call(ana, "POST", "/v1/practices", practice)["id"],
        "dosing-sessions": call(ana, "POST", "/v1/dosing-sessions", {"status": "planned", "time_zone": "UTC"})["id"],
        "prompts": call(ana, "GET", "/v1/prompts?limit=1")["items"][0]["id"],
        "appointments": call(ana, "POST", "/v1/appointments", {"kind": "preparation"})["id"],
        "evaluations": call(ana, "POST", "/v1/evaluations", {"on": "2026-03-01"})["id"],
    }


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default="target/debug/afterword")
    options.add_argument("--database", default="")
    options.add_argument("--examples", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("rest", nargs="*", help="handed on to schemathesis")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="aw-fuzz-") as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        settings = environment(folder, port, options.database)
        server = subprocess.Popen([options.binary], env=settings)
        try:
            wait_until_up(base, server)
            invitation = subprocess.run([options.binary, "invite-therapist"], env=settings, check=True, capture_output=True, text=True).stdout.strip()
            (patient, _), (therapist, secret) = register(base, folder, "patient"), register(base, folder, "therapist", invitation)
            people = {"AFTERWORD_PATIENT": patient, "AFTERWORD_THERAPIST": therapist, "AFTERWORD_THERAPIST_SECRET": secret}
            ids = build(base, patient, therapist, secret)
            hooks = {"AFTERWORD_IDS": json.dumps(ids), "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": HERE, "AFTERWORD_BASE": base, "AFTERWORD_PASSWORD": PASSWORD}
            command = ["schemathesis", "--config-file", os.path.join(HERE, "schemathesis.toml"), "run", f"{base}/openapi.json"]
            command += ["--url", base, "--max-examples", str(options.examples), "--seed", str(options.seed), *options.rest]
            return subprocess.run(command, env={**os.environ, **hooks, **people}).returncode
        finally:
            server.terminate()
            server.wait(15)


if __name__ == "__main__":
    sys.exit(main())
