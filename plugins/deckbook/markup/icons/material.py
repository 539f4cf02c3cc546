"""Which of Material's own drawings stands for an icon of any collection: by its name, without what only styles it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckbook.markup.icons.aliases import ALIASES, BRANDS
from deckbook.markup.icons.names import Icon

_FOLDERS = {
    "mdi": "material",
    "mdi-light": "material",
    "octicon": "octicons",
    "simple-icons": "simple",
    "fa-brands": "fontawesome/brands",
    "fa6-brands": "fontawesome/brands",
    "fa7-brands": "fontawesome/brands",
    "fa-solid": "fontawesome/solid",
    "fa6-solid": "fontawesome/solid",
    "fa7-solid": "fontawesome/solid",
    "fa-regular": "fontawesome/regular",
    "fa6-regular": "fontawesome/regular",
    "fa7-regular": "fontawesome/regular",
    "fa": "fontawesome/solid",
}
"""Where Material has a collection itself."""
_LOGOS = frozenset(
    "arcticons brandico bxl catppuccin cbi cib cryptocurrency cryptocurrency-color devicon devicon-plain entypo-social "
    "fa-brands fa6-brands fa7-brands file-icons logos material-icon-theme nonicons selfhst simple-icons skill-icons "
    "streamline-logos thesvg thesvg-color token token-branded unjs vscode-icons".split()
)
"""Collections of brands; in any other, `rocket` is no company."""
_MIXED = frozenset(
    "ant-design bi bx fe feather ic icomoon-free ion jam la line-md lucide mingcute mono-icons ph prime radix-icons ri "
    "tabler tdesign uil uiw".split()
)
"""Collections in which a brand may have its bare name; there nothing else may bear it."""
_VENDORS = frozenset("adobe amazon apache apple aws azure google ibm microsoft oracle".split())
_BEFORE = re.compile(r"(?:baseline|outline|round|sharp|twotone|icon|(file-type(?:-light)?|folder-type|brand|logo))-")
_BEHIND = re.compile(
    r"-(?:line|fill|filled|outline|outlined|duotone|bold|thin|light|dark|regular|solid|rounded|round|sharp|twotone|icon|"
    r"icons|original|plain|wordmark|colored|color|alt|variant|linear|broken|s|o|\d+)\Z"
)
_OUTLINED = re.compile(r"-(?:line|light|thin|outline|outlined|regular|linear|o)(?:-|\Z)|\Aoutline-")
_TELLING = frozenset(
    "off slash open unlocked unlock disabled no not none non remove removed minus delete deleted cross crossed x "
    "cancel block blocked down up left right top bottom start end in out on half empty low high back forward previous "
    "next dislike broken error warning stop paused".split()
)
"""What turns an icon's meaning, so that it may not be left out."""
_FRAMES = {"circle": "circle", "square": "box", "octagon": "octagon", "hexagon": "hexagon"}
_FRAMED = re.compile(rf"({'|'.join(_FRAMES)})-(.+)\Z|(.+)-({'|'.join(_FRAMES)})\Z")
"""What is drawn in a frame: Material says `close-circle` where others say `circle-x`."""
_SAY_NOTHING = frozenset((*_FRAMES, *"triangle rectangle diamond number letter shape sign try".split()))
"""What no icon is drawn for alone."""
_DIRECTIONS = frozenset("up down left right".split())


def paths(icon: Icon) -> Iterator[str]:
    """Paths in Material's folder of icons, without `.svg`, the best first."""
    if folder := _FOLDERS.get(icon.collection):
        yield from (f"{folder}/{icon.name}{size}" for size in ("", *(("-24", "-16") if folder == "octicons" else ())))
    names = list(_names(icon.name))
    marked = _BEFORE.match(icon.name)
    is_logo = icon.collection in _LOGOS or bool(marked and marked[1])
    if is_logo:
        yield from (path for name in names for path in _brand(name))
    yield from (path for name in names for path in _shape(name, icon))
    if icon.collection in _MIXED:
        yield from (f"simple/{BRANDS.get(name, name)}" for name in names)
    if not is_logo and icon.collection not in _FOLDERS:
        yield from _headed(names[-1], icon)


def _names(name: str) -> Iterator[str]:
    """A name, then what is left of it without what says how it is drawn."""
    seen = []
    while name not in seen:
        seen.append(name)
        if alias := ALIASES.get(name):
            yield alias
        yield name
        if framed := _FRAMED.match(name):
            frame, inside = framed[1] or framed[4], framed[2] or framed[3]
            for word in (ALIASES.get(inside, inside), inside):
                yield f"{word}-{_FRAMES[frame]}"
                yield word
        name = _BEHIND.sub("", _BEFORE.sub("", name)) or name


def _brand(name: str) -> Iterator[str]:
    name = BRANDS.get(name, name)
    joined = name.replace("-", "")
    bare = re.sub(r"(?:dot)?js\Z", "", joined)
    for word in dict.fromkeys((joined, joined.replace(".", "dot"), bare, f"{bare}dotjs", f"{joined}dotio")):
        yield f"simple/{word}"
    for word in dict.fromkeys((name, joined, bare)):
        yield f"fontawesome/brands/{word}"
    for prefix in ("", "language-", "microsoft-", "google-", "apple-"):
        yield f"material/{prefix}{name}"
    head, _, rest = name.partition("-")
    if rest and head in _VENDORS:
        yield f"simple/{rest.replace('-', '')}"
        yield f"material/{rest}"
    if rest:
        yield f"simple/{head}{rest.split('-')[0]}"
        yield f"simple/{head}"


def _shape(name: str, icon: Icon) -> Iterator[str]:
    if _OUTLINED.search(icon.name):
        yield f"material/{name}-outline"
    yield f"material/{name}"
    yield f"octicons/{name}-24"
    yield f"octicons/{name}-16"
    yield f"fontawesome/solid/{name}"
    yield f"fontawesome/regular/{name}"


def _headed(name: str, icon: Icon) -> Iterator[str]:
    """What is drawn, without what is said of it: `database-settings` is a database."""
    parts = name.split("-")
    if turns := [part for part in parts if part in _DIRECTIONS]:
        if parts[0] in ("arrow", "arrows", "caret", "chevron", "chevrons", "corner"):
            yield from _shape(f"{'chevron' if parts[0][:2] == 'ch' else 'arrow'}-{turns[-1]}", icon)
        return
    for count in range(len(parts) - 1, 0, -1):
        if parts[count] in _TELLING or (parts[:count] == [parts[0]] and parts[0] in _SAY_NOTHING):
            return
        for shorter in _names("-".join(parts[:count])):
            yield from _shape(shorter, icon)
