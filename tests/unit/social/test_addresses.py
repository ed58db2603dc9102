"""What is an address in a text, what may be one, and what only looks like one."""

from __future__ import annotations

import pytest

from generator.social.addresses import addresses_in

SURE = [
    ("See example.com.", "example.com"),
    ("See (www.example.shop/x).", "www.example.shop/x"),
    ("See:Example.COM/x?y=1", "Example.COM/x?y=1"),
    ("bit.ly/3abc", "bit.ly/3abc"),
    ("t.co/x", "t.co/x"),
    ("datos.gob.mx/busca#x", "datos.gob.mx/busca#x"),
    ("WWW.VILLE.FR", "WWW.VILLE.FR"),
    ("agua.org:8080/x", "agua.org:8080/x"),
    ("ASP.NET", "ASP.NET"),  # X makes a link of it
    ("[form](evil.com/x)", "evil.com/x"),
    ("https://test.example/a b.com", "b.com"),
]
PERHAPS = [
    ("ville.fr", "ville.fr"),
    ("example.co.uk", "example.co.uk"),
    ("evil.shop/x", "evil.shop/x"),
    ("mañana.es", "mañana.es"),
    ("evil.sh/x", "evil.sh/x"),
    ("пример.онлайн/x", "пример.онлайн/x"),
]
NONE = [
    "data.csv",
    "datasets/works/data.csv/part",
    "data.csv/json",
    "README.md and build.sh, main.py, x.pl",
    "file.zip",
    "e.g.this, i.e. that, z.B., a.m./p.m., p.ej.",
    "Node.js and Node.js/Deno",
    "v2.5.1, 2.5.in, 3.14, 12.11.2026, 10.0.0.1/24",
    "desk@example.com, ana.ruiz@example.com and ana@mail.example.co.uk/x",
    "@town@social.example.com and #water.com and $A.to",
    "Rain has ended.It is dry. Water is back.So drink",
    "St.Louis/Missouri, Washington D.C.in spring, Ph.D.in law",
    "mkdocs.yml, foo.example, a_b.com, c:\\x.com, ../x.com",
    "Art. 5 Abs.2, Nr.7",
    "…more... or so",
    "",
]


@pytest.mark.parametrize(("text", "address"), SURE)
def test_an_address_without_a_scheme_is_found(text: str, address: str) -> None:
    assert [each.written for each in addresses_in(text) if each.bare and each.sure] == [address]


@pytest.mark.parametrize(("text", "address"), PERHAPS)
def test_what_may_be_an_address_is_told_apart(text: str, address: str) -> None:
    found = list(addresses_in(text))
    assert [each.written for each in found] == [address]
    assert not any(each.sure for each in found)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert list(addresses_in(text)) == []


def test_addresses_with_a_scheme_are_found_as_they_are_written() -> None:
    found = [(each.written, each.bare) for each in addresses_in("See HTTPS://Evil.example/a.com, http://x")]
    assert found == [("HTTPS://Evil.example/a.com,", False), ("http://x", False)]
