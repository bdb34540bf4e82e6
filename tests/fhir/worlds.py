"""Somebody with a journal in which there is something of everything, made through the API."""

import base64
import glob
import hmac
import os
import re
import secrets
import struct
import time

import requests

PASSWORD = "a small boat on a wide lake"


class Person:
    def __init__(self, base, email, password=PASSWORD):
        self.base = base
        answer = requests.post(f"{base}/v1/auth/login", json={"email": email, "password": password}, timeout=30)
        answer.raise_for_status()
        self.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def call(self, method, path, body=None, **headers):
        answer = requests.request(method, f"{self.base}{path}", json=body, headers={**self.headers, **headers}, timeout=60)
        if not answer.ok:
            raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def enrol(self):
        """A therapist sees no patient before a second factor is enrolled (RFC 6238)."""
        secret = base64.b32decode(self.post("/v1/auth/totp")["secret"])
        mac = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30), "sha1")
        code = int.from_bytes(mac[mac[-1] & 15 :][:4], "big") & 0x7FFFFFFF
        self.post("/v1/auth/totp/confirm", {"code": f"{code % 10**6:06}"})

    def post(self, path, body=None):
        return self.call("POST", path, body)

    def change(self, path, body):
        etag = requests.get(f"{self.base}{path}", headers=self.headers, timeout=30).headers["ETag"]
        return self.call("PATCH", path, body, **{"If-Match": etag})

    def bundle(self):
        answer = requests.get(f"{self.base}/v1/me/export?format=fhir", headers=self.headers, timeout=120)
        answer.raise_for_status()
        if answer.headers["Content-Type"] != "application/fhir+json":
            raise SystemExit(f"the media type is {answer.headers['Content-Type']}")
        return answer.json()


def register(base, folder, role, invitation=None):
    email = f"{role}-{secrets.token_hex(4)}@example.org"
    account = {"role": role, "email": email, "password": PASSWORD, "display_name": f"A {role}", "time_zone": "Europe/Lisbon"}
    if invitation:
        account["invitation_code"] = invitation
    requests.post(f"{base}/v1/auth/register", json=account, timeout=30).raise_for_status()
    for _ in range(200):
        for mail in glob.glob(os.path.join(folder, "mail", "*.eml")):
            with open(mail, encoding="utf-8") as file:
                text = file.read()
            code = re.search(r"^([0-9A-Z]{8})\s*$", text, re.M)
            if f"To: {email}" in text and code:
                requests.post(f"{base}/v1/auth/register/confirm", json={"email": email, "code": code[1]}, timeout=30).raise_for_status()
                person = Person(base, email)
                if role == "therapist":
                    person.enrol()
                return person
        time.sleep(0.1)
    raise SystemExit("no mail came")


# Words that a document format trips over: none of them may be lost, and none may make the bundle invalid.
ODD_WORDS = [
    "blue",
    "A river 🌊, and 👩‍🌾 beside it.\r\n\tNothing else.",
    "no\u00a0break, a line\u2028separator, a\ufeffmark",
    "\u00a0",
    " ",
    "bell \u0007 and tab \u000b",
    "<div>&amp; \"quoted\" 'too' \\ </div>",
    "\u202eright to left",
    "x" * 20000,
    "👩‍🌾" * 6000,
]


def journal(patient):
    """Sessions of every status, entries of every kind, check-ins and practices."""
    post = patient.post
    past = post("/v1/dosing-sessions", {"status": "happened", "started_at": "2026-01-10T14:00:00Z", "ended_at": "2026-01-10T16:40:00.000001Z", "time_zone": "Europe/Lisbon", "place": "the blue room", "note": "soft rain"})["id"]
    post("/v1/dosing-sessions", {"status": "planned", "planned_at": "2199-12-31T23:59:59.999999Z", "time_zone": "Pacific/Apia"})
    post("/v1/dosing-sessions", {"status": "happened", "planned_at": "1900-01-01T00:00:00Z", "approximate": True, "time_zone": "America/Argentina/ComodRivadavia"})
    for status in ("postponed", "cancelled"):
        post("/v1/dosing-sessions", {"status": status, "time_zone": "UTC"})
    prompts = patient.call("GET", "/v1/prompts?limit=3")["items"]
    sensation = {"place": "hands", "quality": "warm", "intensity": "mild", "course": "comes and goes"}
    entries = [post("/v1/entries", {"text": words})["id"] for words in ODD_WORDS]
    answered = post("/v1/entries", {"text": "a door", "prompt_id": prompts[0]["id"], "dosing_session_id": past, "topics": ["image", "therapist"], "feelings": ["quiet", "curious"], "sensations": [sensation, {"place": "neck"}], "authored_at": "1999-12-31T23:59:59+14:00"})["id"]
    post("/v1/entries", {"feelings": ["only a feeling"], "prompt_id": prompts[1]["id"]})
    post("/v1/entries", {"text": "blue", "kind": "fragment"})
    addendum = post("/v1/entries", {"text": "the door again", "addends": answered})["id"]
    for text in ("a door, half open", "a door, open"):
        patient.change(f"/v1/entries/{addendum}", {"text": text})
    orphan = post("/v1/entries", {"text": "to what is gone", "addends": entries[0]})["id"]
    patient.call("DELETE", f"/v1/entries/{entries[0]}")
    for odd in ODD_WORDS[1:8]:
        post("/v1/check-ins", {"rest": odd, "feelings": [odd[:60]], "sensations": [{"place": odd[:60]}], "dosing_session_id": past})
    whole = {name: name for name in ("energy", "rest", "nourishment", "movement", "connection", "fears", "hesitations")}
    check_in = post("/v1/check-ins", {**whole, "sensations": [sensation]})["id"]
    patient.change(f"/v1/check-ins/{check_in}", {"rest": None, "energy": "more"})
    for exercise in patient.call("GET", "/v1/exercises?limit=2")["items"]:
        post("/v1/practices", {"exercise_id": exercise["id"], "at": "2026-02-01T08:00:00Z", "before": "far", "after": "still far"})
    post("/v1/practices", {"exercise_id": exercise["id"], "at": "2026-02-01T08:00:00Z"})
    plans = {
        "/v1/intentions": [{"text": "to be curious", "why_it_matters": "it has been a while", "dosing_session_id": past}, {"text": ODD_WORDS[6]}],
        "/v1/goals": [{"text": "to sleep", "note": "most nights"}],
    }
    served = patient.call("GET", "/openapi.json")["paths"]
    for path, bodies in plans.items():
        for body in bodies if path in served else []:
            post(path, body)
    return [answered, addendum, orphan, *entries[1:5]]


def sharing(patient, therapist, entries):
    """Consents in every state that can be reached without waiting, two links, one of them ended."""
    notice = patient.call("GET", "/v1/support")["notice"]["version"]

    def linked():
        code = therapist.post("/v1/care/invitations", {})["code"]
        return patient.post("/v1/care/links", {"invitation_code": code})["id"]

    def share(link, entry, **more):
        scope = {"type": "entry", "entry_id": entry}
        return patient.post("/v1/consents", {"link_id": link, "scope": scope, "notice_version": notice, **more})["id"]

    ended = linked()
    share(ended, entries[0])
    patient.call("DELETE", f"/v1/care/links/{ended}")
    link = linked()
    share(link, entries[0], expires_at="2199-01-01T00:00:00Z")
    therapist.call("GET", f"/v1/therapist/patients/{link}/entries/{entries[0]}")
    therapist.post(f"/v1/therapist/patients/{link}/entries/{entries[0]}/acknowledgement", {"kind": "bring_to_session"})
    share(link, entries[1])
    patient.change(f"/v1/entries/{entries[1]}", {"text": "later, and not shared"})
    patient.call("DELETE", f"/v1/consents/{share(link, entries[2])}")
    patient.call("POST", f"/v1/consents/{share(link, entries[3])}/pause")
    share(link, entries[4])
    patient.call("DELETE", f"/v1/entries/{entries[4]}")
    # Around a session that has only just ended a consent waits (N1); taken back, it was never in effect.
    just = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
    patient.post("/v1/dosing-sessions", {"status": "happened", "ended_at": just, "time_zone": "UTC"})
    share(link, entries[5])
    patient.call("DELETE", f"/v1/consents/{share(link, entries[6])}")
    # An expiry that is near: the export comes after it.
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    share(link, entries[0], expires_at=soon)
    time.sleep(3)
