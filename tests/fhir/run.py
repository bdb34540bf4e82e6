"""Asks foreign judges whether the FHIR export is FHIR R4.

    python tests/fhir/run.py [--binary target/debug/afterword] [--database postgres://…]
    python tests/fhir/run.py --url http://127.0.0.1:8080 --email ana@example.org --password "an example for the afternoon"

The first starts the binary with a folder that is thrown away (the database that is named must be empty), makes people through the API
and exports two of them; the second exports the patient that is named. The judges are installed beside the build, under target/fhir.
The exit code is 0 only if nobody found anything.
"""

import argparse
import base64
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BESIDE = os.path.join(ROOT, "target", "fhir")
PYTHON = os.path.join(BESIDE, "venv", "bin", "python")


def install():
    """A virtual environment and node modules with the pinned judges; what is there already stays."""
    wanted = "".join(open(os.path.join(HERE, name), encoding="utf-8").read() for name in ("requirements.txt", "package.json"))
    mark = os.path.join(BESIDE, "installed")
    if os.path.exists(mark) and open(mark, encoding="utf-8").read() == wanted:
        return
    venv.create(os.path.join(BESIDE, "venv"), with_pip=True, clear=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", os.path.join(HERE, "requirements.txt")], check=True)
    shutil.copy(os.path.join(HERE, "package.json"), BESIDE)
    subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], cwd=BESIDE, check=True)
    with open(mark, "w", encoding="utf-8") as file:
        file.write(wanted)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder, port, database):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_") and name != "DATABASE_URL"}
    settings = {"AFTERWORD_LISTEN": f"127.0.0.1:{port}", "AFTERWORD_DATA_DIR": folder, "AFTERWORD_RATE_LIMITS": "off", "AFTERWORD_LOG": "warn"}
    if database:
        settings["DATABASE_URL"] = database
        with open(os.open(os.path.join(folder, "master.key"), os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)).decode())
    return {**inherited, **settings}


def wait_until_up(base, server):
    import requests

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


def made(options):
    """Bundles of people who were made for this: one with something of everything, one who wrote nothing."""
    import worlds

    with tempfile.TemporaryDirectory(prefix="aw-fhir-") as folder:
        port = free_port()
        base, settings = f"http://127.0.0.1:{port}", environment(folder, port, options.database)
        server = subprocess.Popen([options.binary], env=settings)
        try:
            wait_until_up(base, server)
            invitation = subprocess.run([options.binary, "invite-therapist"], env=settings, check=True, capture_output=True, text=True).stdout.strip()
            patient, therapist = worlds.register(base, folder, "patient"), worlds.register(base, folder, "therapist", invitation)
            worlds.sharing(patient, therapist, worlds.journal(patient))
            return [("everything", patient.bundle()), ("nothing yet", worlds.register(base, folder, "patient").bundle())]
        finally:
            server.terminate()
            server.wait(15)


def structure_definitions(bundles):
    """Medplum's validator, in node."""
    shutil.copy(os.path.join(HERE, "judge.mjs"), BESIDE)
    told = json.dumps([{"name": name, "bundle": bundle} for name, bundle in bundles])
    done = subprocess.run(["node", "judge.mjs"], cwd=BESIDE, input=told, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"node: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout)
    return answer["checked"], answer["problems"]


def judged(bundles):
    import judges

    models = judges.Models()
    schema = judges.Schema(os.path.join(BESIDE, "node_modules", "@medplum", "definitions", "dist", "fhir", "r4", "fhir.schema.json"))
    problems = []
    for judge in (models, schema, judges.Whole()):
        checked, found = 0, []
        for name, bundle in bundles:
            resources = [bundle] if isinstance(judge, judges.Whole) else [bundle, *(entry["resource"] for entry in bundle["entry"])]
            for resource in resources:
                checked += 1
                place = f"{name} {resource['resourceType']}/{resource.get('id', '')}"
                found += [f"{place}: {problem}" for problem in judge.problems(resource)]
        print(f"{judge.name}: {checked} checked, {len(found)} problem(s)")
        problems += found
    print(f"  codes held against closed lists: {sum(models.codes.values())} at {len(models.codes)} places")
    checked, found = structure_definitions(bundles)
    print(f"@medplum/core, R4 structure definitions and invariants: {checked} checked, {len(found)} problem(s)")
    return problems + found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default=os.path.join(ROOT, "target", "debug", "afterword"))
    options.add_argument("--database", default="")
    options.add_argument("--url")
    options.add_argument("--email")
    options.add_argument("--password")
    options.add_argument("--keep", help="a file to write the first bundle to")
    if sys.executable != PYTHON:
        options.parse_args()
        install()
        sys.exit(subprocess.run([PYTHON, os.path.abspath(__file__), *sys.argv[1:]]).returncode)
    options = options.parse_args()
    if options.url:
        import worlds

        bundles = [(options.email, worlds.Person(options.url, options.email, options.password).bundle())]
    else:
        bundles = made(options)
    for name, bundle in bundles:
        kinds = Counter(entry["resource"]["resourceType"] for entry in bundle["entry"])
        print(f"{name}: {len(bundle['entry'])} resources: {', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}")
    if options.keep:
        with open(options.keep, "w", encoding="utf-8") as file:
            json.dump(bundles[0][1], file, ensure_ascii=False, indent=1)
    problems = judged(bundles)
    for problem in problems[:50]:
        print(f"  {problem[:600]}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
