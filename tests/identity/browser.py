"""Lets Chromium in, with its own virtual authenticator (CTAP2, internal, with user verification), through a page at the service's origin.

The page is served by the test where `AFTERWORD_PUBLIC_URL` says that clients come from; it asks the service with `fetch`, which the
service lets it because `AFTERWORD_CORS_ORIGINS` names it. Nothing of the passkeys is made here but by the browser.
"""

import http.server
import os
import shutil
import subprocess
import sys
import threading

PAGE = b"""<!doctype html><title>A page of the app</title><script>
const told = answer => answer.text().then(text => ({status: answer.status, body: text ? JSON.parse(text) : null}));
async function send(path, body, token) {
    const headers = {"content-type": "application/json", ...(token && {authorization: `Bearer ${token}`})};
    const init = {method: "POST", headers, body: body && JSON.stringify(body)};
    return told(await fetch(api + path, body ? init : {...init, headers: token ? {authorization: headers.authorization} : {}}));
}
async function create(path, token, name) {
    const begun = (await send(`${path}/begin`, null, token)).body;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(begun.options.publicKey);
    const credential = (await navigator.credentials.create({publicKey})).toJSON();
    return send(`${path}/finish`, {ceremony_id: begun.ceremony_id, credential, name}, token);
}
async function answer(begun, verification) {
    const options = {...begun.options.publicKey, ...(verification && {userVerification: verification})};
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return {ceremony_id: begun.ceremony_id, credential: (await navigator.credentials.get({publicKey})).toJSON()};
}
async function prove(path, token, verification) {
    const begun = (await send(`${path}/begin`, null, token)).body;
    return send(`${path}/finish`, await answer(begun, verification), token);
}
</script>"""


class Page:
    """A page on an origin of its own."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(PAGE)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.origin = f"http://localhost:{server.server_port}"


def install():
    """Chromium and its driver from Debian's packages, where they are missing and this may be done."""
    if not shutil.which("chromedriver"):
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            sys.exit("there is no Chromium here: install Debian's packages chromium and chromium-driver")
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": True, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"], **quiet)
    return shutil.which("chromedriver")


class Browser:
    def __init__(self, api, page):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        flags = webdriver.ChromeOptions()
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"]:
            flags.add_argument(flag)
        self.api = api
        self.driver = webdriver.Chrome(options=flags, service=Service(install()))
        self.driver.set_script_timeout(60)
        self.opens(page.origin)

    def opens(self, origin):
        self.driver.get(f"{origin}/")
        self.driver.execute_script("window.api = arguments[0]", self.api)

    def has_authenticator(self, verifies=True):
        """An authenticator that holds nothing yet, in the place of the one before."""
        from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions

        if self.driver.virtual_authenticator_id:
            self.driver.remove_virtual_authenticator()
        self.driver.add_virtual_authenticator(
            VirtualAuthenticatorOptions(
                protocol="ctap2", transport="internal", has_resident_key=True, has_user_verification=True, is_user_verified=verifies
            )
        )

    def runs(self, call, *given):
        """What a function of the page gives: an answer of the service, or why the browser would not."""
        script = f"const done = arguments[arguments.length - 1]; {call}.then(done, why => done({{status: 0, refused: String(why)}}))"
        told = self.driver.execute_async_script(script, *given)
        if "refused" in told:
            print("     " + told["refused"])
        return told

    def adds(self, token, name="a browser"):
        return self.runs("create('/v1/auth/passkeys/registration', arguments[0], arguments[1])", token, name)

    def signs_in(self, verification=None):
        return self.runs("prove('/v1/auth/passkeys/login', null, arguments[0])", verification)

    def shows_again(self, token):
        return self.runs("prove('/v1/auth/passkeys/step-up', arguments[0])", token)

    def answers(self, begun, verification=None):
        return self.runs("answer(arguments[0], arguments[1])", begun, verification)

    def copied(self, sign_count):
        """The passkey it holds, on another authenticator that has counted so far."""
        from selenium.webdriver.common.virtual_authenticator import Credential

        held = [{**one.to_dict(), "signCount": sign_count} for one in self.driver.get_credentials()]
        self.has_authenticator()
        for one in held:
            self.driver.add_credential(Credential.from_dict(one))

    def count(self):
        return max(one.sign_count for one in self.driver.get_credentials())


def finish(server, answer):
    return server.post("/v1/auth/passkeys/login/finish", answer).status_code


def of_a_role(case, server, browser, role):
    email, token = server.register(role)
    browser.has_authenticator()
    case(f"a {role}'s browser adds a passkey", browser.adds(token)["status"], 201)
    case(f"the {role}'s password alone does not sign in any more", server.login(email), 401)
    first = browser.signs_in()
    case(f"the {role}'s browser signs in with it", (first["status"], first["body"]["account"]["role"]), (200, role))
    again = browser.signs_in()
    case(f"the {role}'s browser signs in again", again["status"], 200)
    token = again["body"]["access_token"]
    case(f"the {role} is who they were", server.get("/v1/me", token).json()["email"], email)
    if role == "therapist":
        case("a therapist with a passkey reaches their patients", server.get("/v1/therapist/patients", token).status_code, 200)
    case(f"the {role}'s browser shows again who is there", browser.shows_again(token)["status"], 204)
    case("a second passkey on the same authenticator is not made", browser.adds(token)["status"], 0)
    return token


def refusals(case, server, browser, page):
    """Runs while the browser holds a passkey that signs in."""
    path = "/v1/auth/passkeys/login/begin"
    answer = browser.answers(server.post(path).json())
    case("an answer of the browser", finish(server, answer), 200)
    case("the same answer again", finish(server, answer), 401)
    other = server.post(path).json()["ceremony_id"]
    case("the same answer to another challenge", finish(server, {**answer, "ceremony_id": other}), 401)

    # An authenticator that could verify its user and does not.
    browser.driver.set_user_verified(False)
    case("the browser does not answer where nobody is verified", browser.signs_in()["status"], 0)
    case("an answer that a page asked for without verification", browser.signs_in("discouraged")["status"], 401)
    browser.driver.set_user_verified(True)
    case("one that it asked for with verification", browser.signs_in("required")["status"], 200)

    # A page on another port is another origin to the service, under a name that the passkey knows.
    begun = server.post(path).json()
    browser.opens(Page().origin)
    case("a page of another origin is not let near the service", browser.signs_in()["status"], 0)
    answer = browser.answers(begun)
    case("the browser answers there", "credential" in answer, True)
    case("an answer from another origin", finish(server, answer), 401)
    browser.opens(page.origin.replace("localhost", "127.0.0.1"))
    case("the browser does not answer under another name", browser.answers(server.post(path).json()).get("status"), 0)
    browser.opens(page.origin)
    case("an answer from the service's own origin", browser.signs_in()["status"], 200)

    # The key on a second authenticator, which has counted less, as much, and then more.
    kept = browser.count()
    browser.copied(0)
    case("a copy that has not counted", browser.signs_in()["status"], 401)
    browser.copied(kept - 1)
    case("a copy that has counted as far", browser.signs_in()["status"], 401)
    browser.copied(kept + 5)
    case("one that has counted on", browser.signs_in()["status"], 200)
    browser.has_authenticator()
    case("an authenticator that holds nothing", browser.signs_in()["status"], 0)


def run(case, server, page):
    browser = Browser(server.base, page)
    try:
        for role in ["patient", "therapist"]:
            of_a_role(case, server, browser, role)
            refusals(case, server, browser, page)
    finally:
        browser.driver.quit()
