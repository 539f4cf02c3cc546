"""What a component's script declares in so many words: properties, literal constants, imports, pictures of styles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deckbook.markup import literals
from deckbook.markup.literals import Unknown

_LONGEST = 200_000  # characters of a script that are looked at
_MOST = 200  # declarations, each of which may be a long literal
_DEFINE = re.compile(
    r"(?:\b(?:const|let|var)\s+(?:([\w$]+)|\{([^{}]{0,2000})\})\s*=\s*)?(?:\bwithDefaults\s*\(\s*)?\bdefineProps\b\s*"
)
_OPTIONS = re.compile(r"\bprops\s*:\s*(?=[\[{])")
_TYPE_NAME = re.compile(r"<\s*([\w$]+)\s*>")
_MEMBER = re.compile(r"""(?:readonly\s+)?(?:([\w$]+)|'([^'\n]*)'|"([^"\n]*)")(\?)?\s*:""")
_GAP = re.compile(r"(?:[\s;,]++|//[^\n]*+|/\*.*?\*/)*", re.S)
_TYPE = re.compile(r"[^;,\n{}()<>\[\]'\"]++|'[^'\n]*'|\"[^\"\n]*\"|=>|.", re.S)
_CONSTANT = re.compile(
    r"^[ \t]{0,2}(?:export\s+)?(const|let|var|(?:async\s+)?function)\s+(?:([\w$]+)|[\[{]([^\]}=]{0,2000})[\]}])", re.M
)
_IS = re.compile(
    r"\s*(?::[^=\n]{0,300})?=\s*(?!=|>)((?:ref|shallowRef|reactive|readonly)\s*(?:<[^()\n]{0,200}>)?\s*\()?"
)
_END = re.compile(r"\s*(?:as\s+const\b\s*)?(?:\)\s*)?(?:;|\n|\Z)")
_IMPORT = re.compile(r"""\bimport\s+([\w$]+)\s+from\s+['"]([^'"\n]+\.vue)['"]""")
_IMPORTED = re.compile(r"^\s*import\s+(?:type\s+)?(?:([\w$]+)\s*,?\s*)?(?:\{([^{}]{0,2000})\})?", re.M)
_PICTURE = re.compile(
    r"handleBackground\(\s*([\w$.?]+)|url\(\s*['\"]?(?:\$\{[^{}\n]{0,60}BASE_URL\s*\})?\$\{\s*(?:[\w$]+\(\s*)?([\w$.?]+)"
)


@dataclass(frozen=True, slots=True)
class Prop:
    """A property: what it is where nothing is given, and whether its bare name means true."""

    default: Any = None
    is_flag: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """What a component's script declares.

    Attributes:
        props: The declared properties, in their order.
        props_name: The name that the script gives to all of them, or "".
        constants: What its literal constants hold, by name.
        states: The literals that its variables begin with, by name; they may change while it runs.
        hidden: Other names that it declares, of which nothing is known.
        pictures: The expression of the picture that a style shows, by the style's name.
        imports: The files of the components that it imports, by name, as it writes them.
    """

    props: Mapping[str, Prop]
    props_name: str
    constants: Mapping[str, Any]
    states: Mapping[str, Any]
    hidden: frozenset[str]
    pictures: Mapping[str, str]
    imports: Mapping[str, str]


def read(code: str) -> Script:
    """What a script declares, TypeScript or not."""
    code = code[:_LONGEST]
    props: dict[str, Prop] = {}
    define = _DEFINE.search(code)
    if define:
        props = _defined(code, define)
    elif options := _OPTIONS.search(code):
        props = _runtime(literals.at(code, options.end())[0])
    props_name = (define[1] if define else None) or ""
    constants: dict[str, Any] = {}
    states: dict[str, Any] = {}
    hidden: set[str] = set()
    pictures: dict[str, str] = {}
    for is_state, names, value, shown in _declarations(code, props.keys()):
        pictures |= dict.fromkeys(names, shown) if shown else {}
        if isinstance(value, Unknown):
            hidden |= names
        else:
            (states if is_state else constants).update(dict.fromkeys(names, value))
    for match in _IMPORTED.finditer(code):
        hidden |= {match[1] or ""} | _names(match[2] or "")
    hidden -= constants.keys() | states.keys() | {props_name, ""}
    return Script(props, props_name, constants, states, frozenset(hidden), pictures, dict(_IMPORT.findall(code)))


def picture(code: str) -> str | None:
    """The expression of the picture that a style's code shows."""
    match = _PICTURE.search(code)
    return match[1] or match[2] if match else None


def camel(name: str) -> str:
    """A property's name as code writes it: `case-no` → `caseNo`."""
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def _defined(code: str, define: re.Match[str]) -> dict[str, Prop]:
    position = define.end()
    if code[position : position + 1] == "(":
        props = _runtime(literals.at(code, position + 1)[0])
    else:
        named = _TYPE_NAME.match(code, position)
        if named:
            name = re.escape(named[1])
            declared = re.search(rf"\b(?:interface\s+{name}\b[^{{]{{0,200}}|type\s+{name}\s*=\s*){{", code)
            start = declared.end() if declared else len(code)
        else:
            start = code.find("{", position, position + 200) + 1 or len(code)
        props, end = _members(code, start)
        defaults = re.compile(r"[^{]{0,40}\)\s*,\s*").match(code, named.end() if named else end)
        given = literals.at(code, defaults.end())[0] if defaults else {}
        for name, value in given.items() if isinstance(given, dict) else ():
            if name in props:
                props[name] = Prop(value, props[name].is_flag)
    for part in (define[2] or "").split(","):
        name, is_given, default = part.partition("=")
        name = name.partition(":")[0].strip()
        if is_given and name in props:
            props[name] = Prop(literals.value(default), props[name].is_flag)
    return props


def _runtime(declared: Any) -> dict[str, Prop]:
    """`['a', 'b']` or `{ a: String, b: { type: Number, default: 1 } }`."""
    if isinstance(declared, list):
        return {camel(name): Prop() for name in declared if isinstance(name, str)}
    props: dict[str, Prop] = {}
    for name, about in declared.items() if isinstance(declared, dict) else ():
        given = about if isinstance(about, dict) else {"type": about}
        kind = given.get("type")
        flag = isinstance(kind, Unknown) and kind.source.startswith("Boolean")
        props[camel(name)] = Prop(given.get("default", False if flag else None), flag)
    return props


def _members(code: str, start: int) -> tuple[dict[str, Prop], int]:
    """The members of a type from behind its `{`, and where it ends."""
    props: dict[str, Prop] = {}
    position = start
    while position < len(code) and len(props) < _MOST:
        position = _GAP.match(code, position).end()  # type: ignore[union-attr]
        if code[position : position + 1] == "}":
            return props, position + 1
        member = _MEMBER.match(code, position)
        begin = member.end() if member else position
        position = _type_end(code, begin)
        if member:
            flag = code[begin:position].strip() == "boolean"
            props[camel(member[1] or member[2] or member[3] or "")] = Prop(False if flag else None, flag)
        if position == begin and not member:
            position += 1
    return props, position


def _type_end(code: str, start: int) -> int:
    depth, position = 0, start
    while match := _TYPE.match(code, position):
        mark = match[0]
        if mark in ("{", "(", "<", "["):
            depth += 1
        elif mark in ("}", ")", ">", "]"):
            if not depth:
                return position
            depth -= 1
        elif mark in (";", ",") and not depth:
            return position
        elif mark == "\n" and not depth and code[start:position].strip():
            following = code[position : position + 200].lstrip()[:1]
            if following not in ("|", "&"):
                return position
        position = match.end()
    return position


def _declarations(code: str, props: Collection[str]) -> Iterator[tuple[bool, set[str], Any, str | None]]:
    """The script's constants and variables: whether one may change, its names, its value, and the picture it shows."""
    position = count = 0
    while (match := _CONSTANT.search(code, position)) and count < _MOST:
        position = match.end()
        count += 1
        name = match[2] or ""
        if not name:
            yield False, _names(match[3] or "") - set(props), Unknown(), None
            continue
        given = _IS.match(code, position) if "function" not in match[1] else None
        value, end = literals.at(code, given.end()) if given else (Unknown(), position)
        source = code[position : position + 1500]
        shown = picture(source[: _next(source)])
        if given is None or isinstance(value, Unknown) or not _END.match(code, end):
            yield False, {name}, Unknown(), shown
            continue
        position = max(position, end)
        yield bool(given[1]) or match[1] != "const", {name}, value, shown


def _next(source: str) -> int:
    """Where the next declaration begins."""
    match = _CONSTANT.search(source)
    return match.start() if match else len(source)


def _names(inside: str) -> set[str]:
    return {part.partition("=")[0].rpartition(":")[2].rpartition(" as ")[2].strip() for part in inside.split(",")}
