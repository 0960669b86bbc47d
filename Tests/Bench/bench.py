"""Measures vemfn beside nginx and beside a plain C loop on SQLite, on one machine in one run.

Every figure comes in rounds, ours and theirs in turn, so that whatever else the machine does meets both alike; the
ratio is taken within a round. Nothing leaves the loopback interface. See bin/bench.
"""

import argparse
import base64
import contextlib
import http.client
import json
import os
import platform
import re
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import crowded

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.append(str(HERE.parent))

from visitor import Organiser  # noqa: E402

WORK = ROOT / "var/bench"
# Fields that each server makes for itself.
OWN_FIELDS = {
    "accept-ranges", "connection", "content-length", "content-type", "date", "etag", "last-modified", "server",
}  # fmt: skip
# How long after the first answer a server is at rest: two seconds after its start vemfn gives back what that needed.
RESTS_S = 3
PLAIN = {"Accept-Encoding": "identity"}


@dataclass
class Figure:
    """One line of the table: what was measured, in rounds of ours and of the other's."""

    name: str
    unit: str
    # The other's name; empty when there is nothing to compare with.
    other: str = ""
    target: str = ""
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def add(self, ours: float, theirs: float | None = None):
        self.ours.append(ours)
        if theirs is not None:
            self.theirs.append(theirs)

    @property
    def cells(self) -> list[str]:
        ratios = [ours / theirs for ours, theirs in zip(self.ours, self.theirs) if theirs]
        return [
            self.name + (f" / {self.other}" if self.other else ""), self.unit, spread(self.ours), spread(self.theirs),
            spread(ratios, digits=2), self.target,
        ]  # fmt: skip


def spread(values: list[float], digits: int | None = None) -> str:
    """Minimum, median and maximum, in as many digits as say something."""
    if not values:
        return "–"
    three = [min(values), statistics.median(values), max(values)]
    if digits is None:
        digits = 0 if three[1] >= 100 else 1 if three[1] >= 10 else 2 if three[1] >= 1 else 3
    words = [f"{value:.{digits}f}" for value in three]
    return words[1] if len(values) == 1 else " · ".join(words)


def coding_of(name: str) -> str:
    """How the bytes of what is copied are packed."""
    return "br" if name.endswith("-br") else "identity"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A program that serves, started here and ended here."""

    def __init__(self, command: list, environment: dict[str, str], port: int):
        self.port = port
        self.log = (WORK / f"{Path(command[0]).name}.log").open("ab")
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)

    def __enter__(self):
        self.wait()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def wait(self):
        """Returns when a connection is accepted."""
        while True:
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            if self.process.poll() is not None or time.monotonic() - self.began > 30:
                sys.exit(f"{self.process.args[0]} did not start; see {self.log.name}")
            time.sleep(0.0005)

    def get(self, path: str, fields: dict[str, str] = PLAIN) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=fields)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            sys.exit(f"GET {path} from port {self.port}: {response.status}")
        return response, body

    def resident(self) -> int:
        """Bytes, of the process and its children."""
        return sum(resident(process) for process in self.processes)

    def cpu(self) -> float:
        """Seconds of processor time so far, of the process and its children."""
        return sum(cpu(process) for process in self.processes)

    @property
    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]


def resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)[1]) * 1024


def cpu(process: int) -> float:
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, program: Path, rounds: int, seconds: int, rows: int):
        self.program, self.rounds, self.seconds, self.rows = program, rounds, seconds, rows
        self.figures: list[Figure] = []
        self.notes: list[str] = []

    def figure(self, *arguments, **named) -> Figure:
        self.figures.append(Figure(*arguments, **named))
        return self.figures[-1]

    def vemfn(self, *flags: str, database: Path | None = None) -> Server:
        port = free_port()
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("VEMFN_") and name != "PORT"
        } | {
            "VEMFN_DATABASE": str(database or self.database()),
            "VEMFN_MIGRATIONS": str(ROOT / "migrations"),
            "VEMFN_PUBLIC": str(ROOT / "public"),
            "VEMFN_PORT": str(port),
            "VEMFN_ACCESS_LOG": "off",
            "VEMFN_OUTBOX": str(WORK / "outbox"),
            "VEMFN_SIGN_UPS": "0",
            "VEMFN_SIGN_UPS_PER_ADDRESS": "0",
        }  # fmt: skip
        return Server([self.program, "serve", *flags], environment, port)

    def database(self) -> Path:
        """A conference with room for everybody, so that a thousand sign-ups cost what the first did."""
        path = WORK / "conference.sqlite"
        if path.exists():
            return path
        environment = os.environ | {"VEMFN_DATABASE": str(path), "VEMFN_MIGRATIONS": str(ROOT / "migrations")}
        subprocess.run([self.program, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.executescript(
                "DELETE FROM logEntry; DELETE FROM registration;"
                "UPDATE conference SET capacity = 10000000; UPDATE quota SET ceiling = 1000000;"
                "PRAGMA wal_checkpoint(TRUNCATE);"
            )
        return path

    def nginx(self, files: dict[str, str], tls: bool = False) -> Server:
        """nginx with those files at those addresses.

        - files: addresses to what stands in a location block beside the file.
        """
        port = free_port()
        folder = WORK / "nginx"
        folder.mkdir(exist_ok=True)
        locations = "".join(
            f"location = /{name} {{ alias {WORK}/files/{name}; {words} }}\n" for name, words in files.items()
        )
        secure = f"ssl_certificate {WORK}/tls.crt; ssl_certificate_key {WORK}/tls.key;" if tls else ""
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""
            daemon off; worker_processes 2; {user} pid {folder}/nginx.pid; error_log {folder}/error.log;
            worker_rlimit_nofile 20000;
            events {{ worker_connections 16384; }}
            http {{
                access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; server_tokens off;
                keepalive_timeout 300s; keepalive_requests 1000000000; open_file_cache max=100;
                client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
                uwsgi_temp_path {folder}; scgi_temp_path {folder};
                types {{ }}
                server {{
                    listen 127.0.0.1:{port} {"ssl" if tls else ""} reuseport backlog=4096; {secure}
                    ssl_session_cache shared:tls:10m; ssl_protocols TLSv1.2 TLSv1.3;
                    {locations}
                }}
            }}
        """)
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        return Server([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")],
                      dict(os.environ), port)  # fmt: skip

    def wrk(self, server: Server, path: str, connections: int = 64, scheme: str = "http", close: bool = False,
            seconds: int | None = None, coding: str = "identity") -> dict:  # fmt: skip
        fields = ["-H", f"Accept-Encoding: {coding}"] + (["-H", "Connection: close"] if close else [])
        before = server.cpu()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds or self.seconds}s", *fields, "-s", HERE / "wrk.lua",
             f"{scheme}://127.0.0.1:{server.port}{path}"],
            check=True, capture_output=True, encoding="utf-8")  # fmt: skip
        result = json.loads(done.stdout.splitlines()[-1])
        result["cpu"] = (server.cpu() - before) * 1e6 / result["requests"]
        if result["failed"] and not close:
            sys.exit(f"{result['failed']} requests for {path} failed at port {server.port}")
        return result

    def copied(self, server: Server) -> dict[str, tuple[str, str]]:
        """Names to our address and to what nginx says beside the same bytes, which are put into files."""
        start = server.get("/")[1].decode()
        style = re.search(r'href="(/public/style\.[^"]+)"', start)[1]
        (WORK / "files").mkdir(exist_ok=True)
        pages = {}
        for name, path in {"start": "/", "quotas": "/kvoter", "file": style, "quotas-br": "/kvoter"}.items():
            response, body = server.get(path, {"Accept-Encoding": coding_of(name)})
            (WORK / "files" / name).write_bytes(body)
            words = f"default_type '{response.headers['Content-Type']}';"
            for field_name, value in response.getheaders():
                if field_name.lower() not in OWN_FIELDS:
                    words += f' add_header {field_name} "{value}";'
            pages[name] = (path, words)
        return pages

    # Parts, each a line of bin/bench's help.

    def pages(self):
        """start page, quota page and a static file over keep-alive connections, against nginx"""
        with self.vemfn() as ours:
            copied = self.copied(ours)
            with self.nginx({name: words for name, (_, words) in copied.items()}) as nginx:
                for name, (path, _) in copied.items():
                    size = (WORK / "files" / name).stat().st_size
                    self.beside(
                        ours, nginx, f"{name}, {size} bytes", path, f"/{name}", at_least="≥ 1.00",
                        coding=coding_of(name))  # fmt: skip

    def beside(self, ours: Server, nginx: Server, name: str, path: str, other: str, at_least: str, scheme="http",
               close=False, coding="identity"):  # fmt: skip
        rate = self.figure(f"{name}: requests/s", "1/s", "nginx", at_least)
        slowest = self.figure(f"{name}: p99", "ms", "nginx", "≤ 1.00")
        # What the noise of a shared machine moves least.
        effort = self.figure(f"{name}: processor time of a request", "µs", "nginx")
        for server, address in ((ours, path), (nginx, other)):
            self.wrk(server, address, scheme=scheme, close=close, seconds=1, coding=coding)
        for _ in range(self.rounds):
            our = self.wrk(ours, path, scheme=scheme, close=close, coding=coding)
            their = self.wrk(nginx, other, scheme=scheme, close=close, coding=coding)
            rate.add(our["rate"], their["rate"])
            slowest.add(our["p99"], their["p99"])
            effort.add(our["cpu"], their["cpu"])

    def tls(self):
        """the start page over TLS, keep-alive and with a handshake for each request, against nginx"""
        usage = subprocess.run([self.program, "serve", "--help"], capture_output=True, encoding="utf-8").stdout
        if "--tls-cert" not in usage:
            self.notes.append("tls: left out, for this vemfn has no --tls-cert.")
            return
        certificate, key = WORK / "tls.crt", WORK / "tls.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key,
             "-out", certificate],
            check=True, capture_output=True)  # fmt: skip
        with self.vemfn() as plain:
            copied = self.copied(plain)
        path, words = copied["start"]
        with self.vemfn("--tls-cert", str(certificate), "--tls-key", str(key)) as ours:
            with self.nginx({"start": words}, tls=True) as nginx:
                self.beside(ours, nginx, "TLS, start page", path, "/start", "≥ 0.90", "https")
                self.beside(ours, nginx, "TLS, handshake each", path, "/start", "≥ 0.90", "https", close=True)

    def signups(self):
        """durable sign-ups through HTTP from 128 connections, against a C loop on SQLite in batches of 64"""
        people = 8000
        for name in ("crowd", "loop"):
            libraries = ["-lsqlite3"] if name == "loop" else []
            subprocess.run(["cc", "-O2", "-o", WORK / name, HERE / f"{name}.c", *libraries], check=True)
        rate = self.figure(f"sign-ups, {people} people", "1/s", "C loop", "≥ 0.50")
        half = self.figure("sign-ups: form to answer, p50", "ms")
        slowest = self.figure("sign-ups: form to answer, p99", "ms")
        effort = self.figure("sign-ups: processor time of one", "µs", "C loop")
        share = self.figure("sign-ups: one core's share of the load generator", "%")
        template = self.database()
        for _ in range(self.rounds):
            database = self.copy(template, "ours.sqlite")
            with self.vemfn(database=database) as server:
                token = re.search(r'name="token" value="([^"]+)"', server.get("/anmalan")[1].decode())[1]
                before = server.cpu()
                our = self.run_json("crowd", server.port, 128, people, token)
                spent = server.cpu() - before
            their = self.run_json("loop", self.copy(template, "theirs.sqlite"), people, 64)
            with contextlib.closing(sqlite3.connect(database)) as kept:
                (count,) = kept.execute("SELECT count(*) FROM registration WHERE state = 'confirmed'").fetchone()
                if count != people:
                    sys.exit(f"{people} sign-ups were acknowledged and {count} are kept")
            rate.add(our["rate"], their["rate"])
            half.add(our["p50"])
            slowest.add(our["p99"])
            effort.add(spent / people * 1e6, their["cpu"] / people * 1e6)
            share.add(our["cpu"] / our["seconds"] * 100)

    def rush(self):
        """the quota page while 1,000 people a second sign up, against nginx beside the same sign-ups"""
        subprocess.run(["cc", "-O2", "-o", WORK / "crowd", HERE / "crowd.c"], check=True)
        people_a_second = 1000
        people = people_a_second * (self.seconds + 2)
        rate = self.figure("quotas in a rush: requests/s", "1/s", "nginx", "≥ 1.00")
        slowest = self.figure("quotas in a rush: p99", "ms", "nginx")
        kept_up = self.figure("quotas in a rush: sign-ups/s beside it", "1/s", "those beside nginx")
        template = self.database()
        with self.vemfn() as plain:
            copied = self.copied(plain)
        # As browsers ask for it.
        path, words = copied["quotas-br"]
        with self.nginx({"quotas": words}) as nginx:
            for _ in range(self.rounds):
                results = []
                for their in (None, nginx):
                    with self.vemfn(database=self.copy(template, "rush.sqlite")) as ours:
                        token = re.search(r'name="token" value="([^"]+)"', ours.get("/anmalan")[1].decode())[1]
                        crowd = subprocess.Popen(
                            [WORK / "crowd", str(ours.port), "64", str(people), token, str(people_a_second)],
                            stdout=subprocess.PIPE, encoding="utf-8")  # fmt: skip
                        crowd.stdout.readline()  # it has begun
                        seen = self.wrk(their or ours, "/quotas" if their else path, coding="br")
                        printed, _ = crowd.communicate(timeout=120)
                        if crowd.returncode != 0:
                            sys.exit("the crowd was not registered")
                        results.append((seen, json.loads(printed)))
                (our, ours_crowd), (its, its_crowd) = results
                rate.add(our["rate"], its["rate"])
                slowest.add(our["p99"], its["p99"])
                kept_up.add(ours_crowd["rate"], its_crowd["rate"])

    def crowded(self, count: int) -> tuple[Path, str]:
        """A conference with that many attendees, and the password of its organiser."""
        database = self.copy(self.database(), f"crowded-{count}.sqlite")
        crowded.write(database, count)
        environment = os.environ | {"VEMFN_DATABASE": str(database), "VEMFN_MIGRATIONS": str(ROOT / "migrations")}
        printed = subprocess.run(
            [self.program, "organiser", "add", "prov"], env=environment, check=True, capture_output=True,
            encoding="utf-8").stdout  # fmt: skip
        return database, re.search(r"password: (\S+)", printed)[1]

    def attendees(self):
        """the attendee list with --rows rows, against itself with 1000"""
        sizes = (self.rows, 1000)
        made = [self.crowded(size) for size in sizes]
        addresses = {
            "first page": "", "search by code": "q=vf-0000-0500", "search by two names": "q=maja+östdal",
            "search by a common name": "q=andersson", "search by two letters": "q=bo",
            "one kommun": "kommun=0682", "those who wait": "state=waiting", "newest first": "order=newest",
            "search and state": "q=karin&state=waiting",
        }  # fmt: skip
        names = [*addresses, "search by e-mail", "deep page"]
        figures = {name: self.figure(f"list, {name}: {self.rows} rows", "ms", "1000 rows", "≤ 1.50") for name in names}
        memory = self.figure(f"resident after the list of {self.rows}", "MB", "1000 rows")
        with contextlib.ExitStack() as stack:
            lists = []
            for database, password in made:
                server = stack.enter_context(self.vemfn(database=database))
                organiser = Organiser(SimpleNamespace(port=server.port, name="prov", password=password))
                with contextlib.closing(sqlite3.connect(database)) as db:
                    key, number = db.execute(
                        "SELECT sortKey, id FROM registration ORDER BY sortKey, id LIMIT 1 "
                        "OFFSET (SELECT count(*) * 2 / 3 FROM registration)").fetchone()  # fmt: skip
                    (email,) = db.execute("SELECT email FROM registration WHERE id = 500").fetchone()
                cursor = base64.urlsafe_b64encode(f"name {number} {key}".encode()).decode().rstrip("=")
                own = {"deep page": f"after={cursor}", "search by e-mail": f"q={email}"}
                lists.append((server, organiser, addresses | own))
            for _ in range(self.rounds):
                for name in names:
                    figures[name].add(*(self.page(organiser, queries[name]) for _, organiser, queries in lists))
            memory.add(*(server.resident() / 1e6 for server, _, _ in lists))

    @staticmethod
    def page(organiser: Organiser, query: str) -> float:
        """Milliseconds, the median of some."""
        took = []
        for _ in range(15):
            began = time.monotonic()
            answer = organiser.get(f"/admin/deltagare?{quote(query, safe='=&+@')}")
            took.append((time.monotonic() - began) * 1000)
            if answer.status != 200:
                sys.exit(f"{answer.status} for {query}")
        return statistics.median(took)

    def export(self):
        """100,000 attendees as CSV for machines, against the sqlite3 shell's own dump of the same columns"""
        count = min(self.rows, 100_000)
        database, password = self.crowded(count)
        columns = (
            "code, state, createdAt, givenName, familyName, email, phone, organisationType, kommun, organisation, role, "
            "dietaryNeeds, accessNeeds, badgeName")  # fmt: skip
        rate = self.figure(f"export of {count}, CSV", "rows/s", "sqlite3 -csv", "≥ 0.50")
        others = {name: self.figure(f"export of {count}, {name}", "rows/s") for name in ("json", "xlsx")}
        memory = self.figure(f"resident after the exports of {count}", "MB", "before")
        with self.vemfn(database=database) as server:
            organiser = Organiser(SimpleNamespace(port=server.port, name="prov", password=password))
            organiser.get("/admin/deltagare")
            before = server.resident() / 1e6
            for _ in range(self.rounds):
                took = self.download(organiser, "/admin/deltagare.csv?format=plain")
                began = time.monotonic()
                subprocess.run(
                    ["sqlite3", "-readonly", "-header", "-csv", database,
                     f"SELECT {columns} FROM registration ORDER BY sortKey, id"],
                    check=True, stdout=subprocess.DEVNULL)  # fmt: skip
                rate.add(count / took, count / (time.monotonic() - began))
                for name, figure in others.items():
                    figure.add(count / self.download(organiser, f"/admin/deltagare.{name}"))
            memory.add(server.resident() / 1e6, before)

    @staticmethod
    def download(organiser: Organiser, path: str) -> float:
        """Seconds."""
        began = time.monotonic()
        organiser.connection.request("GET", path, headers=organiser.headers)
        response = organiser.connection.getresponse()
        while response.read(1 << 20):
            pass
        if response.status != 200:
            sys.exit(f"{response.status} for {path}")
        return time.monotonic() - began

    @staticmethod
    def copy(template: Path, name: str) -> Path:
        for old in WORK.glob(f"{name}*"):
            old.unlink()
        shutil.copyfile(template, WORK / name)
        return WORK / name

    @staticmethod
    def run_json(name: str, *arguments) -> dict:
        done = subprocess.run(
            [WORK / name, *map(str, arguments)], check=True, stdout=subprocess.PIPE, encoding="utf-8")
        return json.loads(done.stdout)

    def memory(self):
        """memory at rest and for each idle connection, and GET latency beside the idle ones, against nginx"""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        count = min(10_000, hard - 500)
        rest = self.figure("resident at rest", "MB", "nginx", "≤ 25 MB")
        each = self.figure(f"own memory of an idle connection, {count} of them", "bytes", "nginx", "≤ 1024")
        half = self.figure(f"GET beside {count} idle: p50", "ms", "nginx")
        slowest = self.figure(f"GET beside {count} idle: p99", "ms", "nginx", "< 1 ms")
        with self.vemfn() as plain:
            copied = self.copied(plain)
        path, words = copied["start"]
        for _ in range(self.rounds):
            measured = []
            for make, address in ((self.vemfn, path), (lambda: self.nginx({"start": words}), "/start")):
                with make() as server:
                    server.get(address)
                    time.sleep(RESTS_S)
                    at_rest = server.resident()
                    self.wrk(server, address, connections=8, seconds=1)  # so that what is kept for work is there
                    before = server.resident()
                    with self.idle(server, address, count):
                        after = server.resident()
                        quick = self.wrk(server, address, connections=1, seconds=2)
                    measured.append((at_rest / 1e6, (after - before) / count, quick["p50"], quick["p99"]))
            for figure, our, their in zip((rest, each, half, slowest), *measured):
                figure.add(our, their)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    @contextlib.contextmanager
    def idle(self, server: Server, path: str, count: int):
        """Connections that have had one answer and say nothing more, from as many addresses as limits ask for."""
        request = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        connections = []
        try:
            for number in range(count):
                one = socket.socket()
                one.bind((f"127.0.1.{1 + number // 500}", 0))
                one.connect(("127.0.0.1", server.port))
                one.sendall(request)
                connections.append(one)
                if number % 100 == 99:
                    for waiting in connections[-100:]:
                        if not waiting.recv(4096):
                            sys.exit(f"port {server.port} did not keep {count} idle connections")
            yield
        finally:
            for one in connections:
                one.close()

    def start(self):
        """time from start to the first answer, against nginx"""
        first = self.figure("start to first answer", "ms", "nginx", "< 100 ms")
        with self.vemfn() as plain:
            copied = self.copied(plain)
        path, words = copied["start"]
        for _ in range(max(self.rounds, 7)):
            took = []
            for make, address in ((self.vemfn, path), (lambda: self.nginx({"start": words}), "/start")):
                with make() as server:
                    server.get(address)
                    took.append((time.monotonic() - server.began) * 1000)
            first.add(*took)

    def size(self):
        """sizes of the programs"""
        nginx = Path(shutil.which("nginx") or "/usr/sbin/nginx")
        program = self.figure("program, stripped", "MB", "nginx")
        program.add(self.program.stat().st_size / 1e6, nginx.stat().st_size / 1e6)


NAMES = ("pages", "tls", "signups", "rush", "attendees", "export", "memory", "start", "size")
PARTS = {name: getattr(Bench, name) for name in NAMES}
HEADINGS = ["what", "unit", "ours", "theirs", "ours / theirs", "target"]


def table(figures: list[Figure]) -> str:
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows
    )


def conditions(rounds: int) -> str:
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    load = " ".join(Path("/proc/loadavg").read_text().split()[:3])
    commit = subprocess.run(
        ["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, encoding="utf-8"
    ).stdout.strip()
    return (
        f"Minimum · median · maximum of {rounds} rounds, ours and theirs in turn. "
        f"{time.strftime('%Y-%m-%d %H:%M')}, {commit}, "
        f"{os.cpu_count()} × {model[1] if model else platform.machine()}, "
        f"Linux {platform.release()}, load {load} at the start."
    )


def main():
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measures vemfn beside nginx and SQLite; writes var/bench.md.",
        epilog="Parts: " + "; ".join(f"{name}: {part.__doc__}" for name, part in PARTS.items()) + ".",
    )  # fmt: skip
    parser.add_argument("parts", nargs="*", metavar="NAME", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--seconds", type=int, default=3, help="of each run of wrk (3)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the longer attendee list (1000000)")
    parser.add_argument("--program", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - PARTS.keys()
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")

    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    words = conditions(arguments.rounds)
    program = WORK / "vemfn"
    subprocess.run(["strip", "-o", program, arguments.program], check=True)
    bench = Bench(program, arguments.rounds, arguments.seconds, arguments.rows)
    for name in PARTS:
        if not arguments.parts or name in arguments.parts:
            print(f"{name}: {PARTS[name].__doc__}", file=sys.stderr, flush=True)
            PARTS[name](bench)
    report = "\n".join([words, "", table(bench.figures), "", *bench.notes]).rstrip()
    print(report)
    (ROOT / "var/bench.md").write_text(report + "\n")


if __name__ == "__main__":
    main()
