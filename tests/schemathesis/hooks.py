"""How schemathesis signs in: as a patient, or as a therapist where only a therapist may call."""

import json
import os
import time

import requests
import schemathesis

import factor

BASE = os.environ["AFTERWORD_BASE"]
PASSWORD = os.environ["AFTERWORD_PASSWORD"]
ADDRESSES = {"patient": os.environ["AFTERWORD_PATIENT"], "therapist": os.environ["AFTERWORD_THERAPIST"]}
# After these a token is worth nothing, so each call of them gets one of its own.
ENDING = {"/v1/auth/logout", "/v1/auth/devices/{id}"}


def sign_in(role):
    login = {"email": ADDRESSES[role], "password": PASSWORD}
    for _ in range(4):
        if role == "therapist":
            # A code is good once, so whoever signs in twice in thirty seconds waits for the next.
            login["totp"] = factor.code(os.environ["AFTERWORD_THERAPIST_SECRET"], 0)
        answer = requests.post(f"{BASE}/v1/auth/login", json=login, timeout=30)
        if answer.ok:
            break
        time.sleep(30 - time.time() % 30)
    answer.raise_for_status()
    return answer.json()["access_token"]


def roles(operation):
    security = operation.definition.raw.get("security", [])
    return next((names for entry in security for names in [entry.get("bearer")] if names), [])


@schemathesis.auth(refresh_interval=240, cache_by_key=lambda case, context: role_of(context.operation))
class Token:
    def get(self, case, context):
        return sign_in(role_of(context.operation))

    def set(self, case, data, context):
        if not roles(context.operation):
            return
        token = sign_in(role_of(context.operation)) if context.operation.path in ENDING else data
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


def role_of(operation):
    names = roles(operation)
    return "therapist" if names == ["therapist"] else "patient"


IDS = json.loads(os.environ["AFTERWORD_IDS"])


def known(path, name):
    """An id that exists in this place, so that calls reach what lies behind the look-up."""
    parts = path.split("/")
    if parts[2] == "therapist":
        return IDS.get(name)
    if name in ("revision", "from", "to"):
        return 1
    return IDS.get(f"{parts[2]}/{parts[3]}" if parts[2] == "care" else parts[2]) if name == "id" else None


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    # Every second case, told apart by what was drawn: the others try ids that name nothing.
    if path_parameters and len(repr(sorted(path_parameters.items(), key=str))) % 2:
        for name in path_parameters:
            path_parameters[name] = known(context.operation.path, name) or path_parameters[name]
    return path_parameters
