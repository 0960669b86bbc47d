"""A program that webhooks are sent to."""

import base64
import hmac
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Told:
    headers: dict
    body: bytes
    answered: int

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """As Standard Webhooks has it."""
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        right = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        return hmac.compare_digest(right, self.headers["webhook-signature"])


class Receiver:
    """Answers with `status`, and remembers what it was told. Once told to `hold`, it answers nothing until it stops."""

    def __init__(self):
        self.status = 204
        self.told: list[Told] = []
        self.garbage: bytes | None = None  # instead of an answer
        self.open = threading.Event()
        self.open.set()
        self.held = 0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.status
                if not receiver.open.is_set():
                    receiver.held += 1
                    receiver.open.wait()
                    self.close_connection = True
                    return
                if receiver.garbage is not None:
                    self.wfile.write(receiver.garbage)
                    self.close_connection = True
                    return
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", f"{receiver.url}elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                fields = {name.lower(): value for name, value in self.headers.items()} | {"path": self.path}
                receiver.told.append(Told(fields, body, status))

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 64

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hold(self):
        self.open.clear()

    def stop(self):
        self.open.set()
        self.server.shutdown()
        self.server.server_close()
