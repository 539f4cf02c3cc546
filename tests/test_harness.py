"""How a test builds a site: files in, and the site's pages, navigation, log and search to look at."""

from __future__ import annotations

from tests.harness import BuildSite


def test_a_site_is_built_from_files(build: BuildSite) -> None:
    site = build(
        {
            "docs/index.md": "# Home\n\nSee [the first week](weeks/w1.md).\n",
            "docs/weeks/w1.md": "# First week\n\n## Reading\n\nAlexNet.\n",
            "docs/weeks/alexnet.png": b"\x89PNG",
        },
        plugins=["search"],
        use_directory_urls=False,
    )

    assert site.problems == []
    assert site.pages == ["index.html", "weeks/w1.html"]
    assert '<a href="weeks/w1.html">the first week</a>' in site.article("index.html")
    assert site.find("AlexNet") == ["search/search_index.json", "weeks/w1.html"]
    assert "weeks/alexnet.png" in site.files
    assert site.search["weeks/w1.html#reading"]["text"] == "<p>AlexNet.</p>"


def test_the_navigation_is_compared_as_yaml(build: BuildSite) -> None:
    site = build(
        {"docs/index.md": "# Home", "docs/weeks/w1.md": "# First week", "docs/weeks/w2.md": "# 第二周"},
        nav=["index.md", {"Weeks": ["weeks/w1.md", {"Second": "weeks/w2.md"}, {"Slidev": "https://sli.dev"}]}],
    )

    assert site.nav == (
        "- Home: index.md\n- Weeks:\n  - First week: weeks/w1.md\n  - Second: weeks/w2.md\n  - Slidev: https://sli.dev"
    )


def test_a_strict_build_says_why_it_was_aborted(build: BuildSite) -> None:
    files = {"docs/index.md": "[nowhere](missing.md)"}

    assert build(files).aborted is None

    site = build(files, strict=True)
    assert site.aborted == "Aborted with 1 warnings in strict mode!"
    [problem] = site.problems
    assert problem.startswith("WARNING: Doc file 'index.md' contains a link 'missing.md'")


def test_an_error_in_the_configuration_is_seen(build: BuildSite) -> None:
    site = build({}, plugins=["no-such-plugin"])

    assert site.aborted == "Aborted with a configuration error!"
    assert site.problems == ["ERROR: Config value 'plugins': The \"no-such-plugin\" plugin is not installed"]
