"""The long form: `python -m tests.fuzz --inputs 1000000 --seed 1` on all cores, resumed where it was stopped.

Inputs are run by the block. A block that breaks is run again input by input; what breaks by itself is written to the
state's folder, with its number, its bytes and the traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import FrameType

from tests.fuzz.inputs import Inputs
from tests.fuzz.target import Target
from tests.harness import ROOT, SHARED

BLOCK, SITE, LOOK_AT_EVERY = 2_000, 50, 8
"""Inputs to a block and to a site, and how many sites to one that is read as a browser does."""
_SECONDS, _BYTES = 60, 3 << 30


class Hangs(Exception):
    """An input takes far too long."""


def decks() -> list[bytes]:
    """The public decks beside the checkout, in the order of their paths."""
    if SHARED is None:
        return []
    found = sorted(path for path in (SHARED / "corpus").rglob("*.md") if path.stat().st_size < 200_000)
    return [path.read_bytes() for path in found]


def block(seed: int, first: int) -> list[tuple[int, str]]:
    """Runs the inputs of a block; the numbers of those that break, with their tracebacks."""
    signal.signal(signal.SIGALRM, _hangs)
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    inputs = Inputs(seed, decks())
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:  # noqa: S108, PTH112
        target = Target(Path(folder))
        return list(_broken(target, inputs, range(first, first + BLOCK)))


def _broken(target: Target, inputs: Inputs, numbers: range) -> Iterator[tuple[int, str]]:
    for begin in range(numbers.start, numbers.stop, SITE):
        group = range(begin, begin + SITE)
        look = begin // SITE % LOOK_AT_EVERY == 0
        if _fault(target, [inputs[number] for number in group], look):
            for number in group:
                if fault := _fault(target, [inputs[number]], look):
                    yield number, fault


def _fault(target: Target, data: Iterable[bytes], look: bool) -> str:
    signal.alarm(_SECONDS)
    try:
        target.run([*data], look=look)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc()
    finally:
        signal.alarm(0)
    return ""


def _hangs(number: int, frame: FrameType | None) -> None:
    raise Hangs


def main() -> int:
    """Runs blocks until there were enough inputs, and reports."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--state", type=Path, default=ROOT / ".cache" / "fuzz")
    options = parser.parse_args()
    folder = options.state / f"seed-{options.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "report.json"
    state = (
        json.loads(report.read_text("utf-8")) if report.exists() else {"seed": options.seed, "inputs": 0, "broken": []}
    )
    seeds = decks()
    inputs = Inputs(options.seed, seeds)
    print(f"seed {options.seed}, {len(seeds)} public decks, from input {state['inputs']:,} to {options.inputs:,}")
    firsts = range(state["inputs"], options.inputs, BLOCK)
    with ProcessPoolExecutor(options.jobs) as pool:
        for first, broken in zip(firsts, pool.map(block, [options.seed] * len(firsts), firsts), strict=True):
            for number, fault in broken:
                (folder / f"{number}.bin").write_bytes(inputs[number])
                (folder / f"{number}.txt").write_text(fault, "utf-8")
                print(f"input {number} breaks: {fault.splitlines()[-1]}")
            state |= {"inputs": first + BLOCK, "broken": [*state["broken"], *(number for number, _ in broken)]}
            report.write_text(json.dumps(state), "utf-8")
            print(f"{state['inputs']:,} inputs, {len(state['broken'])} broken", flush=True)
    print(f"seed {options.seed}: {state['inputs']:,} inputs, {len(state['broken'])} broken; {report}")
    return 1 if state["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
