"""Lets two foreign readers, icalendar and ical.js, judge the calendar that a real server serves.

    python tests/calendar/run.py [--binary target/debug/afterword]

Both readers are installed under target/calendar on the first run (pip and npm). The server gets a folder that is thrown away.
"""

import argparse
import datetime
import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
JUDGES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "target", "calendar")
PASSWORD = "a small boat on a wide lake"
EMAIL = "ana@example.org"
TITLES = {"Reserved time", "Time for yourself"}
UTC = datetime.timezone.utc


def install():
    """Where the two readers are; they stay there for the next run."""
    python = os.path.join(JUDGES, "venv", "bin", "python")
    if not os.path.exists(python):
        venv.create(os.path.dirname(os.path.dirname(python)), with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", os.path.join(HERE, "requirements.txt")], check=True)
    shutil.copy(os.path.join(HERE, "package.json"), JUDGES)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=JUDGES, check=True)
    return {
        "icalendar": [python, os.path.join(HERE, "judge.py")],
        "ical.js": ["node", os.path.join(HERE, "judge.mjs")],
    }


class Server:
    """A server of its own, and Ana, who is signed in to it."""

    def __init__(self, binary, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.base, self.folder, self.token = f"http://127.0.0.1:{port}", folder, None
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_") and name != "DATABASE_URL"}
        settings = {"AFTERWORD_LISTEN": f"127.0.0.1:{port}", "AFTERWORD_DATA_DIR": folder, "AFTERWORD_RATE_LIMITS": "off", "AFTERWORD_LOG": "info"}
        self.log_file = os.path.join(folder, "log")
        with open(self.log_file, "wb") as log:
            self.environment = {**inherited, **settings}
            self.process = subprocess.Popen([binary], env=self.environment, stdout=log, stderr=log)

    def wait_until_up(self):
        for _ in range(300):
            if self.process.poll() is not None:
                sys.exit("the server ended before it served")
            try:
                return self.call("GET", "/readyz")
            except urllib.error.URLError:
                time.sleep(0.1)
        sys.exit("the server did not come up")

    def fetch(self, url):
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert answer.headers["content-type"] == "text/calendar; charset=utf-8", answer.headers["content-type"]
            return answer.read()

    def call(self, method, path, body=None, headers=None):
        headers = {"content-type": "application/json", **(headers or {})}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, method=method, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def sign_in(self):
        account = {"role": "patient", "email": EMAIL, "password": PASSWORD, "display_name": "Ana", "time_zone": "Europe/Lisbon"}
        self.call("POST", "/v1/auth/register", account)
        for _ in range(200):
            for mail in glob.glob(os.path.join(self.folder, "mail", "*.eml")):
                code = re.search(r"^([0-9A-Z]{8})\s*$", open(mail, encoding="utf-8").read(), re.M)
                if code:
                    self.token = self.call("POST", "/v1/auth/register/confirm", {"email": EMAIL, "code": code[1]})["access_token"]
                    return
            time.sleep(0.1)
        sys.exit("no mail came")


def spelled(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def populate(ana):
    """Sessions in several zones, far enough apart that their days do not meet, and appointments; what a reader must find."""
    now, expected = datetime.datetime.now(UTC).replace(microsecond=0), []

    def reserved(start, end, status="CONFIRMED", sequence=0):
        expected.append(("Reserved time", status, sequence, spelled(start), spelled(end) if end else None))

    zones = ["Europe/Lisbon", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"]
    for place, zone in enumerate(zones):
        # Across half a year, so that clocks change somewhere among them.
        start = (now + datetime.timedelta(days=27 * (place - 3))).replace(hour=23, minute=40)
        happened = start < now - datetime.timedelta(days=2)
        end = start + datetime.timedelta(hours=2 if happened else 3)
        session = {"status": "planned", "planned_at": spelled(start), "time_zone": zone, "place": "the clinic, room 4", "note": "ketamine; 1,2"}
        if happened:
            session = {**session, "status": "happened", "started_at": spelled(start), "ended_at": spelled(end)}
        ana.call("POST", "/v1/dosing-sessions", session)
        reserved(start, end)
        anchor = end if happened else start
        first = anchor.astimezone(zoneinfo.ZoneInfo(zone)).date()
        for day in range(1, 6):
            date = first + datetime.timedelta(days=day)
            expected.append(("Time for yourself", "CONFIRMED", 0, date.isoformat(), (date + datetime.timedelta(days=1)).isoformat()))
    start = now + datetime.timedelta(days=200)
    called_off = ana.call("POST", "/v1/dosing-sessions", {"status": "planned", "planned_at": spelled(start), "time_zone": "UTC"})
    ana.call("PATCH", f"/v1/dosing-sessions/{called_off['id']}", {"status": "cancelled"}, {"if-match": "*"})
    reserved(start, start + datetime.timedelta(hours=3), "CANCELLED", 1)
    for hours, status in [(26, "planned"), (50, "postponed"), (-50, "happened")]:
        start = now + datetime.timedelta(hours=hours)
        end = start + datetime.timedelta(minutes=50) if hours > 0 else None
        ana.call("POST", "/v1/appointments", {"kind": "integration", "status": status, "starts_at": spelled(start), "ends_at": spelled(end) if end else None, "note": "a\r\nBEGIN:VEVENT"})
        reserved(start, end, "CANCELLED" if status == "postponed" else "CONFIRMED")
    return sorted(expected, key=str)


def judged(command, text):
    answer = subprocess.run(command, input=text, cwd=JUDGES, capture_output=True)
    if answer.returncode:
        sys.exit(answer.stderr.decode())
    return json.loads(answer.stdout)


def refused(url):
    try:
        urllib.request.urlopen(url, timeout=30)
    except urllib.error.HTTPError as error:
        return error.code
    return None


def check(ana, judges):
    expected = populate(ana)
    url = ana.call("POST", "/v1/timeline/calendar")["url"]
    text = ana.fetch(url)
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), "a line is longer than 75 bytes (RFC 5545 3.1)"
    assert b"\n" not in text.replace(b"\r\n", b""), "a line ends without a carriage return"
    readings = {name: judged(command, text) for name, command in judges.items()}
    for name, reading in readings.items():
        found = sorted(((one["title"], one["status"], one["sequence"], one["start"], one["end"]) for one in reading["events"]), key=str)
        assert found == expected, f"{name} reads\n{found}\nand not\n{expected}"
        assert {one["title"] for one in reading["events"]} == TITLES
        uids = [one["uid"] for one in reading["events"]]
        assert len(set(uids)) == len(uids), "two events have one name"
        assert reading["version"] == "2.0" and reading["name"] == "My time"
    first, second = readings.values()
    assert first == second, "the two readers do not agree"
    assert ana.fetch(url) == text, "the calendar changes by itself"
    ana.call("DELETE", "/v1/timeline/calendar")
    assert refused(url) == 404, "a revoked address is still good"
    key = url.split("key=")[1]
    assert key not in open(ana.log_file, encoding="utf-8").read(), "the secret is in the log"
    return len(expected)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default="target/debug/afterword")
    options = options.parse_args()
    os.makedirs(JUDGES, exist_ok=True)
    judges = install()
    with tempfile.TemporaryDirectory(prefix="aw-calendar-") as folder:
        server = Server(options.binary, folder)
        try:
            server.wait_until_up()
            server.sign_in()
            print(f"{check(server, judges)} events, read alike by {' and '.join(judges)}")
        finally:
            server.process.terminate()
            server.process.wait(15)


if __name__ == "__main__":
    main()
