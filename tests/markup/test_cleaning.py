"""What is left of strangers' HTML and drawings."""

from __future__ import annotations

import pytest

from deckbook.markup import clean, clean_drawing

YOUTUBE = "https://www.youtube-nocookie.com/embed/abc"
POST = "https://embed.bsky.app/embed/did:plc:a/app.bsky.feed.post/b"
CASES = {
    "text stays": ("<p>a <b>b</b> &lt;c&gt;</p>", None),
    "a script goes": ("<p>a</p><script>b</script>", "<p>a</p>"),
    "a handler goes": ('<p onclick="x">a</p>', "<p>a</p>"),
    "a script's address goes": ('<img src="java&#10;script:x" alt="a">', '<img alt="a">'),
    "a document's address goes": ('<img src="data:text/html,x" alt="a">', '<img alt="a">'),
    "a picture as text stays": ('<img src="data:image/png;base64,iVBO" alt="a">', None),
    "a picture of another host stays": ('<img src="https://example.org/a.png" alt="a">', None),
    "a form goes": ('<form action="x"><button>a</button></form>', '<button>a</button>'),
    "a frame is a link": (
        '<iframe src="https://example.org/" title="a"></iframe>',
        '<a class="deckbook-frame" href="https://example.org/" rel="noopener noreferrer">a</a>',
    ),
    "a frame that is none's": ('<iframe srcdoc="x"></iframe>', ""),
    "a film stays": (
        f'<iframe src="{YOUTUBE}" onload="x"></iframe>',
        f'<iframe src="{YOUTUBE}" title="{YOUTUBE}" loading="lazy" allowfullscreen></iframe>',
    ),
    "a film to be loaded stays": (f'<div data-source="{YOUTUBE}"></div>', None),
    "another page to be loaded goes": ('<div data-source="https://example.org/"></div>', "<div></div>"),
    "a slide keeps its id": ('<section class="slide" id="one" data-slide="2"></section>', None),
    "others' ids get a prefix": (
        '<p id="a">a</p><a href="#a">b</a>',
        '<p id="user-a">a</p><a href="#user-a" rel="noopener noreferrer">b</a>',
    ),
    "an id of the theme's is none": ('<h2 id="__config">a</h2>', '<h2 id="user-__config">a</h2>'),
    "a post to be loaded stays": (f'<div data-source="{POST}"></div>', None),
    "an address that only begins like it goes": (
        '<div data-source="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id=1#https://example.org"></div>',
        "<div></div>",
    ),
    "a utility stays": ('<p class="dk-text-center dk-md:flex dk-style-1 deck-own">a</p>',
                        '<p class="dk-text-center dk-md:flex dk-style-1">a</p>'),
    "a diagram's scale stays": ('<div style="--deckbook-scale:0.8">a</div>', None),
    "a scale that covers the page goes": (
        '<div style="--deckbook-scale: 80; --deckbook-scale: calc(9)">a</div>',
        "<div>a</div>",
    ),
    "a frame's proportions stay": ('<div style="--deckbook-ratio:16 / 9">a</div>', None),
    "an icon's licence stays": ('<svg viewBox="0 0 1 1" data-licence="By me, CC BY 4.0"></svg>', None),
    "a class of the theme's goes": ('<p class="md-overlay note">a</p>', '<p class="note">a</p>'),
    "an alignment stays": ('<p style="text-align: center">a</p>', '<p style="text-align:center">a</p>'),
    "a place of its own goes": ('<p style="position: fixed; top: 0; color: red">a</p>', '<p style="color:red">a</p>'),
    "what would lie over the site goes": ('<p style="margin-top: -50em">a</p>', '<p>a</p>'),
    "a style's address goes": ('<p style="color: url(x); width: 1em">a</p>', '<p style="width:1em">a</p>'),
    "a drawing stays": ('<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>', None),
    "a drawing's parts keep together": (
        '<svg><clipPath id="a"></clipPath><path fill="url(#a)"></path></svg>',
        '<svg><clipPath id="user-a"></clipPath><path fill="url(#user-a)"></path></svg>',
    ),
    "a drawing's use of a file goes": ('<svg><use href="x.svg#a"></use></svg>', "<svg><use></use></svg>"),
    "a document in a drawing goes": ("<svg><foreignObject><p>a</p></foreignObject></svg>", "<svg></svg>"),
    "an animation goes": ('<svg><g><animate attributeName="href"></animate></g></svg>', "<svg><g></g></svg>"),
    "a formula stays": ('<math display="block" alttext="a"><mi mathvariant="bold">a</mi></math>', None),
    "a placeholder of ours is nothing": ('<p title="\U0010f00a\U0010f000\U0010f00b">a</p>', "<p>a</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_left(name: str) -> None:
    given, left = CASES[name]

    assert clean(given, ["one", "__config"]) == (given if left is None else left)


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("given", "left", "lost"),
    [
        ('><g fill="red">a<path d="M0"></path></g></svg>', None, False),
        ("><style>.a { fill: url(#b) }</style></svg>", None, False),
        ("><style>@import 'x'</style></svg>", "></svg>", True),
        ("><script>x</script>a</svg>", ">a</svg>", True),
        (' onload="x"></svg>', "></svg>", True),
        ('><a href="javascript:x">a</a></svg>', "><a>a</a></svg>", True),
        ("><foreignObject>x</foreignObject></svg>", "></svg>", True),
    ],
)
def test_what_is_left_of_a_drawing(given: str, left: str | None, lost: bool) -> None:
    cleaned = clean_drawing(f"{HEAD}{given}".encode())

    assert cleaned is not None
    assert cleaned[0].decode().partition("\n")[2] == HEAD + (given if left is None else left)
    assert cleaned[1] is lost


LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'ha' * 100}'>" for n in range(10))


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg", b"<html/>", b"<svg/>", b"\xff\xfe", b"<?xml version='1.0' encoding='none'?><svg/>",
     f"<!DOCTYPE svg [{LAUGHS}]>{HEAD}>&a9;</svg>".encode()],
)  # fmt: skip
def test_what_is_no_drawing(data: bytes) -> None:
    assert clean_drawing(data) is None


def test_a_drawing_may_be_deep() -> None:
    deep = f"{HEAD}>{'<g>' * 50_000}{'</g>' * 50_000}</svg>"

    assert clean_drawing(deep.encode()) is not None
