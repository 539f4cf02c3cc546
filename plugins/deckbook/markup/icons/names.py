"""The names that decks give icons: an Iconify collection and a name in it, in all the spellings of Slidev's users."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_COLLECTIONS = frozenset(
    "academicons akar-icons ant-design arcticons at-icons basil bi bitcoin-icons boxicons bpmn brandico bx bxl bxs "
    "bytesize carbon catppuccin cbi charm ci cib cif cil circle-flags circum clarity codex codicon covid "
    "cryptocurrency cryptocurrency-color cuida dashicons devicon devicon-plain dinkie-icons duo-icons ei el emojione "
    "emojione-monotone emojione-v1 entypo entypo-social eos-icons ep et eva f7 fa fa-brands fa-regular fa-solid "
    "fa6-brands fa6-regular fa6-solid fa7-brands fa7-regular fa7-solid fad famicons fe feather file-icons flag "
    "flagpack flat-color-icons flat-ui flowbite fluent fluent-color fluent-emoji fluent-emoji-flat "
    "fluent-emoji-high-contrast fluent-mdl2 fontelico fontisto formkit foundation fxemoji gala game-icons garden gcp "
    "geo gg ginetex gis glyphs glyphs-poly gravity-ui gridicons grommet-icons guidance healthicons heroicons "
    "heroicons-outline heroicons-solid hugeicons humbleicons ic icomoon-free icon-park icon-park-outline "
    "icon-park-solid icon-park-twotone iconamoon iconoir icons8 il ion iwwa ix jam k8s keyline-icons la lets-icons "
    "line-md lineicons logos ls lsicon lucide lucide-lab mage majesticons maki map marketeq material-icon-theme "
    "material-symbols material-symbols-light mdi mdi-light medical-icon memory meteocons meteor-icons mi mingcute "
    "mono-icons mynaui nimbus nonicons noto noto-v1 nrk octicon oi ooui openmoji osmic oui pajamas pepicons "
    "pepicons-pencil pepicons-pop pepicons-print ph picon pixel pixelarticons prime proicons ps qlementine-icons "
    "quill radix-icons raphael reicon ri rivet-icons roentgen selfhst si si-glyph simple-icons simple-line-icons "
    "skill-icons solar stash streamline streamline-block streamline-color streamline-cyber streamline-cyber-color "
    "streamline-emojis streamline-flex streamline-flex-color streamline-freehand streamline-freehand-color "
    "streamline-kameleon-color streamline-logos streamline-pixel streamline-plump streamline-plump-color "
    "streamline-sharp streamline-sharp-color streamline-stickies-color streamline-ultimate streamline-ultimate-color "
    "subway svg-spinners system-uicons tabler tdesign teenyicons temaki thesvg thesvg-color token token-branded "
    "topcoat twemoji typcn uil uim uis uit uiw unjs vaadin vs vscode-icons websymbol weui whh wi wordpress wpf zmdi "
    "zondicons".split()
)
"""Iconify's collections, by their prefixes (https://icon-sets.iconify.design)."""
_WORDS = frozenset(
    "basil charm circum clarity codex el flag formkit foundation gala garden geo glyphs guidance jam mage map memory "
    "nimbus picon pixel prime ps quill raphael solar stash streamline subway token topcoat vs wordpress".split()
)
"""Prefixes that a component's own name may begin with; an icon of these is told by its colon, or by its class."""
_MOST_PARTS = max(name.count("-") for name in _COLLECTIONS) + 1
_LONGEST = 100
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPOKEN = re.compile(r"\b(?:logo|brand|icon|line|fill|filled|outline|duotone|baseline|rounded|\d+)\b")


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon's collection and its name there: `carbon`, `arrow-right`."""

    collection: str
    name: str

    @property
    def words(self) -> str:
        """Its name as one says it: `logo-github` → `github`."""
        plain = self.name.replace("-", " ")
        return " ".join(_SPOKEN.sub(" ", plain).split()) or plain


def parse(text: str) -> Icon | None:
    """The icon of `carbon:arrow-right` or `carbon-arrow-right`; None where no collection has such a prefix."""
    if len(text) > _LONGEST:
        return None
    collection, colon, name = text.strip().lower().partition(":")
    if colon:
        return Icon(collection, name) if collection in _COLLECTIONS and _NAME.match(name) else None
    parts = collection.split("-")
    for count in range(min(_MOST_PARTS, len(parts) - 1), 0, -1):  # `fa6-brands-x` is of `fa6-brands`
        prefix = "-".join(parts[:count])
        if prefix in _COLLECTIONS and _NAME.match(name := "-".join(parts[count:])):
            return Icon(prefix, name)
    return None


def of_component(tag: str, values: Mapping[str, str | None]) -> Icon | None:
    """The icon of `<mdi-account />`, `<MdiAccount />`, `<mdi:account />` or `<Icon icon="mdi:account" />`."""
    if tag.lower() in ("icon", "iconify-icon", "iconifyicon", "i-icon"):
        return next((icon for name in ("icon", "name") if (icon := _full(values.get(name)))), None)
    icon = parse(tag.lower() if "-" in tag or ":" in tag else _CAPITAL.sub("-", tag))
    return icon if icon is None or ":" in tag or icon.collection not in _WORDS else None


def of_attributes(attributes: Mapping[str, str | None]) -> Icon | None:
    """The icon that an element's classes or attributes name: `i-mdi:account`, `i-mdi-account?mask`."""
    classes = (attributes.get("class") or "").split()
    for name in classes:
        if icon := _utility(name):
            return icon
    for name, value in attributes.items():
        if value in (None, "", "~") and (icon := _utility(name)):
            return icon
    return _full(attributes.get("data-icon")) if "iconify" in classes else None


def _full(text: str | None) -> Icon | None:
    """The icon of `mdi:account`; a name without its collection can be anything."""
    return parse(text) if text and ":" in text else None


def _utility(name: str) -> Icon | None:
    return parse(name[2:].partition("?")[0]) if name.startswith("i-") else None
