"""The signal of a changing vocabulary, for long decks in which nothing else says where chapters begin."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from deckbook.book.prose import terms
from deckbook.book.sketch import Cuts, Sketch, Slides, titled

_WINDOW = 4  # slides on each side that are compared; also the shortest topic
_TOPIC = 8  # slides: there are no more topics than this would give
_LONGEST = 3000  # characters of a slide that are looked at
_LONG = 30  # slides: in a shorter deck one chapter does no harm


def topics(slides: Slides) -> Iterator[Cuts]:
    """Where the vocabulary changes far more than elsewhere, in a long deck.

    Source: M. Hearst, “TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages”, 1997.
    """
    body = slides.body
    if len(body) <= _LONG:
        return
    depths = _depths([_weights(slide) for slide in body])
    starts = titled(body, 6)[1:]
    if len(starts) < 3:
        return
    from statistics import fmean, pstdev  # noqa: PLC0415  (which takes long, and few decks come as far as this)

    least = fmean(depths[i] for i in starts) + 1.5 * pstdev(depths[i] for i in starts)
    cuts: Cuts = []
    for index in sorted(starts, key=lambda i: -depths[i]):
        far = all(abs(index - cut) >= _WINDOW for cut in (0, *cuts, len(body)))
        if far and depths[index] >= least and len(cuts) < round(len(body) / _TOPIC):
            cuts.append(index)
    yield sorted(cuts)


def _weights(slide: Sketch) -> Counter[str]:
    """The terms of a slide, those of its title three times."""
    weights = Counter(terms(slide.text[:_LONGEST]))
    weights.update(dict.fromkeys(terms(slide.plain), 3))
    return Counter({term: n for term, n in weights.items() if len(term) > 1 and not term.isdecimal()})


def _depths(vectors: Sequence[Counter[str]]) -> list[float]:
    """How deep the likeness of the slides before and behind each position lies below its surroundings."""
    count = len(vectors)
    spread = Counter(term for vector in vectors for term in vector)
    weight = {term: math.log(count / slides) for term, slides in spread.items() if 1 < slides < count}
    like = [0.0]
    for index in range(1, count):
        before = _sum(vectors[max(0, index - _WINDOW) : index], weight)
        behind = _sum(vectors[index : index + _WINDOW], weight)
        product = sum(value * behind.get(term, 0.0) for term, value in before.items())
        like.append(product / ((math.hypot(*before.values()) * math.hypot(*behind.values())) or 1.0))
    left, right = _peaks(like), _peaks(like[::-1])[::-1]
    return [0.0, *(left[i] + right[i] - 2 * like[i] for i in range(1, count))]


def _sum(vectors: Sequence[Counter[str]], weight: Mapping[str, float]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, count in vector.items():
            if term in weight:
                total[term] += count * weight[term]
    return total


def _peaks(values: Sequence[float]) -> list[float]:
    """For each value the height that is reached by walking left for as long as the way does not fall."""
    peaks = list(values)
    for index in range(1, len(values)):
        if values[index - 1] >= values[index]:
            peaks[index] = peaks[index - 1]
    return peaks
