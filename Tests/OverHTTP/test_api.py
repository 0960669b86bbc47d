"""The API as other programs use it: by its own description (schemathesis), and in the few ways that need the program."""

import os
import re
import subprocess
import sys

import pytest
from program import Program
from visitor import Organiser, Visitor

# How long the whole search for answers that break the description may take.
SEARCHES_FOR_S = 60
CHECKS = ",".join([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
])  # fmt: skip


def make_key(organiser: Organiser, *scopes: str) -> str:
    page = "/admin/nycklar/ny"
    form = [("name", "Provprogrammet"), ("days", "30"), ("token", organiser.token(page))]
    answer = organiser.post(page, _encoded(form + [("scope", scope) for scope in scopes]))
    assert answer.status == 200, answer.text
    return re.search(r'<code id="key">(\S+)</code>', answer.text)[1]


def _encoded(pairs: list[tuple[str, str]]) -> bytes:
    from urllib.parse import urlencode

    return urlencode(pairs).encode()


ALL_SCOPES = (
    "registrations:read", "registrations:write", "needs", "settings:read", "settings:write", "check-ins:read",
    "check-ins:write", "exports:read",
)  # fmt: skip


@pytest.fixture(scope="module")
def unlimited(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("api"))
    program.run("migrate")
    program.run("demo", "--if-empty")
    program.name = "prov"
    program.password = program.add_organiser(program.name)
    program.environment["VEMFN_API_REQUESTS"] = "0"
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="module")
def key(unlimited):
    with Organiser(unlimited) as organiser:
        return make_key(organiser, *ALL_SCOPES)


def test_the_answers_are_what_the_description_says(unlimited, key, tmp_path):
    # The same search each time, so that it fails for what was changed; other seeds look elsewhere.
    seed = int(os.environ.get("VEMFN_SEED", 1))
    print("seed", seed)
    # It reads its settings from the folder it runs in, and a file of ours would stand in every other run's way.
    # Its own list of what refuses wrong data lacks that an address can be too long.
    (tmp_path / "schemathesis.toml").write_text(
        f'headers = {{ Authorization = "Bearer {key}" }}\n'
        "[checks.negative_data_rejection]\nexpected-statuses = [400, 401, 403, 404, 409, 412, 414, 415, 422, 428, 431]\n"
    )
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "run", f"{unlimited.site}/api/v1/openapi.json",
            "--checks", CHECKS, "--seed", str(seed), "--max-time", str(SEARCHES_FOR_S), "--max-examples", "25",
            "--phases", "examples,coverage,fuzzing,stateful", "--request-timeout", "20", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=SEARCHES_FOR_S * 4,
    )  # fmt: skip
    print(done.stdout[-8000:], done.stderr[-2000:])
    assert done.returncode == 0


def test_refusals_of_bytes_are_problems_too(unlimited, key):
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with Visitor(unlimited.port) as visitor:
        large = visitor.ask("POST", "/api/v1/registrations", b" " * 40_000, headers)
        assert large.status == 413
        assert large.headers["Content-Type"] == "application/problem+json"
    with Visitor(unlimited.port) as visitor:
        packed = visitor.ask("POST", "/api/v1/registrations", b"{}", headers | {"Content-Encoding": "gzip"})
        assert (packed.status, packed.headers["Content-Type"]) == (415, "application/problem+json")
        traced = visitor.ask("TRACE", "/api/v1/key", None, {})
        assert (traced.status, traced.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_files_hold_needs_only_for_a_key_with_the_scope(unlimited, key):
    with Organiser(unlimited) as organiser:
        poor = make_key(organiser, "exports:read")
    with Visitor(unlimited.port) as visitor:
        whole = visitor.ask("GET", "/api/v1/exports/attendees.csv?needs=true", None, {"Authorization": f"Bearer {key}"})
        assert "dietaryNeeds" in whole.text.splitlines()[0]
        poor_headers = {"Authorization": f"Bearer {poor}"}
        part = visitor.ask("GET", "/api/v1/exports/attendees.csv", None, poor_headers)
        assert "email" in part.text.splitlines()[0] and "dietaryNeeds" not in part.text
        assert visitor.ask("GET", "/api/v1/exports/attendees.xlsx?needs=true", None, poor_headers).status == 403
        assert visitor.ask("GET", "/api/v1/exports/attendees.xlsx", None, poor_headers).body.startswith(b"PK")
    assert key not in unlimited.logged()
