"""A server of feeds on loopback that does what a test tells it to, path by path."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Page = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    """Use in a `with`; `pages` say what is answered, `asked` what came in."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []  # path, headers by lower-case name
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append((self.path, headers))
                self.close_connection = True
                try:
                    outer.pages.get(self.path, status(404))(self)
                except OSError:
                    return  # whoever asked has gone

            def log_message(self, *_: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def times(self, path: str) -> int:
        return sum(each == path for each, _ in self.asked)


def page(data: bytes | str, **headers: str) -> Page:
    """Answer with `data`; of a header's name, "_" stands for "-"."""
    body = data.encode() if isinstance(data, str) else data

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in ({"content_length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def unless_known(data: str, **headers: str) -> Page:
    """Answer with 304 where the ETag or the date of the last change come back."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked = (handler.headers["If-None-Match"], handler.headers["If-Modified-Since"])
        known = (headers.get("etag"), headers.get("last_modified"))
        (status(304) if asked == known else page(data, **headers))(handler)

    return answer


def status(code: int, **headers: str) -> Page:
    """Answer with a status and nothing else."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in ({"content_length": "0"} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def in_turn(*pages: Page) -> Page:
    """Answer with one after the other; the last one stays."""
    left = [*pages]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def drip(part: bytes, every_seconds: float, *, headers: bool = True) -> Page:
    """Answer with `part` again and again, without end; without `headers`, as part of them."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if headers:
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(10_000):
            handler.wfile.write(part)
            handler.wfile.flush()
            if every_seconds:
                time.sleep(every_seconds)

    return answer


def rss(*items: str, title: str = "Kolm news") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{title}</title>{''.join(items)}</channel></rss>"
    )


def item(
    number: int, words: str, *, day: str = "Sat, 14 Mar 2020 23:30:00 -0500", title: str = ""
) -> str:
    title = title or f"Notice {number}"
    return (
        f'<item><title>{title}</title><guid isPermaLink="false">id-{number}</guid>'
        f"<pubDate>{day}</pubDate>"
        f"<link>https://kolm.example/{number}</link>"
        f"<description><![CDATA[<p>{words}</p>]]></description></item>"
    )
