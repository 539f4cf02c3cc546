"""Which files of the site a page's links lead to: noted while it is converted, and compared before it is reused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs.structure.files import File, Files

Seen = tuple[str, str, bool] | None
"""What a page shows of a file that it links to: path, address, whether it is left out of the site."""


def seen(file: File | None) -> Seen:
    """What a page shows of a file."""
    if file is None:
        return None
    return file.src_uri, file.url, file.inclusion.is_excluded()  # type: ignore[no-untyped-call]


class NotedFiles(Files):
    """The site's files, with a note of each that was looked up.

    Attributes:
        lookups: What was found by each path.
        fault: Why the page cannot be reused, if it cannot.
    """

    def __init__(self, files: Files) -> None:
        self._files_of_site = files
        self.lookups: dict[str, Seen] = {}
        self.fault: str | None = None

    def get_file_from_path(self, path: str) -> File | None:
        """The file with this path."""
        found = self._files_of_site.get_file_from_path(path)
        self.lookups[path] = seen(found)
        return found

    @property
    def src_uris(self) -> Mapping[str, File]:
        """All files by their paths."""
        return self._src_uris

    @property
    def _src_uris(self) -> dict[str, File]:  # type: ignore[override]
        """What every other method of MkDocs' goes through."""
        self.fault = "all files of the site are looked at while it is converted"
        return self._files_of_site._src_uris  # noqa: SLF001 - as `Files` itself

    def __iter__(self) -> Iterator[File]:
        return iter(self._src_uris.values())
