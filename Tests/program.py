"""The built program, run as an organiser would run it: on a free port, with a database of its own."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("VEMFN_PROGRAM", ROOT / ".build/debug/vemfn"))
STARTS_WITHIN_S = 30
STOPS_WITHIN_S = 30


class Program:
    """One database and at most one server on it."""

    def __init__(self, folder: Path):
        self.database = folder / "vemfn.sqlite"
        self.log = folder / "server.log"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("VEMFN_") and name != "PORT"
        } | {
            "VEMFN_DATABASE": str(self.database),
            "VEMFN_MIGRATIONS": str(ROOT / "migrations"),
            "VEMFN_PUBLIC": str(ROOT / "public"),
            "VEMFN_HOST": "127.0.0.1",
            "VEMFN_PORT": "0",
            "VEMFN_OUTBOX": str(folder / "outbox"),
            # Whoever tests signs up many more than people do; the limits have tests of their own.
            "VEMFN_SIGN_UPS": "0",
            "VEMFN_SIGN_UPS_PER_ADDRESS": "0",
        }
        self.process = None
        self.port = None

    @classmethod
    def with_demonstration(cls, folder: Path) -> "Program":
        """A served demonstration conference. `password` is the one-time password of the organiser `name`."""
        return cls._served(folder, ["demo", "--if-empty"])

    @classmethod
    def without_conference(cls, folder: Path) -> "Program":
        """The same on an empty file."""
        return cls._served(folder)

    @classmethod
    def _served(cls, folder: Path, *commands: list[str]) -> "Program":
        program = cls(folder)
        for command in [["migrate"], *commands]:
            program.run(*command)
        program.name = "prov"
        program.password = program.add_organiser(program.name)
        program.start()
        return program

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> str:
        """What a command prints. Fails when the command does."""
        done = subprocess.run(
            [BINARY, *arguments], env=self.environment, capture_output=True, encoding="utf-8", timeout=60
        )
        assert done.returncode == 0, f"vemfn {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def export(self) -> str:
        """The plain CSV of everybody."""
        return self.run("export", "--plain")

    def add_organiser(self, name: str) -> str:
        printed = self.run("organiser", "add", name, "--if-none")
        return re.search(r"^One-time password: (\S+)$", printed, re.MULTILINE)[1]

    def kommuner(self) -> list[str]:
        """The codes of all kommuner."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            return [code for (code,) in database.execute("SELECT code FROM kommun ORDER BY code")]

    def start(self):
        """Returns when the server accepts connections."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=log, encoding="utf-8"
            )
        too_late = threading.Timer(STARTS_WITHIN_S, self.process.kill)
        too_late.start()
        line = self.process.stdout.readline()
        too_late.cancel()
        listening = re.fullmatch(r"Listening on http://127\.0\.0\.1:(\d+)\n", line)
        assert listening, f"serve printed {line!r}\n{self.logged()}"
        self.port = int(listening[1])

    def stop(self):
        """Asks the server to finish, as the machine does when it shuts down."""
        self._end(signal.SIGTERM)
        assert self.process.returncode == 0, f"serve ended with {self.process.returncode}\n{self.logged()}"

    def kill(self):
        """Takes the server away in the middle of whatever it does, as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, with_signal: signal.Signals):
        self.process.send_signal(with_signal)
        try:
            self.process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def logged(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""
