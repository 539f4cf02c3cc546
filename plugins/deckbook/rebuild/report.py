"""What a rebuild has reused, and why it has not reused the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Layer:
    """What one of the caches did in a build.

    Attributes:
        reused: The pages that were taken from the build before.
        made: The pages that were made, and why.
    """

    reused: set[str] = field(default_factory=set)
    made: dict[str, str] = field(default_factory=dict)

    def take(self, uri: str) -> None:
        """A page was reused."""
        self.reused.add(uri)

    def make(self, uri: str, reason: str) -> None:
        """A page was made anew."""
        self.made[uri] = reason

    @property
    def pages(self) -> int:
        """How many pages it saw."""
        return len(self.reused | self.made.keys())


@dataclass(slots=True)
class Report:
    """What the caches did in a build."""

    content: Layer = field(default_factory=Layer)
    template: Layer = field(default_factory=Layer)
    search: Layer = field(default_factory=Layer)
    file: Layer = field(default_factory=Layer)

    @property
    def layers(self) -> dict[str, Layer]:
        """The caches by the names that lines call them by."""
        return {"content": self.content, "template": self.template, "search": self.search, "file": self.file}

    def summary(self, size: int) -> str:
        """One line: what was reused, the commonest reasons for what was not, and the memory that is held."""
        pages = max((layer.pages for layer in self.layers.values()), default=0)
        parts = [f"{len(layer.reused)} × {name}" for name, layer in self.layers.items() if layer.pages]
        reasons = Counter(
            f"{name}: {reason}"
            for name, layer in self.layers.items()
            for uri, reason in layer.made.items()
            if uri not in layer.reused
        )
        said = ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common(3))
        more = len(reasons) - 3
        others = f" and {more} more reasons" if more > 0 else ""
        rest = f" Made anew: {said}{others} (-v lists the pages)." if said else ""
        return f"Reused of {pages} pages: {', '.join(parts)}; {size / 2**20:.0f} MiB are kept for that.{rest}"

    def details(self) -> list[str]:
        """A line for each page that was made anew, with the reason."""
        return [
            f"{uri}: {name} made anew: {reason}"
            for name, layer in self.layers.items()
            for uri, reason in sorted(layer.made.items())
        ]


NEW = "new page"
"""The reason for a page of which nothing is kept."""
