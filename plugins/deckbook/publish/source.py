"""What is published: the commit that the user stands on, and whether all of it is committed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deckbook.publish.git import Git, GitError, Refused

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A commit.

    Attributes:
        commit: Its id.
        time: When it was committed, in seconds since 1970.
        author: The name and address of who wrote it.
    """

    commit: str
    time: int
    author: tuple[str, str]

    @property
    def short(self) -> str:
        return self.commit[:10]


def read_source(git: Git, *, is_whole: bool = True) -> Source:
    """The commit that stands here.

    Args:
        git: The repository.
        is_whole: Whether all that stands here has to be in it.

    Raises:
        Refused: There is none, or files differ from it.
    """
    try:
        git.run("rev-parse", "--git-dir")
    except GitError as error:
        told = str(error)
        if "not a git repository" in told:
            told = "this is no git repository; make it one: `git init && git add -A && git commit -m first`"
        raise Refused(f"Nothing is published, as {told}.") from error
    try:
        out = git.run("log", "-1", "--no-show-signature", "--format=%H%x00%ct%x00%an%x00%ae", "HEAD", "--")
    except GitError as error:
        message = "Nothing is published, as there is no commit yet: `git add -A && git commit -m first`."
        raise Refused(message) from error
    commit, time, name, address = out.decode("utf-8", "replace").rstrip("\n").split("\0")
    changed = dirty(git) if is_whole else []
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        raise Refused(
            f"Nothing is published, as an edition is made of a commit and these files are not in it: "
            f"{', '.join(changed[:_SHOWN])}{more}. Commit them: `git add -A && git commit`; or name them in .gitignore."
        )
    return Source(commit, int(time), (name, address))


def dirty(git: Git) -> list[str]:
    """The files that differ from the commit, or that it does not have."""
    records = git.run("status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames")
    return [record[3:].decode("utf-8", "replace") for record in records.split(b"\0") if record]


def identity(git: Git, source: Source) -> dict[str, str]:
    """Who the published commit is by: whom git knows here, else the author of the commit that is published."""
    found: dict[str, str] = {}
    for field, place in (("name", 0), ("email", 1)):
        known = git.line("config", f"user.{field}", ok=(0, 1)) or source.author[place] or "deckbook"
        for role in ("AUTHOR", "COMMITTER"):
            own = git.line("config", f"{role.lower()}.{field}", ok=(0, 1))
            found[f"GIT_{role}_{field.upper()}"] = own or known
    return found


def is_ancestor(git: Git, older: str, newer: str) -> bool | None:
    """Whether a commit comes before another; None where this clone does not have them both."""
    try:
        git.run("merge-base", "--is-ancestor", older, newer, ok=(0,))
    except GitError as error:
        return None if not git.has("cat-file", "-e", f"{older}^{{commit}}") or "Not a valid" in str(error) else False
    return True


def root_of(folder: Path) -> Path:
    """The repository's own folder that a folder is in; the folder itself where it is in none."""
    try:
        return Path(Git(folder).line("rev-parse", "--show-toplevel") or folder)
    except GitError:
        return folder
