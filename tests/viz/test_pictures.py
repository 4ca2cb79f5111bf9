"""Pictures as files: whole, self-contained, and deaf to whatever names and quotes say."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import viz.pictures
from kg import iris
from kg.store import Reader
from viz.export import page, picture
from viz.pictures import PICTURES
from viz.style import TYPES, look
from viz.view import View, neighbourhood, overview

HOSTILE = iris.entity("Project", '"><img src=x onerror="window.fired=2">项目')


@pytest.fixture(scope="module")
def view(reader: Reader) -> View:
    return neighbourhood(reader, HOSTILE, depth=2)


class Elements(HTMLParser):
    """Collects the elements of a page, and the text of its data block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in_data = dict(attrs).get("id") == "view"

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data


def read(html: str) -> Elements:
    parser = Elements()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_the_whole_view_as_data(view: View, language: str) -> None:
    data = json.loads(read(page(view, language)).data)
    assert [node["label"] for node in data["nodes"]] == [node.label for node in view.nodes]
    assert data["edges"][0]["evidence"][0]["quote"] == view.edges[0].evidence[0].quote
    options = json.loads(data["options"])
    assert options["look"]["types"]["Company"]["label"] == look(language).types["Company"]


def test_the_page_has_only_our_own_elements_and_asks_nobody(view: View) -> None:
    html = page(view)
    elements = read(html).found
    assert {tag for tag, _ in elements} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "ul", "button", "main", "aside", "script",
    }  # fmt: skip
    assert [tag for tag, _ in elements].count("script") == 3
    assert not any(name in attributes for _, attributes in elements for name in ("src", "href", "onerror", "onload"))
    (policy,) = [a["content"] for _, a in elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy and "unsafe-eval" not in policy
    assert "url(" not in html.split("</style>")[0]


def test_svg_is_well_formed_and_shows_every_name(view: View) -> None:
    text, media_type = picture(view, "svg", "zh")
    root = ElementTree.fromstring(text)
    assert media_type == "image/svg+xml"
    assert {element.tag.rsplit("}")[-1] for element in root.iter()} <= {
        "svg", "title", "rect", "g", "line", "circle", "text", "tspan",
    }  # fmt: skip
    assert len(root.findall(".//{*}circle")) == len(view.nodes)
    assert any("<script>" in (element.text or "") for element in root.iter())  # as text, not as an element


def test_json_has_paths_and_readable_sentences(reader: Reader) -> None:
    data = json.loads(picture(overview(reader), "json")[0])
    assert all(node["path"].startswith("/id/") for node in data["nodes"])
    assert all(piece["sentence"] for edge in data["edges"] for piece in edge["evidence"])


def test_an_empty_view_is_still_a_picture() -> None:
    nothing = View("", (), (), ())
    for name in PICTURES:
        assert picture(nothing, name)[0]


def test_every_file_of_the_table_stands_in_the_table() -> None:
    room = Path(viz.pictures.__file__).parent
    drawn = {draw.__module__.rsplit(".")[-1] for _, draw in PICTURES.values()}
    assert drawn == {path.stem for path in room.glob("*.py")} - {"__init__"}


def test_every_type_has_a_name_and_a_colour_of_its_own() -> None:
    for language in ("zh", "en"):
        seen = look(language)
        assert set(seen.types) == set(TYPES)
        assert all(seen.types[name] != name or language == "en" for name in TYPES)
    colours = [look("zh").colours[name].light for name in TYPES]
    assert len(set(colours)) == len(TYPES)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
