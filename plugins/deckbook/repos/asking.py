"""Asks one host, as one should: with time-outs, waiting when it says so, again when it fails, and nobody else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from deckbook import __version__
from deckbook.repos.forges import Forge

TIMEOUT = 20.0
_MAX_SECONDS = 60.0
_MAX_BYTES = 20_000_000
_MAX_REDIRECTS = 5
_TRIES = 4
_FAILING = (500, 502, 503, 504, 520, 522, 524)


class Stopped(Exception):
    """The host can be asked nothing more for now; the text is a sentence that says why and what to do."""


class Failed(Exception):
    """One question failed, and the next may not; the text says why, without a full stop."""


class Unreachable(Failed):
    """The host is not there, or the network is not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, its headers, and its JSON."""

    status: int
    headers: Mapping[str, str]
    data: Any = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting.

    Attributes:
        now: Gives the seconds since 1970.
        sleep: Waits some seconds.
        longest: The most seconds that are waited because a host asks for it.
    """

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    longest: float = 60.0


class Client:
    """Asks one host."""

    def __init__(self, forge: Forge, clock: Clock, timeout: float = TIMEOUT) -> None:
        self.forge = forge
        self._clock = clock
        headers = {"User-Agent": f"deckbook/{__version__}", "Accept": "application/json"}
        if forge.token:
            headers["Authorization"] = f"Bearer {forge.token}"
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10)), headers=headers, follow_redirects=False
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(
        self, url: str, *, body: object = None, headers: Mapping[str, str] | None = None, tries: int = _TRIES
    ) -> Answer:
        """Asks, and asks again where the host fails or is asked too often.

        Args:
            url: The whole address; one of the forge's.
            body: What is posted; without it the address is read.
            headers: More headers.
            tries: How often, at most.

        Raises:
            Stopped: The host takes no more questions for now, or not with this token.
            Failed: It does not answer this one.
        """
        problem: Failed = Failed("it does not answer")
        number = 0
        while number < (_TRIES if isinstance(problem, Unreachable) else tries):
            if number:
                self._clock.sleep(2.0 ** (number - 1))
            number += 1
            try:
                answer = self._once(url, body, headers or {})
            except Failed as error:
                problem = error
                continue
            if answer.status in _FAILING:
                problem = Failed(f"it answers {answer.status}")
            elif not self._must_wait(answer):
                self._check_token(answer)
                return answer
            else:
                problem = Failed("it asks to wait")
        if isinstance(problem, Unreachable):
            raise Stopped(f"{self.forge.host} cannot be reached.")
        raise problem

    def _once(self, url: str, body: object, headers: Mapping[str, str]) -> Answer:
        end = time.monotonic() + _MAX_SECONDS
        asked = url
        for _ in range(_MAX_REDIRECTS + 1):
            try:
                request = self._http.build_request("POST" if body else "GET", asked, json=body, headers=headers)
                response = self._http.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        asked = self._redirected(asked, response.headers["location"])
                        continue
                    content = _content(response, end)
                finally:
                    response.close()
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise _failed(error) from error
            finally:
                self._http.cookies.clear()
            return Answer(response.status_code, response.headers, _json(response, content))
        raise Failed("it leads from one address to the next")

    def _redirected(self, asked: str, location: str) -> str:
        """Where a redirection leads, which must be the same host: a token goes nowhere else."""
        try:
            led = urljoin(asked, location)
            same = urlsplit(led)[:2] == urlsplit(asked)[:2]
        except ValueError:
            led, same = "", False
        if not same:
            raise Failed("it leads to another host")
        return led

    def _must_wait(self, answer: Answer) -> bool:
        """Waits where it is asked to, if that is not too long."""
        after = _seconds(answer.headers.get("retry-after"))
        reset = _seconds(answer.headers.get("x-ratelimit-reset") or answer.headers.get("ratelimit-reset"))
        left = answer.headers.get("x-ratelimit-remaining") or answer.headers.get("ratelimit-remaining")
        if answer.status != httpx.codes.TOO_MANY_REQUESTS and not (
            answer.status == httpx.codes.FORBIDDEN and (after is not None or left == "0" or _speaks_of_limit(answer))
        ):
            return False
        wait = after if after is not None else reset - self._clock.now() if reset and left == "0" else None
        self.pause(wait)
        return True

    def pause(self, wait: float | None) -> None:
        """Waits some seconds, or stops where that is too long or not known."""
        if wait is None:
            wait = self._clock.longest
        if wait > self._clock.longest:
            minutes = max(1, round(wait / 60))
            more = "" if self.forge.token or self.forge.kind != "github" else ", or set GITHUB_TOKEN to ask more often"
            raise Stopped(f"{self.forge.host} takes no more questions for {minutes} min; go on then{more}.")
        self._clock.sleep(max(wait, 1.0))

    def _check_token(self, answer: Answer) -> None:
        if answer.status == httpx.codes.UNAUTHORIZED and self.forge.token:
            if "x-error-code" in answer.headers:  # Hugging Face says so of what is not there
                return
            raise Stopped(f"{self.forge.host} does not take the token in {self.forge.token_name}; renew or unset it.")


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isascii() and value.isdigit() else None


def _speaks_of_limit(answer: Answer) -> bool:
    message = answer.data.get("message") if isinstance(answer.data, dict) else None
    return isinstance(message, str) and "rate limit" in message.lower()


def _content(response: httpx.Response, end: float) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > _MAX_BYTES:
            raise Failed("its answer is far too long")
        if time.monotonic() > end:
            raise Failed("it takes too long to answer")
    return bytes(content)


def _json(response: httpx.Response, content: bytes) -> Any:
    """The JSON of an answer; what fails or has no content may be anything."""
    if response.status_code == httpx.codes.NOT_MODIFIED or response.status_code in _FAILING:
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        if response.status_code < 300:
            raise Failed("its answer is no JSON, or is cut off") from None
        return None


def _failed(error: Exception) -> Failed:
    if isinstance(error, httpx.ConnectError):
        return Unreachable("it cannot be reached")
    if isinstance(error, httpx.TimeoutException):
        return Failed("it takes too long to answer")
    return Failed("the connection broke off")


class Failures:
    """Counts failures one after the other, so that a host that only fails is left alone."""

    _MOST = 5

    def __init__(self, host: str) -> None:
        self._host = host
        self._count = 0

    def add(self, failed: Failed) -> None:
        """Counts a failure.

        Raises:
            Stopped: There were too many.
        """
        self._count += 1
        if self._count >= self._MOST:
            raise Stopped(f"{self._host} has failed {self._count} times, so it is left alone: {failed}.")

    def clear(self) -> None:
        """Something went well."""
        self._count = 0
