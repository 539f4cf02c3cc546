"""Where a file of the project is shown in its repository, by `repo_url` and `edit_uri` of mkdocs.yml."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_SHOWN = re.compile(
    r"(?P<base>https?://[^?#]+?)/(?P<dash>-/)?(?P<kind>_?edit|blob|tree|raw|src/branch|src)/(?P<rest>[^?#]+)\Z"
)
_GITEA = re.compile(r"(?:codeberg|gitea|forgejo)\b", re.I)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a host that shows files.

    Attributes:
        before: The URL before a file's path from the directory of mkdocs.yml; "" where the host is not known.
        line: How an address names a line, with `{line}` for its number.
    """

    before: str = ""
    line: str = "#L{line}"

    def address(self, path: str, line: int = 0) -> str:
        """Where a file is shown, at one of its lines; "" where that is not known."""
        if not self.before:
            return ""
        return self.before + quote(path) + (self.line.format(line=line) if line else "")


def repository(repo_url: str | None, edit_uri: str | None, docs_dir: str) -> Repository:
    """The repository that these options mean.

    Args:
        repo_url: As in mkdocs.yml.
        edit_uri: As in mkdocs.yml, or as MkDocs makes it from `repo_url`; it ends with `docs_dir`.
        docs_dir: MkDocs' directory of pages, from that of mkdocs.yml.
    """
    if not repo_url or not edit_uri or edit_uri.startswith(("?", "#")):
        return Repository()
    match = _SHOWN.match(urljoin(f"{repo_url.rstrip('/')}/", edit_uri))
    docs = posixpath.normpath(docs_dir)
    rest = match["rest"].rstrip("/") if match else ""
    if match is None or not f"/{rest}".endswith(f"/{docs}"):
        return Repository()
    root = rest[: len(rest) - len(docs)]
    if not root.strip("/"):
        return Repository()
    host = urlsplit(match["base"]).netloc
    if match["dash"] or "gitlab" in host:
        return Repository(f"{match['base']}/-/blob/{root}")
    if match["kind"] in ("_edit", "src/branch") or _GITEA.search(host):
        return Repository(f"{match['base']}/src/branch/{root}")
    if match["kind"] == "src" or "bitbucket" in host:
        return Repository(f"{match['base']}/src/{root}", "#lines-{line}")
    return Repository(f"{match['base']}/blob/{root}")
