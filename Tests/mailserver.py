"""A mail server on loopback that does as it is told: accepts, defers, refuses, hangs, or hangs up."""

import asyncio
import email
import email.policy
import ssl
import threading

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class SMTPSession(SMTP):
    async def smtp_DATA(self, arg: str):
        if self.event_handler.behaviour == "cut":  # somewhere in the message
            self.event_handler.behaviour = "accept"
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class MailServer:
    """`behaviour` may be changed at any time. What was accepted is in `received`, parsed.

    With `tls` it wants STARTTLS, or with `is_implicit` speaks TLS from the first byte. With `account`, a name and a
    password, it takes mail from nobody else.
    """

    def __init__(
        self, tls: ssl.SSLContext | None = None, is_implicit: bool = False, account: tuple[str, str] | None = None
    ):
        self.is_implicit = is_implicit
        self.account = account
        self.log_ins: list[bool] = []
        self.behaviour = "accept"
        self.unknown: set[str] = set()  # addresses that are refused, whatever the behaviour
        self.silent_from = 0  # the number of the message that "fall silent" takes and does not answer
        self.received: list[email.message.EmailMessage] = []
        self.attempts: list[str] = []
        self.news = threading.Condition()
        self.tls = tls
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(started,))
        self.thread.start()
        started.wait()

    def _run(self, started):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            self.loop.create_server(self._session, "127.0.0.1", 0, ssl=self.tls if self.is_implicit else None)
        )
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()
        server.close()
        sessions = asyncio.all_tasks(self.loop)  # those that hang, too
        for session in sessions:
            session.cancel()
        self.loop.run_until_complete(asyncio.gather(*sessions, return_exceptions=True))
        self.loop.close()

    def _session(self):
        starttls = None if self.is_implicit else self.tls
        return SMTPSession(
            self, hostname="mail.example.org", tls_context=starttls, require_starttls=starttls is not None,
            authenticator=self._log_in, auth_required=self.account is not None, auth_require_tls=starttls is not None,
        )  # fmt: skip

    def _log_in(self, server, session, envelope, mechanism: str, data) -> AuthResult:
        name, password = self.account or ("", "")
        fits = isinstance(data, LoginPassword) and data == LoginPassword(name.encode(), password.encode())
        with self.news:
            self.log_ins.append(fits)
            self.news.notify_all()
        return AuthResult(success=fits, handled=False)

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    # What aiosmtpd asks.

    async def handle_RCPT(self, server, session: Session, envelope: Envelope, address: str, options: list):
        with self.news:
            self.attempts.append(address)
            self.news.notify_all()
        if self.behaviour == "defer":
            return "451 4.3.0 Try again later"
        if self.behaviour == "refuse" or address in self.unknown:
            return "550 5.1.1 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session: Session, envelope: Envelope):
        if self.behaviour == "hang":
            await self.forever()
        if self.behaviour == "defer content":
            return "452 4.3.1 No room for the message"
        if self.behaviour == "refuse content":
            return "554 5.7.1 Looks like junk"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.news:
            self.received.append(message)
            self.news.notify_all()
        if self.behaviour == "drop":  # taken, and never said so
            self.behaviour = "accept"
            server.transport.abort()
            await self.forever()
        if self.behaviour == "fall silent" and len(self.received) >= self.silent_from:
            await self.forever()
        return "250 OK"

    async def forever(self):
        """Until the server is stopped, which cancels every session."""
        await asyncio.Event().wait()

    # What tests ask.

    def wait_for(self, condition, what: str, seconds: float = 60):
        with self.news:
            assert self.news.wait_for(condition, seconds), f"in vain: {what}; {len(self.received)} received"

    def wait_for_mail(self, count: int) -> list[email.message.EmailMessage]:
        self.wait_for(lambda: len(self.received) >= count, f"{count} messages")
        return list(self.received)
