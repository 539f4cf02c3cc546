"""Edits of the sites of `sites`, each of a kind of its own: what writers do between two looks at the page."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Edit = Callable[["Writer"], str | None]
"""Changes something, and says what; None where there is nothing to change in this way."""
EDITS: dict[str, Edit] = {}


def _edit(function: Edit) -> Edit:
    EDITS[function.__name__] = function
    return function


@dataclass
class Writer:
    """Somebody who edits a site: chance, the site's directory, and a number that makes each text a new one."""

    chance: random.Random
    root: Path
    count: int = 0

    def word(self) -> str:
        """A word that no page has."""
        self.count += 1
        return f"word{self.count}"

    def pages(self) -> list[Path]:
        """The pages that are not decks."""
        return [path for path in sorted((self.root / "docs").rglob("*.md")) if "weeks" not in path.parts]

    def topic(self) -> Path | None:
        """One of the pages with metadata, pictures, links and snippets."""
        return self.pick([path for path in self.pages() if path.parent.name == "topics" and path.stem != "index"])

    def deck(self) -> Path | None:
        """One of the decks."""
        return self.pick(sorted((self.root / "docs" / "weeks").glob("*.md")))

    def pick(self, paths: list[Path]) -> Path | None:
        """One of these paths."""
        return self.chance.choice(paths) if paths else None

    def change(self, path: Path | None, *pairs: tuple[str, str], append: str = "") -> str | None:
        """Replaces the first text of each pair, where it is, by the second; adds to the file's end."""
        if path is None or not path.is_file():
            return None
        text = before = path.read_text("utf-8")
        for old, new in pairs:
            text = text.replace(old, new, 1)
        text += append
        path.write_text(text, encoding="utf-8")
        return str(path.relative_to(self.root)) if text != before else None

    def settings(self) -> dict[str, Any]:
        """The site's mkdocs.yml."""
        loaded: dict[str, Any] = yaml.safe_load((self.root / "mkdocs.yml").read_text("utf-8"))
        return loaded

    def set(self, settings: dict[str, Any]) -> str:
        """Writes the site's mkdocs.yml."""
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
        return "mkdocs.yml"


@_edit
def body(w: Writer) -> str | None:
    return w.change(w.topic(), append=f"\nA {w.word()} more.\n")


@_edit
def body_of_any_page(w: Writer) -> str | None:
    return w.change(w.pick(w.pages()), append=f"\nA {w.word()} more, of @page.\n")


@_edit
def title(w: Writer) -> str | None:
    return w.change(w.topic(), ("\ntitle: ", f"\ntitle: {w.word()} "))


@_edit
def first_heading(w: Writer) -> str | None:
    return w.change(w.topic(), ("\n# ", f"\n# {w.word()} "))


@_edit
def title_left_to_heading(w: Writer) -> str | None:
    return w.change(w.topic(), ("\ntitle: ", "\nformer: "))


@_edit
def heading(w: Writer) -> str | None:
    return w.change(w.topic(), ("\n## ", f"\n## {w.word()} "))


@_edit
def new_heading(w: Writer) -> str | None:
    return w.change(w.topic(), append=f"\n### {w.word()}\n\nText.\n")


@_edit
def heading_gone(w: Writer) -> str | None:
    return w.change(w.topic(), ("\n## Second\n", "\n"))


@_edit
def description(w: Writer) -> str | None:
    return w.change(w.topic(), ("---\n", f"---\ndescription{w.count}: x\ndescription: {w.word()}\n"))


@_edit
def icon(w: Writer) -> str | None:
    return w.change(
        w.topic(), ("---\n", f"---\nicon: material/{w.chance.choice(['star', 'home'])}\nkey{w.word()}: 1\n")
    )


@_edit
def status(w: Writer) -> str | None:
    return w.change(w.topic(), ("---\n", f"---\nstatus: new\nkey{w.word()}: 1\n"))


@_edit
def hidden_parts(w: Writer) -> str | None:
    return w.change(w.topic(), ("---\n", f"---\nhide: [toc, navigation]\nkey{w.word()}: 1\n"))


@_edit
def tags(w: Writer) -> str | None:
    return w.change(w.topic(), ("\ntags: [", f"\ntags: [{w.chance.choice('abcxyz')}, "))


@_edit
def search_excluded(w: Writer) -> str | None:
    return w.change(w.topic(), ("---\n", f"---\nsearch: {{exclude: true}}\nkey{w.word()}: 1\n"))


@_edit
def new_page(w: Writer) -> str | None:
    folder = w.root / "docs" / w.chance.choice(["topics", "", "new/deep"])
    path = folder / f"{w.word()}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"---\ntitle: {path.stem}\ntags: [a]\n---\n\n# {path.stem}\n\n## Second\n\nNew.\n", encoding="utf-8"
    )
    return path.name


@_edit
def deleted_page(w: Writer) -> str | None:
    path = w.topic()
    if path is None or len(w.pages()) < 7:
        return None
    path.unlink()
    return path.name


@_edit
def moved_page(w: Writer) -> str | None:
    path = w.topic()
    if path is None:
        return None
    to = w.root / "docs" / w.chance.choice(["moved", "topics"]) / f"{w.word()}.md"
    to.parent.mkdir(exist_ok=True)
    path.rename(to)
    return f"{path.name} to {to.parent.name}/{to.name}"


@_edit
def link(w: Writer) -> str | None:
    to = w.pick(w.pages())
    anchor = w.chance.choice(["", "#second", f"#{w.word()}"])
    return w.change(
        w.topic(),
        append=f"\n[{w.word()}]({'../' + to.relative_to(w.root / 'docs').as_posix() if to else ''}{anchor})\n",
    )


@_edit
def broken_link(w: Writer) -> str | None:
    return w.change(
        w.topic(), append=f"\n[{w.word()}]({w.chance.choice(['one.md', 'two/', '/three.md', 'index.html'])})\n"
    )


@_edit
def changed_picture(w: Writer) -> str | None:
    path = w.pick(sorted((w.root / "docs" / "pictures").glob("*.png")))
    return None if path is None else str(path.write_bytes(f"PNG {w.word()}".encode()))


@_edit
def deleted_picture(w: Writer) -> str | None:
    path = w.pick(sorted((w.root / "docs" / "pictures").glob("*.png")))
    if path:
        path.unlink()
    return path.name if path else None


@_edit
def new_picture(w: Writer) -> str | None:
    name = w.chance.choice(["one.png", "two.png", "three.png"])
    (w.root / "docs" / "pictures").mkdir(exist_ok=True)
    return str((w.root / "docs" / "pictures" / name).write_bytes(w.word().encode()))


@_edit
def style_sheet(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "extra.css", append=f".{w.word()} {{}}\n")


@_edit
def new_style_sheet(w: Writer) -> str | None:
    settings = w.settings()
    name = f"{w.word()}.css"
    (w.root / "docs" / name).write_text("p {}", encoding="utf-8")
    return w.set({**settings, "extra_css": [*settings["extra_css"], name]})


@_edit
def snippet(w: Writer) -> str | None:
    return w.change(w.root / "parts" / "shared.md", append=f"\n{w.word()}\n")


@_edit
def snippet_gone_or_back(w: Writer) -> str | None:
    path = w.root / "parts" / "shared.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"Back as {w.word()}.\n", encoding="utf-8")
    return path.name


@_edit
def snippet_behind_another(w: Writer) -> str | None:
    """Another directory has a snippet of this name, too."""
    path = w.root / "docs" / "shared.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"# Other {w.word()}\n", encoding="utf-8")
    return path.name


@_edit
def abbreviation(w: Writer) -> str | None:
    return w.change(w.root / "parts" / "words.md", ("*[HTML]: ", f"*[HTML]: {w.word()} "))


@_edit
def bibliography(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "references.bib", append=f"@article{{{w.word()}, title={{T}}}}\n")


@_edit
def lock_file(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "repos.lock.json", ("{", f'{{"{w.word()}": 1, '), (", }", "}"))


@_edit
def template(w: Writer) -> str | None:
    return w.change(w.root / "theme" / "main.html", ("{{ super() }}", f"{w.word()} {{{{ super() }}}}"))


@_edit
def new_template(w: Writer) -> str | None:
    if "custom_dir" not in w.settings()["theme"]:
        return None
    path = w.root / "theme" / "partials" / "copyright.html"
    path.parent.mkdir(exist_ok=True)
    shown = w.chance.choice(
        ["{{ page.title }}", "{{ page.next_page.title }}", "{{ pages | length }}", "{{ nav.pages[0].content }}"]
    )
    path.write_text(f"<i>{w.word()} {shown}</i>", encoding="utf-8")
    return shown


@_edit
def template_gone(w: Writer) -> str | None:
    path = w.root / "theme" / "partials" / "copyright.html"
    if not path.exists():
        return None
    path.unlink()
    return path.name


@_edit
def template_that_lists_pages(w: Writer) -> str | None:
    path = w.root / "theme" / "listing.html"
    if not path.parent.exists():
        return None
    loop = "{% for file in pages %}{{ file.page.title }}{{ file.page.content | length }}{% endfor %}"
    path.write_text(
        f'{{% extends "base.html" %}}{{% block content %}}{w.word()}{loop}{{% endblock %}}', encoding="utf-8"
    )
    return w.change(w.topic(), ("---\n", f"---\nkey{w.word()}: 1\ntemplate: listing.html\n"))


@_edit
def site_name(w: Writer) -> str | None:
    return w.set({**w.settings(), "site_name": w.word()})


@_edit
def feature(w: Writer) -> str | None:
    settings = w.settings()
    features = set(settings["theme"].get("features", []))
    features ^= {
        w.chance.choice(
            ["navigation.footer", "navigation.prune", "navigation.path", "navigation.sections", "toc.integrate"]
        )
    }
    settings["theme"]["features"] = sorted(features)
    return w.set(settings)


@_edit
def extension(w: Writer) -> str | None:
    settings = w.settings()
    extensions = settings["markdown_extensions"]
    settings["markdown_extensions"] = (
        [e for e in extensions if e != "admonition"] if "admonition" in extensions else [*extensions, "admonition"]
    )
    return w.set(settings)


@_edit
def option_of_an_extension(w: Writer) -> str | None:
    settings = w.settings()
    for item in settings["markdown_extensions"]:
        if isinstance(item, dict) and "toc" in item:
            item["toc"]["permalink"] = w.word()
    return w.set(settings)


@_edit
def validation(w: Writer) -> str | None:
    settings = w.settings()
    settings["validation"]["links"]["not_found"] = w.chance.choice(["warn", "info"])
    return w.set(settings)


@_edit
def copyright_line(w: Writer) -> str | None:
    return w.set({**w.settings(), "copyright": w.word()})


@_edit
def renamed_chapter(w: Writer) -> str | None:
    settings = w.settings()
    entries = [(n, i) for n, i in enumerate(settings.get("nav", [])) if isinstance(i, dict)]
    if not entries:
        return None
    number, entry = w.chance.choice(entries)
    settings["nav"][number] = {f"{w.word()} {key}": value for key, value in entry.items()}
    return w.set(settings)


@_edit
def moved_chapter(w: Writer) -> str | None:
    settings = w.settings()
    if "nav" not in settings:
        return None
    w.chance.shuffle(settings["nav"])
    return w.set(settings)


@_edit
def nav_given_or_left_to_folders(w: Writer) -> str | None:
    settings = w.settings()
    if settings.pop("nav", None) is None:
        settings["nav"] = [{"Home": "index.md"}, {"Topics": ["topics/index.md", "topics/beta.md", "topics/beta.md"]}]
    return w.set(settings)


@_edit
def draft(w: Writer) -> str | None:
    path = w.topic()
    return None if path is None else w.set({**w.settings(), "draft_docs": f"{path.name}\n"})


@_edit
def addresses(w: Writer) -> str | None:
    settings = w.settings()
    return w.set({**settings, "use_directory_urls": not settings.get("use_directory_urls", True)})


@_edit
def slide(w: Writer) -> str | None:
    return w.change(w.deck(), ("- a list\n", f"- a list\n- {w.word()}\n"))


@_edit
def title_of_slide(w: Writer) -> str | None:
    return w.change(w.deck(), ("## Beginning", f"## {w.word()} Beginning"))


@_edit
def title_of_deck(w: Writer) -> str | None:
    return w.change(w.deck(), ("\n# ", f"\n# {w.word()} "), ("title: ", f"title: {w.word()} "))


@_edit
def title_of_another_type(w: Writer) -> str | None:
    """A number, and a value that equals it."""
    path = w.deck()
    if path is None:
        return None
    text = path.read_text("utf-8")
    other = "true" if "\ntitle: 1\n" in text else "1"
    path.write_text(re.sub(r"(?m)^title: .*", f"title: {other}", text, count=1), encoding="utf-8")
    return f"{path.name}: {other}"


@_edit
def new_slide(w: Writer) -> str | None:
    return w.change(w.deck(), append=f"\n---\n\n## {w.word()}\n\nText.\n")


@_edit
def code_of_slide(w: Writer) -> str | None:
    return w.change(w.deck(), ("a = ", f"a = {w.word()} + "))


@_edit
def new_deck(w: Writer) -> str | None:
    name = w.word()
    path = w.root / "docs" / "weeks" / f"{name}.md"
    path.write_text(f"---\ntitle: {name}\n---\n\n# {name}\n\n---\n\n## One\n\n---\n\n## Two\n", encoding="utf-8")
    return path.name


@_edit
def deleted_deck(w: Writer) -> str | None:
    path = w.deck()
    if path:
        path.unlink()
    return path.name if path else None


@_edit
def imported_slides(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "weeks" / "parts" / "imported.md", append=f"\n---\n\n### {w.word()}\n")


@_edit
def imported_code(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "code.py", append=f"{w.word()} = 1\n")


@_edit
def component(w: Writer) -> str | None:
    return w.change(w.root / "components" / "Box.html", ("<b>", f"<b>{w.word()}"))


@_edit
def option_of_deckbook(w: Writer) -> str | None:
    settings = w.settings()
    options = settings["plugins"][-1]["deckbook"]
    options["notes"] = "show" if options.get("notes") == "hide" else "hide"
    options["page_words"] = w.chance.choice([5, 1000])
    return w.set(settings)


@_edit
def plugin_gone_or_back(w: Writer) -> str | None:
    settings = w.settings()
    rest = [plugin for plugin in settings["plugins"] if plugin != "search"]
    settings["plugins"] = rest if "search" in settings["plugins"] else ["search", *rest]
    return w.set(settings)


@_edit
def post(w: Writer) -> str | None:
    folder = w.root / "docs" / "blog" / "posts"
    return w.change(w.pick(sorted(folder.glob("*.md"))), ("Before.", f"Before {w.word()}."), append=f"\n{w.word()}\n")


@_edit
def new_post(w: Writer) -> str | None:
    folder = w.root / "docs" / "blog" / "posts"
    if not folder.exists():
        return None
    day = w.chance.randint(10, 28)
    about = f"date: 2026-01-{day}\ncategories: [{w.chance.choice(['News', 'Notes'])}]"
    text = f"---\n{about}\n---\n\n# {w.word()}\n\nText.\n\n<!-- more -->\n\nMore.\n"
    return str((folder / f"{w.word()}.md").write_text(text, encoding="utf-8"))


@_edit
def documented_code(w: Writer) -> str | None:
    return w.change(w.root / "code" / "module.py", ("Gives one", f"Gives {w.word()}"))


@_edit
def reference(w: Writer) -> str | None:
    return w.change(w.root / "docs" / "topics" / "refers.md", append=f"\n[Second][], [{w.word()}][]\n")


@_edit
def anchor(w: Writer) -> str | None:
    return w.change(w.topic(), append=f"\n[](){{#{w.word()}}}\n\nAnchored.\n")


@_edit
def hook(w: Writer) -> str | None:
    return w.change(w.root / "hooks.py", append=f"\n# {w.word()}\n")


@_edit
def broken_metadata(w: Writer) -> str | None:
    return w.change(w.topic(), ("---\n", f"---\n{w.word()}: [\n"))


@_edit
def nothing(w: Writer) -> str | None:
    return w.change(w.root / "mkdocs.yml") or "nothing"
