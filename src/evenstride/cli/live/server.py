"""A page on this machine alone: the newest picture, the bones, the count, as they come."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from time import monotonic
from typing import Any

HERE = "127.0.0.1"
KEEP_ALIVE_S = 5.0


class Hub:
    """The newest of what is to be shown; whoever listens gets that, and never waits for what is old."""

    def __init__(self, first: Mapping[str, Any]) -> None:
        self._changed = threading.Condition()
        self._shown: dict[str, Any] = dict(first)
        self._number = 0
        self._listeners = 0
        self._alone_since_s: float | None = None
        self.over = threading.Event()

    def show(self, **news: Any) -> None:
        """Show something new beside what is shown already."""
        with self._changed:
            self._shown.update(news)
            self._number += 1
            self._changed.notify_all()

    def newer_than(self, number: int) -> tuple[int, dict[str, Any]]:
        """Return what is shown and its number, once it is newer than `number` or a while has passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, KEEP_ALIVE_S)
            return self._number, dict(self._shown)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Be one of those who listen."""
        with self._changed:
            self._listeners, self._alone_since_s = self._listeners + 1, None
        try:
            yield
        finally:
            with self._changed:
                self._listeners -= 1
                self._alone_since_s = monotonic() if not self._listeners else None

    @property
    def alone_s(self) -> float:
        """How long nobody has listened any more; 0 as long as somebody does, and before anybody did."""
        with self._changed:
            return 0.0 if self._alone_since_s is None else monotonic() - self._alone_since_s


def serve(hub: Hub, port: int) -> ThreadingHTTPServer:
    """Return a server of the page, running in a thread of its own; port 0 takes any that is free.

    Raises
    ------
    OSError
        If the port is taken.
    """

    class Handler(_Handler):
        shown = hub

    server = ThreadingHTTPServer((HERE, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, name="page").start()
    return server


class _Handler(BaseHTTPRequestHandler):
    shown: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send the page, or everything new as it comes."""
        if not self._from_here():
            return
        if self.path == "/":
            page = (files("evenstride.cli.live") / "page.html").read_bytes()
            self._send(HTTPStatus.OK, page, "text/html; charset=utf-8")
        elif self.path == "/events":
            self._stream()
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")

    def do_POST(self) -> None:
        """Take the runner's word that they are done."""
        if self._from_here():
            if self.path == "/done":
                self.shown.over.set()
            self._send(HTTPStatus.NO_CONTENT, b"", "text/plain")

    def _from_here(self) -> bool:
        """Refuse whoever came by another name than this machine's: a foreign page must not see the camera."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host in (HERE, "localhost") and self.headers.get("Origin", f"http://{host}").startswith(f"http://{host}"):
            return True
        self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
        return False

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        number = -1
        with self.shown.listening(), suppress(BrokenPipeError, ConnectionResetError):
            while True:
                number, news = self.shown.newer_than(number)
                self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())
                self.wfile.flush()
                if news.get("ended"):
                    return

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal belongs to the count."""
