"""The published branch: read from the remote, and moved by one push that succeeds or changes nothing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from deckbook.publish.git import REMOTE, Git, GitError, Refused
from deckbook.publish.trees import FOLDER, Entry, read_files, read_tree, write_tree

TRIES = 10
"""How often it is tried to be first, where others publish meanwhile."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where editions are published.

    Attributes:
        remote: The remote's name.
        branch: The branch there.
        prefix: The folder of the branch; "" for its root.
    """

    remote: str = "origin"
    branch: str = "gh-pages"
    prefix: str = ""

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"


@dataclass(frozen=True, slots=True)
class Branch:
    """What the branch holds.

    Attributes:
        git: The repository that has its objects.
        tip: Its newest commit; "" where the remote has no such branch.
        prefix: The folder of it that is meant.
        entries: What stands in that folder.
        known: The contents that were read of it already, None for what is not there.
    """

    git: Git
    tip: str = ""
    prefix: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    known: dict[str, bytes | None] = field(default_factory=dict, compare=False, repr=False)

    def file(self, path: str) -> bytes | None:
        """The content of a file; None where there is none."""
        return self.files([path]).get(path)

    def files(self, paths: list[str]) -> dict[str, bytes]:
        """The contents of those files that are there."""
        asked = [path for path in paths if path not in self.known]
        if self.tip and asked:
            found = read_files(self.git, [f"{self.tip}:{self.prefix}{path}" for path in asked])
            self.known.update({path: found.get(f"{self.tip}:{self.prefix}{path}") for path in asked})
        contents = {path: self.known.get(path) for path in paths}
        return {path: content for path, content in contents.items() if content is not None}

    def tree(self, entries: Mapping[str, Entry]) -> str:
        """The tree of the whole branch that has these entries in the folder that is meant."""
        tree = write_tree(self.git, entries)
        steps = self.prefix.rstrip("/").split("/") if self.prefix else []
        for depth in reversed(range(len(steps))):
            above = "/".join(steps[:depth])
            around = self._read(above)
            tree = write_tree(self.git, {**around, steps[depth]: Entry(FOLDER, tree)})
        return tree

    def _read(self, folder: str) -> dict[str, Entry]:
        if not self.tip or not self.git.has("cat-file", "-e", f"{self.tip}:{folder}"):
            return {}
        return read_tree(self.git, f"{self.tip}:{folder}")

    @property
    def root(self) -> str:
        """The id of the whole branch's tree; "" where there is none."""
        return self.git.line("rev-parse", f"{self.tip}^{{tree}}") if self.tip else ""


def remote_of(git: Git, target: Target) -> None:
    """Makes sure that the remote is known here.

    Raises:
        Refused: It is not.
    """
    if not git.has("remote", "get-url", target.remote):
        raise Refused(
            f"Nothing is published, as this repository has no remote “{target.remote}”: "
            f"`git remote add {target.remote} URL`."
        )


def fetch(git: Git, target: Target) -> Branch:
    """The branch as it is on the remote now; no ref of this repository is changed.

    Raises:
        Refused: The remote cannot be asked.
    """
    try:
        tip = _tip(git, target)
        if tip and not git.has("cat-file", "-e", f"{tip}^{{tree}}"):
            git.run(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=",
                *_depth(git, target), target.remote, target.ref, seconds=REMOTE,
            )  # fmt: skip
    except GitError as error:
        raise Refused(f"Nothing is published, as “{target.remote}” cannot be read: {_discreet(str(error))}.") from error
    prefix = f"{target.prefix.strip('/')}/" if target.prefix.strip("/") else ""
    branch = Branch(git, tip, prefix)
    if not tip:
        return branch
    folder = f"{tip}:{prefix.rstrip('/')}"
    return Branch(git, tip, prefix, read_tree(git, folder) if git.has("cat-file", "-e", folder) else {})


def _depth(git: Git, target: Target) -> list[str]:
    """Of a long history the newest commit alone, in a clone that is shallow anyway and knows nothing of the branch.

    A dry run takes all, as how deep a clone is stands in the clone itself.
    """
    is_shallow = git.line("rev-parse", "--is-shallow-repository") == "true"
    knows_it = git.has("rev-parse", "--verify", "--quiet", target.ref)
    return ["--depth=1"] if is_shallow and not knows_it and not git.extra else []


def _tip(git: Git, target: Target) -> str:
    out = git.run("ls-remote", "--quiet", target.remote, target.ref, seconds=REMOTE).decode()
    return next((oid for oid, _, ref in (line.partition("\t") for line in out.splitlines()) if ref == target.ref), "")


def ahead(git: Git, target: Target, branch: Branch) -> None:
    """Makes sure that the branch of the same name in this repository has nothing that the remote's has not.

    Raises:
        Refused: It has: what `mike` did here without `--push`, say.
    """
    local = git.line("rev-parse", "--verify", "--quiet", f"{target.ref}^{{commit}}", ok=(0, 1))
    if not local or local == branch.tip:
        return
    if branch.tip and git.has("merge-base", "--is-ancestor", local, branch.tip):
        return
    raise Refused(
        f"Nothing is published, as the branch {target.branch} here has commits that “{target.remote}” has not. "
        f"Publish them: `git push {target.remote} {target.branch}`; or drop them: `git branch -D {target.branch}`."
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it.

    Attributes:
        commit: The new commit of the branch; "" where it holds all already.
        tries: How often it was tried.
    """

    commit: str
    tries: int


def advance(
    git: Git,
    target: Target,
    compose: Callable[[Branch], tuple[str, str] | None],
    who: Mapping[str, str],
    *,
    tries: int = TRIES,
) -> Moved:
    """Moves the remote's branch to what `compose` makes of it, or leaves it.

    The push names the commit that the branch must still be at, so it cannot undo what others did meanwhile: then it is
    read and composed anew.

    Args:
        git: The repository.
        target: The branch.
        compose: Gives the new tree of a branch and the message for it, or None for no change.
        who: The variables that say who commits.
        tries: How often it is tried.

    Raises:
        Refused: The remote does not take it, or others were first every time.
    """
    for number in range(1, tries + 1):
        try:
            branch = fetch(git, target)
            composed = compose(branch)
            if composed is None or composed[0] == branch.root:
                return Moved("", number)
            tree, message = composed
            parent = ["-p", branch.tip] if branch.tip else []
            named = Git(git.folder, {**git.extra, **who})
            commit = named.line("commit-tree", "--no-gpg-sign", tree, *parent, "-m", message)
        except GitError as error:
            raise Refused(f"Nothing is published: {_discreet(str(error))}.") from error
        if _push(git, target, branch, commit):
            _remember(git, target, commit)
            return Moved(commit, number)
        time.sleep(random.uniform(0.05, 0.2) * number)  # noqa: S311 - so that two do not meet again and again
    raise Refused(
        f"Nothing is published, as others published to {target.branch} meanwhile each of {tries} times; try again."
    )


def _push(git: Git, target: Target, branch: Branch, commit: str) -> bool:
    """Whether the branch is at the commit now; False where somebody else was first."""
    try:
        git.run(
            "push", "--quiet", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
            f"--force-with-lease={target.ref}:{branch.tip}", target.remote, f"{commit}:{target.ref}", seconds=REMOTE,
        )  # fmt: skip
    except GitError as error:
        # What the remote holds now tells more than the words of an error; a lock there is somebody who is at it.
        try:
            now = _tip(git, target)
        except GitError as lost:
            raise Refused(
                f"“{target.remote}” was lost while the edition was sent, so it may be published or not "
                f"({_discreet(str(lost))}); call this again, which does no harm."
            ) from lost
        if now == commit:
            return True
        if now == branch.tip and "lock" not in str(error):
            raise Refused(
                f"Nothing is published, as “{target.remote}” does not take it: {_discreet(str(error))}."
            ) from error
        return False
    return True


def _remember(git: Git, target: Target, commit: str) -> None:
    """Lets this repository know: the remote's branch as git knows it, and one's own where nobody has it checked out.

    That it fails is no harm: whatever asks next finds out.
    """
    known = f"refs/remotes/{target.remote}/{target.branch}"
    if git.has("update-ref", known, commit) and git.has("rev-parse", "--verify", "--quiet", target.ref):
        git.has("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", ".", f"{known}:{target.ref}")


def _discreet(text: str) -> str:
    """A message without the passwords that addresses in it may hold."""
    return " ".join(_without_user(word) if "://" in word else word for word in text.rstrip(".").split(" "))


def _without_user(word: str) -> str:
    before, scheme, rest = word.partition("://")
    host = urlsplit(f"x://{rest}").netloc
    return f"{before}{scheme}{rest.replace(host, host.rpartition('@')[2], 1)}"
