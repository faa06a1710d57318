"""The transport of the REST interface: who asks, how often, and which faults are in the way.

Every request is logged. What a request does is in the `routes_…` modules: functions of a `Call`
that return JSON (200) or None (204) or raise ApiError.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from discord_server.errors import ApiError
from discord_server.gateway import Gateway
from discord_server.posting import Files, Posting
from discord_server.world import World

PREFIX = "/api/v10"


@dataclass(slots=True)
class Request:
    """A line of `DiscordServer.requests`."""

    time: float  # monotonic
    route: str  # "POST /channels/{channel_id}/messages"
    path: str
    json: Any
    files: Files
    status: int = -1  # -1: not answered yet, 0: the connection was cut


@dataclass(slots=True)
class Fault:
    """What is answered in place of, or with `applied` after, what was asked for."""

    route: str  # "*": any
    status: int  # 0 cuts the connection, 200 only waits
    times: int
    retry_after: float = 0.0
    wait_seconds: float = 0.0
    is_global: bool = False
    code: int = 0
    applied: bool = False  # it is done, but the answer says it failed


@dataclass(slots=True)
class Limit:
    count: int
    per_seconds: float
    started: float = 0.0
    used: int = 0


@dataclass(slots=True)
class Call:
    """One authorised request, with the parts of its path as numbers where they are ids."""

    world: World
    gateway: Gateway
    posting: Posting
    rest: Rest
    params: dict[str, str]
    query: dict[str, str]
    json: Any
    files: Files = field(default_factory=list)

    def id(self, name: str) -> int:
        return int(self.params[name])


Handler = Callable[[Call], Awaitable[Any]]


class Rest:
    def __init__(self, world: World, gateway: Gateway, posting: Posting, token: str) -> None:
        self.world, self.gateway, self.posting = world, gateway, posting
        self.token = token
        self.shards = 1
        self.requests: deque[Request] = deque(maxlen=50_000)
        self.faults: list[Fault] = []
        self.limits: dict[str, tuple[int, float]] = {}  # route -> count, per seconds
        self._buckets: dict[str, Limit] = {}

    def add(self, app: web.Application, routes: list[tuple[str, Handler]], *, auth: bool) -> None:
        for route, handler in routes:
            method, path = route.split()
            app.router.add_route(method, PREFIX + path, self._serve(route, handler, auth))

    def _serve(
        self, route: str, handler: Handler, auth: bool
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            body, files = await _read(request)
            logged = Request(time.monotonic(), route, request.path, body, files)
            self.requests.append(logged)
            response = await self._answer(request, route, handler, auth, body, files)
            if response is None:
                if request.transport is not None:
                    request.transport.abort()
                response = web.Response()  # reaches nobody
                logged.status = 0
            else:
                logged.status = response.status
            self.world.changed()
            return response

        return serve

    async def _answer(
        self,
        request: web.Request,
        route: str,
        handler: Handler,
        auth: bool,
        body: Any,
        files: Files,
    ) -> web.Response | None:
        """The response, or None where the connection is to be cut."""
        if auth and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json(401, {"message": "401: Unauthorized", "code": 0})
        headers, retry_after = self._count(route, request)
        if retry_after:
            return _too_many(retry_after, headers=headers)
        fault = next((one for one in self.faults if one.route in {"*", route}), None)
        if fault is not None:
            fault.times -= 1
            self.faults = [one for one in self.faults if one.times > 0]
            await asyncio.sleep(fault.wait_seconds)
            if fault.status != 200 and not fault.applied:
                return _failure(fault)
        params = dict(request.match_info)
        query = dict(request.query)
        call = Call(self.world, self.gateway, self.posting, self, params, query, body, files)
        try:
            result = await handler(call)
        except ApiError as error:
            return _json(error.status, error.json(), headers)
        if fault is not None and fault.applied:
            return _failure(fault)
        return _json(204 if result is None else 200, result, headers)

    def _count(self, route: str, request: web.Request) -> tuple[dict[str, str], float]:
        """Rate-limit headers, and the seconds to wait where the limit is passed (else 0)."""
        count, per_seconds = self.limits.get(route, (1000, 1.0))
        major = next(iter(request.match_info.values()), "")
        bucket = self._buckets.setdefault(f"{route} {major}", Limit(count, per_seconds))
        bucket.count, bucket.per_seconds = count, per_seconds
        moment = time.monotonic()
        if moment >= bucket.started + per_seconds:
            bucket.started, bucket.used = moment, 0
        bucket.used += 1
        reset_after = bucket.started + per_seconds - moment
        headers = {
            "X-RateLimit-Limit": str(count),
            "X-RateLimit-Remaining": str(max(0, count - bucket.used)),
            "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(route)):x}",
        }
        return headers, reset_after if bucket.used > count else 0.0


async def _read(request: web.Request) -> tuple[Any, Files]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else None), []
    form = await request.post()
    files = [
        (part.filename, part.file.read())
        for part in form.values()
        if isinstance(part, web.FileField)
    ]
    return json.loads(str(form["payload_json"])), files


def _json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    if status == 204:  # of the type JSON, discord.py would read its nothing as JSON
        return web.Response(status=204, headers=headers)
    # discord.py reads JSON only where the type is exactly this, without a charset.
    typed = {**(headers or {}), "Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=typed)


def _too_many(
    retry_after: float, *, is_global: bool = False, headers: dict[str, str] | None = None
) -> web.Response:
    # Without Via discord.py takes a 429 for a ban by Cloudflare and does not retry.
    body = {"message": "You are being rate limited.", "retry_after": retry_after}
    own = {
        "Via": "1.1 google",
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Scope": "global" if is_global else "user",
    }
    if is_global:
        own["X-RateLimit-Global"] = "true"
    return _json(429, body | {"global": is_global}, {**(headers or {}), **own})


def _failure(fault: Fault) -> web.Response | None:
    if fault.status == 0:
        return None
    if fault.status == 429:
        return _too_many(fault.retry_after, is_global=fault.is_global)
    if fault.status >= 500:  # as Cloudflare answers for a Discord that is away
        return web.Response(status=fault.status, text="error", content_type="text/html")
    return _json(fault.status, {"message": "Injected fault", "code": fault.code})
