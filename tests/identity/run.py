"""Asks foreign authenticators whether they get in, and whether they stay out where they should (ID-11 to ID-13).

    python tests/identity/run.py [--binary target/debug/afterword] [--database postgres://…] [--without-browser]

Starts the binary with a folder that is thrown away (the database that is named must be empty), enrols pyotp's codes and
soft-webauthn's passkeys, and tries the good cases and the bad ones; then Chromium does, with its virtual authenticator (`browser.py`).
The judges are installed under target/identity on the first run, Chromium and its driver (Debian: chromium, chromium-driver) where they are missing.
Every case is a line; the exit code is 0 only if all of them went as they should.
"""

import argparse
import base64
import concurrent.futures
import glob
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import venv

import browser

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BESIDE = os.path.join(ROOT, "target", "identity")
PYTHON = os.path.join(BESIDE, "venv", "bin", "python")
PASSWORD = "a small boat on a wide lake"
CASES = []


def install():
    """A virtual environment with the pinned judges; what is there already stays."""
    wanted = open(os.path.join(HERE, "requirements.txt"), encoding="utf-8").read()
    mark = os.path.join(BESIDE, "installed")
    if os.path.exists(mark) and open(mark, encoding="utf-8").read() == wanted:
        return
    venv.create(os.path.join(BESIDE, "venv"), with_pip=True, clear=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", os.path.join(HERE, "requirements.txt")], check=True)
    with open(mark, "w", encoding="utf-8") as file:
        file.write(wanted)


def case(name, got, wanted):
    CASES.append(got == wanted)
    print(f"{'ok  ' if got == wanted else 'FAIL'} {name}: {got}" + ("" if got == wanted else f", not {wanted}"))


class Server:
    def __init__(self, base, folder, command, environment):
        self.base, self.folder, self.command, self.environment = base, folder, command, environment

    def get(self, path, token):
        return self.post(path, token=token, method="GET")

    def post(self, path, body=None, token=None, method="POST"):
        import requests

        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.request(method, f"{self.base}{path}", json=body, headers=headers, timeout=60)

    def register(self, role="patient"):
        email = f"somebody-{secrets.token_hex(4)}@example.org"
        account = {"role": role, "email": email, "password": PASSWORD, "display_name": "Somebody", "time_zone": "Europe/Lisbon"}
        if role == "therapist":
            invited = subprocess.run([self.command, "invite-therapist"], env=self.environment, check=True, capture_output=True, text=True)
            account["invitation_code"] = invited.stdout.strip()
        self.post("/v1/auth/register", account).raise_for_status()
        for _ in range(200):
            for mail in glob.glob(os.path.join(self.folder, "mail", "*.eml")):
                with open(mail, encoding="utf-8") as file:
                    text = file.read()
                code = re.search(r"^([0-9A-Z]{8})\s*$", text, re.M)
                if f"To: {email}" in text and code:
                    answer = self.post("/v1/auth/register/confirm", {"email": email, "code": code[1]})
                    answer.raise_for_status()
                    return email, answer.json()["access_token"]
            time.sleep(0.1)
        sys.exit("no mail came")

    def login(self, email, **more):
        return self.post("/v1/auth/login", {"email": email, "password": PASSWORD, **more}).status_code


def authenticator_app(server):
    """pyotp holds the secret that the service gave."""
    import pyotp

    email, token = server.register()
    given = server.post("/v1/auth/totp", token=token).json()
    app = pyotp.parse_uri(given["otpauth_url"])
    case("the secret and the picture are the same", app.secret == given["secret"], True)
    case("the picture names the account", (app.issuer, app.name) == ("Afterword", email), True)
    # A step begins now, so that the next lines stay in it.
    time.sleep(30 - time.time() % 30 + 0.2)
    now = int(time.time())
    confirmed = server.post("/v1/auth/totp/confirm", {"code": app.at(now - 30)}, token)
    case("a code of one step ago enrols", confirmed.status_code, 200)
    codes = confirmed.json()["recovery_codes"]
    case("no code", server.login(email), 401)
    case("a code of two steps ago", server.login(email, totp=app.at(now - 60)), 401)
    case("a code of two steps ahead", server.login(email, totp=app.at(now + 60)), 401)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: server.login(email, totp=app.at(now)), range(16)))
    case("sixteen at once with one code", (told.count(200), told.count(401)), (1, 15))
    case("the same code again", server.login(email, totp=app.at(now)), 401)
    case("an earlier code that was not used", server.login(email, totp=app.at(now - 30)), 401)
    case("a code of one step ahead", server.login(email, totp=app.at(now + 30)), 200)
    case("the code of now, after one of later", server.login(email, totp=app.at(now)), 401)
    case("a recovery code", server.login(email, totp=codes[0]), 200)
    case("the same recovery code", server.login(email, totp=codes[0]), 401)


def text(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(spelled):
    return base64.urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4))


def device_of():
    from fido2 import cbor
    from fido2.utils import sha256
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from soft_webauthn import SoftWebauthnDevice

    class Device(SoftWebauthnDevice):
        """The judge as it is does not verify its user; this one says that it did."""

        verified = True

        def create(self, options, origin):
            made = super().create(options, origin)
            if self.verified:
                attested = cbor.decode(made["response"]["attestationObject"])
                attested["authData"] = attested["authData"][:32] + b"\x45" + attested["authData"][33:]
                made["response"]["attestationObject"] = cbor.encode(attested)
            return made

        def get(self, options, origin):
            answer = super().get(options, origin)
            if self.verified:
                data = answer["response"]["authenticatorData"][:32] + b"\x05" + answer["response"]["authenticatorData"][33:]
                signed = data + sha256(answer["response"]["clientDataJSON"])
                answer["response"]["authenticatorData"] = data
                answer["response"]["signature"] = self.private_key.sign(signed, ec.ECDSA(hashes.SHA256()))
            return answer

    return Device()


def spelled(answer):
    """What `toJSON` of a browser gives."""
    response = {name: text(value) for name, value in answer["response"].items() if value is not None}
    return {"id": text(answer["rawId"]), "rawId": text(answer["rawId"]), "type": "public-key", "response": response, "clientExtensionResults": {}}


def read(begun):
    """What a browser makes of the options."""
    options = begun["options"]
    options["publicKey"]["challenge"] = raw(options["publicKey"]["challenge"])
    if "user" in options["publicKey"]:
        options["publicKey"]["user"]["id"] = raw(options["publicKey"]["user"]["id"])
    options["publicKey"]["pubKeyCredParams"] = [
        {"alg": one["alg"], "type": one["type"]} for one in options["publicKey"].get("pubKeyCredParams", [])
    ]
    return begun["ceremony_id"], options


def add(server, token, origin, device):
    ceremony, options = read(server.post("/v1/auth/passkeys/registration/begin", token=token).json())
    made = spelled(device.create(options, origin))
    return server.post("/v1/auth/passkeys/registration/finish", {"ceremony_id": ceremony, "credential": made}, token)


def sign_in(server, origin, device, spoil=None, at=None):
    ceremony, options = at or read(server.post("/v1/auth/passkeys/login/begin").json())
    answer = spelled(device.get(options, origin))
    if spoil:
        spoil(answer)
    return server.post("/v1/auth/passkeys/login/finish", {"ceremony_id": ceremony, "credential": answer}).status_code


def passkeys(server, origin):
    email, token = server.register()
    device = device_of()
    case("a passkey is added", add(server, token, origin, device).status_code, 201)
    case("it signs in", sign_in(server, origin, device), 200)
    case("and again", sign_in(server, origin, device), 200)
    case("the password alone does not any more", server.login(email), 401)
    case("another origin", sign_in(server, "http://elsewhere.test", device), 401)
    case("the origin with another scheme", sign_in(server, origin.replace("http:", "https:"), device), 401)
    case("a subdomain of the origin", sign_in(server, origin.replace("//", "//a."), device), 401)
    at = read(server.post("/v1/auth/passkeys/login/begin").json())
    case("a challenge that waits", sign_in(server, origin, device, at=at), 200)
    case("the same challenge again", sign_in(server, origin, device, at=at), 401)
    ceremony, _ = read(server.post("/v1/auth/passkeys/login/begin").json())
    _, options = read(server.post("/v1/auth/passkeys/login/begin").json())
    case("the answer to another challenge", sign_in(server, origin, device, at=(ceremony, options)), 401)
    device.verified = False
    case("a user who was not verified", sign_in(server, origin, device), 401)
    device.verified = True
    kept, device.sign_count = device.sign_count, 0
    case("a counter that went back", sign_in(server, origin, device), 401)
    device.sign_count = kept + 10
    case("a counter that went on", sign_in(server, origin, device), 200)
    _, others_token = server.register()
    other = device_of()
    case("another person's passkey is added", add(server, others_token, origin, other).status_code, 201)
    other.user_handle, kept = device.user_handle, other.user_handle
    case("another person's passkey under this name", sign_in(server, origin, other), 401)
    other.user_handle, other.credential_id, kept_id = device.user_handle, device.credential_id, other.credential_id
    case("this person's credential with another key", sign_in(server, origin, other), 401)
    other.user_handle, other.credential_id = kept, kept_id
    case("another person's passkey under its own name", sign_in(server, origin, other), 200)
    other.user_handle = secrets.token_bytes(16)
    case("a passkey of nobody", sign_in(server, origin, other), 401)

    def broken(answer):
        answer["response"]["signature"] = text(bytes(len(raw(answer["response"]["signature"]))))

    case("a broken signature", sign_in(server, origin, device, spoil=broken), 401)
    fresh = device_of()
    fresh.verified = False
    case("adding a passkey that verified nobody", add(server, others_token, origin, fresh).status_code, 422)
    case("adding a passkey from another origin", add(server, others_token, "http://elsewhere.test", device_of()).status_code, 422)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=os.path.join(ROOT, "target", "debug", "afterword"))
    options.add_argument("--database", default="")
    options.add_argument("--without-browser", action="store_true", help="where there is no Chromium and none can be installed")
    options = options.parse_args()
    if os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(BESIDE, "venv")):
        install()
        os.execv(PYTHON, [PYTHON, os.path.abspath(__file__), *sys.argv[1:]])
    import requests

    with tempfile.TemporaryDirectory(prefix="aw-identity-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            base = f"http://127.0.0.1:{probe.getsockname()[1]}"
        page = browser.Page()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_") and name != "DATABASE_URL"}
        settings = {
            "AFTERWORD_LISTEN": base.removeprefix("http://"),
            "AFTERWORD_DATA_DIR": folder,
            "AFTERWORD_RATE_LIMITS": "off",
            "AFTERWORD_LOG": "warn",
            "AFTERWORD_PUBLIC_URL": page.origin,
            "AFTERWORD_CORS_ORIGINS": page.origin,
        }
        if options.database:
            settings["DATABASE_URL"] = options.database
            with open(os.open(os.path.join(folder, "master.key"), os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
                file.write(base64.b64encode(secrets.token_bytes(32)).decode())
        environment = {**inherited, **settings}
        process = subprocess.Popen([options.binary], env=environment)
        server = Server(base, folder, options.binary, environment)
        try:
            for _ in range(300):
                try:
                    if requests.get(f"{base}/readyz", timeout=2).ok:
                        break
                except requests.RequestException:
                    time.sleep(0.1)
            authenticator_app(server)
            passkeys(server, page.origin)
            if options.without_browser:
                print("SKIPPED: Chromium and its virtual authenticator")
            else:
                browser.run(case, server, page)
        finally:
            process.terminate()
            process.wait(15)
    print(f"{sum(CASES)} of {len(CASES)} cases went as they should")
    return 0 if all(CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
