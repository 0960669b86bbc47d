"""Someone who uses the site without browser, script or cookies: what a form post is, and nothing more."""

import html
import http.client
import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

ANSWERS_WITHIN_S = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Path of the page it leads to."""
        return urlsplit(self.headers["Location"]).path

    @property
    def personal(self) -> str:
        """Path of the personal page of somebody who signed up and is led on to the questions."""
        return personal_page(self.location)


class Visitor:
    """One kept-alive connection."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN_S)
        self.headers = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, None, {})

    def post(self, path: str, fields: dict | bytes) -> Answer:
        """Sends a form. Bytes are taken as an encoded form already."""
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_with_file(self, path: str, fields: dict, file: bytes = b"") -> Answer:
        """Sends a form that has a file among its controls."""
        mark = "grans-0123456789"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="lista.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n".encode() + file + f"\r\n--{mark}--\r\n".encode()
        )
        return self.ask("POST", path, b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def ask(self, method: str, path: str, body: bytes | None, headers: dict) -> Answer:
        self.connection.request(method, path, body, self.headers | headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def token(self, path: str = "/anmalan") -> str:
        """The hidden token of the form on a page."""
        return hidden_token(self.get(path).text)

    def filled(self, path: str) -> dict:
        """The hidden fields by which a form of organisers tells whose it is and what it was filled with."""
        page = self.get(path).text
        return {"token": hidden_token(page)} | dict(re.findall(r'name="(seen)" value="([^"]*)"', page))

    def register(self, person: dict, token: str | None = None) -> Answer:
        return self.post("/anmalan", person | {"token": token or self.token()})

    def register_group(self, *people: tuple[str, str], kommun: str = "Nässjö", contact: str = "kontakt@example.org") -> str:
        """Registers people by given name and address, which may be empty. Returns the path of the group's page."""
        answer = self.post_with_file("/anmalan/grupp", {
            "token": self.token("/anmalan/grupp"), "contactName": "Kontakt Påhitt", "contactEmail": contact,
            "organisationType": "kommun", "kommun": kommun, "organisation": "Påhittad förvaltning", "action": "send",
            "pasted": "\n".join(f"{name}\tPåhitt\t{address}\tRektor" for name, address in people),
        })  # fmt: skip
        assert answer.status == 303, answer.text
        return answer.location

    def people_of(self, group: str) -> list[str]:
        """The paths of the pages that a group's page has for its people."""
        return re.findall(rf'"({group}/person/\d+)"', self.get(group).text)


class Organiser(Visitor):
    """Signed in, with a password of their own choosing."""

    PASSWORD = "elva små gröna hästar"

    def __init__(self, program):
        super().__init__(program.port)
        self._send("/admin/logga-in", {"name": program.name, "password": program.password})
        if program.password != self.PASSWORD:
            self._send("/admin/losenord", {"password": self.PASSWORD, "repeated": self.PASSWORD})
            program.password = self.PASSWORD

    def _send(self, path: str, fields: dict):
        answer = self.post(path, fields | {"token": self.token(path)})
        assert answer.status == 303, f"{answer.status} from {path}"
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]


    def kommun_link(self, code: str) -> str:
        """A new link of the kommun with this code, which ends its earlier ones. Returns the path."""
        path = f"/admin/kommunlankar/{code}"
        page = self.get(path).text
        form = re.search(r'name="form" value="([^"]+)"', page)[1]
        answer = self.post(path, {"token": hidden_token(page), "form": form, "action": "renew"})
        return re.search(rf'data-link="{code}">[^<]*(/kommun/[\w-]{{22}})<', answer.text)[1]


def personal_page(path: str) -> str:
    """The personal page that a page of step 2 belongs to."""
    return re.sub(r"/(fragor|questions)$", "", path)


def hidden_token(page: str) -> str:
    control = re.search(r'<input[^>]*\bname="token"[^>]*>', page)
    assert control, "no hidden token on the page"
    return html.unescape(re.search(r'\bvalue="([^"]*)"', control[0])[1])


def state_on(page: str) -> str:
    """'confirmed', 'waiting' or 'cancelled', as the personal page says."""
    return re.search(r'data-state="(\w+)"', page)[1]


def code_on(page: str) -> str:
    return re.search(r"\bVF-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page)[0]
