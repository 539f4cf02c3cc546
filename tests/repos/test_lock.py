"""`repos.lock.json`: on the left its text, on the right what is read, and what is written again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.repos import Facts, Lock, Repository, load_lock, parse_lock, written_lock
from deckbook.repos.facts import News, short, unchanged, with_news, without_it
from deckbook.repos.lock import LockError, update_lock

PATH = Path("/docs/repos.lock.json")
ENTRY = Facts(
    description="数据 <b>",
    stars={"2026-11-21": 4600, "2026-11-28": 5100},
    license="MIT",
    language="Python",
    topics=("audio", "nlp"),
    archived=True,
    pushed="2026-11-20",
    moved="github.com/y/b",
    gone="2026-11-28",
    etag='W/"1"',
)
TEXT = """\
{
 "version": 1,
 "repositories": {
  "github.com/x/a": {
   "archived": true,
   "description": "数据 <b>",
   "etag": "W/\\"1\\"",
   "gone": "2026-11-28",
   "language": "Python",
   "license": "MIT",
   "moved": "github.com/y/b",
   "pushed": "2026-11-20",
   "stars": {
    "2026-11-28": 5100,
    "2026-11-21": 4600
   },
   "topics": [
    "audio",
    "nlp"
   ]
  },
  "github.com/x/b": {
   "stars": {
    "2026-11-28": 0
   }
  }
 }
}
"""


def test_it_is_written_and_read() -> None:
    lock = Lock({"github.com/x/b": Facts(stars={"2026-11-28": 0}), "github.com/x/a": ENTRY})

    assert written_lock(lock) == TEXT
    assert parse_lock(TEXT, PATH).facts == lock.facts
    assert ENTRY.star_count == 5100
    assert (ENTRY.asked, Facts().asked, Facts().star_count) == ("2026-11-28", "", None)


def test_a_refresh_adds_a_line() -> None:
    later = Facts(stars={"2026-11-28": 0, "2026-12-05": 3})
    lock = Lock({"github.com/x/b": later, "github.com/x/a": ENTRY})

    new = [line for line in written_lock(lock).splitlines() if line not in TEXT.splitlines()]

    assert new == ['    "2026-12-05": 3,']
    assert len(written_lock(lock).splitlines()) == len(TEXT.splitlines()) + 1


def test_a_file_that_is_not_there_or_empty(tmp_path: Path) -> None:
    assert load_lock(tmp_path / "repos.lock.json") == Lock()
    assert parse_lock("\n", PATH) == Lock()


def test_what_a_newer_deckbook_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "repos.lock.json"
    path.write_text(
        '{"more": [1], "repositories": {"github.com/x/a": {"forks": 7, "stars": {"2026-11-21": 1}}}}', "utf-8"
    )

    update_lock(path, {"github.com/x/a": with_news(
        load_lock(path).facts["github.com/x/a"], News("x/a", 2, {}), Repository("github.com", "x/a"), date(2026, 11, 28)
    )}, {})  # fmt: skip

    assert json.loads(path.read_text("utf-8")) == {
        "version": 1,
        "more": [1],
        "repositories": {"github.com/x/a": {"forks": 7, "stars": {"2026-11-28": 2, "2026-11-21": 1}}},
    }


MERGED = {
    "both sides of a conflict": (
        """\
        {
         "version": 1,
         "repositories": {
          "github.com/x/a": {
           "stars": {
        <<<<<<< HEAD
            "2026-11-28": 2,
        =======
            "2026-11-27": 3,
        >>>>>>> other
            "2026-11-21": 1
           }
          }
         }
        }
        """,
        {"github.com/x/a": {"2026-11-21": 1, "2026-11-27": 3, "2026-11-28": 2}},
        6,
    ),
    "both sides, and what they were made of": (
        """\
        {
         "repositories": {
          "github.com/x/a": {
           "stars": {
        <<<<<<< ours
            "2026-11-28": 2
        ||||||| base
            "2026-01-01": 9
        =======
            "2026-11-27": 3
        >>>>>>> theirs
           }
          }
         }
        }
        """,
        {"github.com/x/a": {"2026-11-27": 3, "2026-11-28": 2}},
        5,
    ),
    "entries on both sides": (
        """\
        {
         "repositories": {
        <<<<<<< ours
          "github.com/x/a": {
           "stars": {
            "2026-11-28": 2
        =======
          "github.com/x/b": {
           "stars": {
            "2026-11-27": 3
        >>>>>>> theirs
           }
          }
         }
        }
        """,
        {"github.com/x/a": {"2026-11-28": 2}, "github.com/x/b": {"2026-11-27": 3}},
        3,
    ),
    "a comma that is missing": (
        """\
        {
         "repositories": {
          "github.com/x/a": {
           "license": "MIT"
           "stars": {
            "2026-11-28": 2
            "2026-11-27": 3
           }
          }
          "github.com/x/b": {
           "stars": {
            "2026-11-27": 4
           }
          }
         }
        }
        """,
        {"github.com/x/a": {"2026-11-27": 3, "2026-11-28": 2}, "github.com/x/b": {"2026-11-27": 4}},
        5,
    ),
    "ends that are missing": (
        """\
        {
         "repositories": {
          "github.com/x/a": {
           "topics": [
            "nlp"
           ],
           "stars": {
            "2026-11-28": 2
          "github.com/x/b": {
            "2026-11-27": 4
        """,
        {"github.com/x/a": {"2026-11-28": 2}, "github.com/x/b": {"2026-11-27": 4}},
        9,
    ),
}


@pytest.mark.parametrize(("text", "stars", "line"), MERGED.values(), ids=MERGED.keys())
def test_a_bad_merge_is_read_and_told(text: str, stars: dict[str, dict[str, int]], line: int) -> None:
    lock = parse_lock(dedent(text), PATH)

    assert {key: dict(facts.stars) for key, facts in lock.facts.items()} == stars
    assert [(item.rule, item.line) for item in lock.diagnostics] == [("repos-lock-merged", line)]
    assert lock.is_whole
    # What is written then is whole.
    assert parse_lock(written_lock(lock), PATH).diagnostics == ()
    assert parse_lock(written_lock(lock), PATH).facts == lock.facts


def test_line_ends_of_windows() -> None:
    text, stars, line = MERGED["both sides of a conflict"]

    lock = parse_lock(dedent(text).replace("\n", "\r\n"), PATH)

    assert {key: dict(facts.stars) for key, facts in lock.facts.items()} == stars
    assert [(item.rule, item.line) for item in lock.diagnostics] == [("repos-lock-merged", line)]
    assert parse_lock(TEXT.replace("\n", "\r\n"), PATH) == parse_lock(TEXT, PATH)


def test_an_entry_that_a_merge_has_doubled() -> None:
    text = (
        '{"repositories": {"github.com/x/a": {"license": "MIT", "stars": {"2026-11-27": 1}},'
        ' "github.com/x/a": {"stars": {"2026-11-28": 2}}}}'
    )

    lock = parse_lock(text, PATH)

    assert lock.facts == {"github.com/x/a": Facts(license="MIT", stars={"2026-11-27": 1, "2026-11-28": 2})}


UNREADABLE = [
    ("[]", 1),
    ('"x"', 1),
    ("[" * 100_000, 1),
    ('{"repositories": []}', 1),
    ('{\n "repositories": {\n  "github.com/x/a": 7\n }\n}', 3),
    ('{\n "repositories": {\n  "github.com/x/a": {"stars": 7}\n }\n}', 3),
    ('{"repositories": {"github.com/x/a": {"stars": {"today": 7}}}}', 1),
    ('{"repositories": {"github.com/x/a": {"stars": {"2026-11-28": "4.6k"}}}}', 1),
    ('{"repositories": {"github.com/x/a": {"stars": {"2026-11-28": -1}}}}', 1),
    ('{"repositories": {"github.com/x/a": {"topics": "nlp"}}}', 1),
    ('{"repositories": {"github.com/x/a": {"description": ["x"]}}}', 1),
    ('{"repositories": {"github.com/x/a": {"archived": "yes"}}}', 1),
    ('{"repositories": {"github.com/x/a": {"moved": "javascript:alert(1)"}}}', 1),
    ('{"repositories": {"github.com/x/a": {"gone": "<b>"}}}', 1),
    ('{"hosts": ["x"]}', 1),
    ('{"version": 2, "repositories": {}}', 0),
    ('{\n "repositories": {\n  "github.com/x/a": {\n   "license": MIT\n  }\n }\n}', 4),
    ('{\n "repositories": {\n  "github.com/x/a": {\n   "license": "MIT\n  }\n }\n}', 4),
]


@pytest.mark.parametrize(("text", "line"), UNREADABLE)
def test_what_cannot_be_read_is_told_and_never_written_over(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "repos.lock.json"
    path.write_text(text, "utf-8")

    lock = load_lock(path)

    [item] = [item for item in lock.diagnostics if item.rule == "repos-lock-unreadable"]
    assert item.line == line
    assert not lock.is_whole
    with pytest.raises(LockError):
        update_lock(path, {"github.com/x/b": Facts(license="MIT")}, {})
    assert path.read_text("utf-8") == text


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "repos.lock.json"
    path.write_bytes(b"\xff\xfe{")

    assert [item.rule for item in load_lock(path).diagnostics] == ["repos-lock-unreadable"]
    path.unlink()
    path.mkdir()
    assert [item.rule for item in load_lock(path).diagnostics] == ["repos-lock-unreadable"]


def test_what_has_come_into_the_file_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "repos.lock.json"
    update_lock(path, {"github.com/x/a": Facts(stars={"2026-11-21": 1})}, {})
    theirs = {"github.com/x/a": Facts(stars={"2026-11-25": 2}), "github.com/x/b": Facts(license="MIT")}
    update_lock(path, theirs, {"git.example.org": "gitea"})

    update_lock(path, {"github.com/x/a": Facts(stars={"2026-11-21": 1, "2026-11-28": 3}, license="ISC")}, {})

    lock = load_lock(path)
    assert lock.hosts == {"git.example.org": "gitea"}
    assert lock.facts == {
        "github.com/x/a": Facts(license="ISC", stars={"2026-11-21": 1, "2026-11-25": 2, "2026-11-28": 3}),
        "github.com/x/b": Facts(license="MIT"),
    }


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("no folder", "utf-8")

    with pytest.raises(LockError, match="allows no reading"):
        update_lock(tmp_path / "docs" / "repos.lock.json", {"github.com/x/a": ENTRY}, {})


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "repos.lock.json"
    path.write_text(TEXT, "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(LockError, match="cannot be written: No space left on device"):
        update_lock(path, {"github.com/x/c": ENTRY}, {})
    assert [file.name for file in tmp_path.iterdir()] == ["repos.lock.json"]
    assert path.read_text("utf-8") == TEXT


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text(TEXT, "utf-8")
    (tmp_path / "real.json").chmod(0o600)
    path = tmp_path / "repos.lock.json"
    path.symlink_to("real.json")

    update_lock(path, {"github.com/x/c": ENTRY}, {})

    assert path.is_symlink()
    assert len(load_lock(tmp_path / "real.json").facts) == 3
    assert (tmp_path / "real.json").stat().st_mode & 0o777 == 0o600


WRITER = """
import sys
from pathlib import Path
from deckbook.repos import Facts
from deckbook.repos.lock import update_lock
path = Path(sys.argv[1])
print("ready", flush=True)
for number in range(1, 1_000_000):
    changes = {f"github.com/x/r{i}": Facts(stars={"2026-11-28": number}, description="d" * 400) for i in range(400)}
    update_lock(path, changes, {})
"""


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "repos.lock.json"
    update_lock(path, {f"github.com/x/r{i}": Facts(stars={"2026-11-28": 0}) for i in range(400)}, {})
    seen = set()
    for attempt in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)  # noqa: S603 - our own
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.011 * attempt)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        lock = load_lock(path)
        assert lock.diagnostics == ()
        assert len(lock.facts) == 400
        counts = {facts.star_count for facts in lock.facts.values()}
        assert len(counts) == 1
        seen |= counts
    assert len(seen) > 1, "it was always killed before it wrote"


def test_facts_over_time() -> None:
    repository = Repository("github.com", "X/A")
    first = with_news(Facts(), News("x/a", 5, {"license": "MIT", "etag": "1"}), repository, date(2026, 11, 1))
    same = unchanged(first, date(2026, 11, 8))
    gone = without_it(same, date(2026, 11, 15))
    back = with_news(gone, News("y/b", None, {"archived": True}), repository, date(2026, 11, 22))

    assert first == Facts(license="MIT", etag="1", stars={"2026-11-01": 5})
    assert same == Facts(license="MIT", etag="1", stars={"2026-11-01": 5, "2026-11-08": 5})
    assert gone == Facts(license="MIT", gone="2026-11-15", stars=same.stars)
    assert without_it(gone, date(2026, 11, 16)) == gone
    assert back == Facts(license="MIT", archived=True, moved="github.com/y/b", stars=same.stars)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (980, "980"), (999, "999"), (1000, "1k"), (4600, "4.6k"), (4649, "4.6k"), (12_345, "12.3k"),
     (99_949, "99.9k"), (99_950, "100k"), (123_456, "123k"), (999_499, "999k"), (999_600, "1M"), (1_234_567, "1.2M")],
)  # fmt: skip
def test_numbers_as_people_write_them(count: int, text: str) -> None:
    assert short(count) == text


@given(st.text(alphabet=st.sampled_from('{}[]":, \n<=>|1a/-.'), max_size=200))
def test_any_text_is_read(text: str) -> None:
    lock = parse_lock(text, PATH)

    again = parse_lock(written_lock(lock), PATH)
    assert again.facts == lock.facts


@given(st.data())
def test_lines_that_are_lost_are_told_or_harmless(data: st.DataObject) -> None:
    """Whatever lines a merge drops or doubles: nothing is raised, and what is written again is whole."""
    lines = TEXT.splitlines()
    picked = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=5, max_size=40))
    text = "\n".join(lines[number] for number in sorted(picked))

    lock = parse_lock(text, PATH)

    if lock.is_whole:
        again = parse_lock(written_lock(lock), PATH)
        assert again.diagnostics == ()
        assert again.facts == lock.facts
