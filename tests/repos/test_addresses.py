"""Which addresses lead to a repository, and to which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.repos import Repository, target
from deckbook.repos.addresses import HOSTS

REPOSITORIES = """\
https://github.com/a/b                                 github.com/a/b
http://github.com/a/b                                  github.com/a/b
https://www.github.com/a/b                             github.com/a/b
HTTPS://GitHub.com/A/B                                 github.com/A/B
github.com/a/b                                         github.com/a/b
www.github.com/a/b                                     github.com/a/b
//github.com/a/b                                       github.com/a/b
https://github.com:443/a/b                             github.com/a/b
https://user:secret@github.com/a/b                     github.com/a/b
https://github.com/a/b/                                github.com/a/b
https://github.com//a//b                               -
https://github.com/a/b.git                             github.com/a/b
https://github.com/a/b.js                              github.com/a/b.js
https://github.com/a/.github                           github.com/a/.github
https://github.com/a/b#readme                          github.com/a/b
https://github.com/a/b?tab=readme-ov-file#use          github.com/a/b
https://github.com/a/b%2ec                             github.com/a/b.c
https://github.com/a/b/tree/main                       github.com/a/b tree/main
https://github.com/a/b/tree/main/src/x.py#L1-L9        github.com/a/b tree/main/src/x.py
https://github.com/a/b/blob/v1/README.md               github.com/a/b blob/v1/README.md
https://github.com/a/b/issues/5                        github.com/a/b issues/5
https://github.com/a/b/pull/5/files                    github.com/a/b pull/5/files
https://github.com/a/b/releases                        github.com/a/b releases
https://github.com/a/b/wiki/很好                       github.com/a/b wiki
https://github.com/a/b，很好                           github.com/a/b
https://github.com/a/b（text）                         github.com/a/b
git@github.com:a/b.git                                 github.com/a/b
git@github.com:a/b                                     github.com/a/b
ssh://git@github.com/a/b.git                           github.com/a/b
ssh://git@github.com:22/a/b.git                        github.com/a/b
git://github.com/a/b.git                               github.com/a/b
git+https://github.com/a/b.git@v1                      github.com/a/b
git+ssh://git@github.com/a/b.git                       github.com/a/b
https://gitlab.com/a/b                                 gitlab.com/a/b
https://gitlab.com/a/b/c/d                             gitlab.com/a/b/c/d
https://gitlab.com/a/b/c/d.git                         gitlab.com/a/b/c/d
https://gitlab.com/a/b/-/tree/main/src                 gitlab.com/a/b tree/main/src
https://gitlab.com/a/b/c/-/blob/main/x.py              gitlab.com/a/b/c blob/main/x.py
https://gitlab.com/a/b/c/tree/main                     gitlab.com/a/b/c tree/main
https://gitlab.com/a/b/-/issues/1                      gitlab.com/a/b issues/1
git@gitlab.com:a/b/c.git                               gitlab.com/a/b/c
https://gitee.com/a/b                                  gitee.com/a/b
https://gitee.com/a/b/tree/master/c                    gitee.com/a/b tree/master/c
https://gitee.com/a/b.git                              gitee.com/a/b
git@gitee.com:a/b.git                                  gitee.com/a/b
https://codeberg.org/a/b                               codeberg.org/a/b
https://codeberg.org/a/b/src/branch/main/c             codeberg.org/a/b src/branch/main/c
ssh://git@codeberg.org/a/b.git                         codeberg.org/a/b
https://huggingface.co/a/b                             huggingface.co/a/b
https://hf.co/a/b                                      huggingface.co/a/b
https://huggingface.co/a/b/tree/main                   huggingface.co/a/b tree/main
https://huggingface.co/gpt2/tree/main                  huggingface.co/gpt2 tree/main
https://huggingface.co/datasets/a/b                    huggingface.co/datasets/a/b
https://huggingface.co/datasets/squad                  huggingface.co/datasets/squad
https://huggingface.co/datasets/squad/viewer           huggingface.co/datasets/squad viewer
https://huggingface.co/datasets/a/b/blob/main/x.json   huggingface.co/datasets/a/b blob/main/x.json
https://huggingface.co/spaces/a/b                      huggingface.co/spaces/a/b
https://hf.co/spaces/a/b?duplicate=true                huggingface.co/spaces/a/b
"""
FALSE_FRIENDS = """\
https://github.com
https://github.com/
https://github.com/a
https://github.com/a/
https://github.com/a?tab=repositories
https://github.com/a/..
https://github.com/./b
https://github.com/a/.git
https://github.com/search?q=Multimodal&type=repositories
https://github.com/search/advanced
https://github.com/topics/nlp
https://github.com/trending/python
https://github.com/orgs/a/repositories
https://github.com/settings/tokens
https://github.com/marketplace/actions/b
https://github.com/features/actions
https://github.com/sponsors/a
https://github.com/collections/b
https://github.com/users/a/projects/1
https://github.com/stars/a/lists/b
https://github.com/apps/b
https://github.com/notifications/beta
https://github.com/login/oauth
https://gist.github.com/a/0123456789abcdef
https://a.github.io/b/
https://docs.github.com/en/rest
https://raw.githubusercontent.com/a/b/main/x.png
https://api.github.com/repos/a/b
https://github.community/a/b
https://github.com.example.org/a/b
https://github.com@example.org/a/b
https://example.org/github.com/a/b
https://example.org/?to=https://github.com/a/b
https://github.com:8443/a/b
https://notgithub.com/a/b
ftp://github.com/a/b
javascript://github.com/a/b
mailto:git@github.com
git@example.org:a/b.git
https://[github.com/a/b
https://github.com:x/a/b
a/b
./github.com/a/b
https://gitlab.com/a
https://gitlab.com/explore/projects
https://gitlab.com/groups/a/b
https://gitlab.com/users/sign_in
https://gitlab.com/a/-/issues
https://gitee.com/a
https://gitee.com/explore/ai
https://gitee.com/search?q=b
https://gitee.com/a/projects
https://gitee.com/a/codes/0123
https://gitee.com/organizations/a/projects
https://codeberg.org/a
https://codeberg.org/explore/repos
https://codeberg.org/user/login
https://codeberg.org/a/-/projects
https://docs.codeberg.org/a/b
https://huggingface.co/a
https://huggingface.co/models?search=b
https://huggingface.co/docs/transformers
https://huggingface.co/papers/1706.03762
https://huggingface.co/blog/b
https://huggingface.co/collections/a/b
https://huggingface.co/learn/nlp-course
https://huggingface.co/spaces/a
https://huggingface.co/datasets
https://huggingface.co/settings/tokens
https://a-b.hf.space/
https://arxiv.org/abs/1706.03762
"""


@pytest.mark.parametrize("line", REPOSITORIES.splitlines())
def test_addresses_of_repositories(line: str) -> None:
    address, *expected = line.split()

    found = target(address)

    seen = [f"{found.repository.host}/{found.repository.path}", found.part] if found else ["-"]
    assert [part for part in seen if part] == expected


@pytest.mark.parametrize("address", FALSE_FRIENDS.splitlines())
def test_addresses_of_something_else(address: str) -> None:
    assert target(address) is None


def test_there_are_many_of_them() -> None:
    assert len(REPOSITORIES.splitlines()) + len(FALSE_FRIENDS.splitlines()) >= 80


def test_a_repository_is_the_same_however_it_is_spelled() -> None:
    spellings = ["https://github.com/Foo/Bar", "git@github.com:foo/bar.git", "http://www.GitHub.com/FOO/bar/tree/main"]

    found = [target(address) for address in spellings]

    assert {item.repository.key for item in found if item} == {"github.com/foo/bar"}
    assert Repository.of_key("gitlab.com/a/b/c") == Repository("gitlab.com", "a/b/c")
    assert Repository("github.com", "a/b").url == "https://github.com/a/b"


def test_other_hosts_are_known_where_they_are_told() -> None:
    hosts = {"git.example.org": "gitea", "code.example.org": "github"}

    assert target("https://git.example.org/a/b", hosts) is not None
    assert target("https://git.example.org/explore/repos", hosts) is None
    assert target("https://code.example.org/a/b", hosts) is not None
    assert target("https://code.example.org/a/b") is None


@given(st.one_of(st.text(), st.from_regex(r"https?://(github\.com|gitlab\.com|hf\.co)[/a-z.%-]*")))
def test_any_text_is_an_address_or_none(text: str) -> None:
    found = target(text)

    if found:
        assert found.repository.host in HOSTS
        # What was found is found again at the address that is made of it.
        again = target(found.repository.url)
        assert again is not None
        assert again.repository == found.repository
