"""Where copies come from: a host that serves npm packages, a folder with an unpacked one, or a packed one."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

import httpx

from deckbook.hosts import HEADERS, TIMEOUT, Unavailable, said
from deckbook.vendor.packages import Package, PackageFile

DEFAULT_BASE = "https://cdn.jsdelivr.net/npm"
"""A public host of npm packages, which serves their files as they are: `BASE/name@version/path`."""

Source = Callable[[Package, PackageFile], bytes]
"""Gives the content of a file, or raises `Unavailable`."""

_MOST = 200_000_000

def source(place: str) -> Source:
    """The source that an author names: an http(s) address, a package as `npm pack` makes it, else a folder."""
    if place.startswith(("http://", "https://")):
        return _host(place)
    return _archive(Path(place)) if place.endswith((".tgz", ".tar.gz")) else _folder(Path(place))


def _archive(path: Path) -> Source:
    def read(package: Package, file: PackageFile) -> bytes:
        try:
            with tarfile.open(path) as archive:
                content = archive.extractfile(f"package/{file.path}")
                if content is None:
                    raise KeyError
                return content.read(_limit(file) + 1)
        except KeyError:
            raise Unavailable(f"{path} holds no {file.path}; name the npm package {package.name}.") from None
        except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
            raise Unavailable(f"{path} cannot be read: {said(error)}.") from error

    return read


def _limit(file: PackageFile) -> int:
    """How much is read of a file at most."""
    return _MOST if file.size is None else file.size


def _folder(folder: Path) -> Source:
    """A folder that is an unpacked package, or that holds packages, as `node_modules` does."""

    def read(package: Package, file: PackageFile) -> bytes:
        tried = (folder / file.path, folder / package.name / file.path)
        path = next((path for path in tried if path.is_file()), None)
        if path is None:
            raise Unavailable(f"{folder} holds no {file.path}; name the folder of the unpacked npm package.")
        try:
            return path.read_bytes()
        except OSError as error:
            raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error

    return read


def _host(base: str) -> Source:
    def read(package: Package, file: PackageFile) -> bytes:
        url = f"{base.rstrip('/')}/{package.name}@{package.version}/{file.path}"
        return fetched(url, file)

    return read


def fetched(url: str, file: PackageFile) -> bytes:
    """What a host answers for a file; at most a byte more than the file has."""
    with httpx.Client(follow_redirects=True, timeout=TIMEOUT, headers=HEADERS) as client:
        try:
            with client.stream("GET", url) as answer:
                return _body(answer, _limit(file))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"{url} cannot be fetched: {said(error)}.") from error


def _body(answer: httpx.Response, limit: int) -> bytes:
    """An answer's content, at most a byte more than `limit`, which is enough to see that it is too much."""
    if answer.status_code != httpx.codes.OK:
        raise Unavailable(f"{answer.url} answers {answer.status_code} {answer.reason_phrase}.".replace(" .", "."))
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > limit:
            break
    return bytes(body[: limit + 1])
