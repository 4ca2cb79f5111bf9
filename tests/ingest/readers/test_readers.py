"""Every format in the encodings and states in which files really come."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from ingest.readers import LARGEST, READERS, STDIN, expand, read, read_bytes
from kg.article import Article
from kg.errors import UnreadableArticle

TEXT = "某县签下八个项目\n总投资38.19亿元的甲项目，昨天在该县经济开发区开工建设。\n"


def only(path: Path) -> Article:
    (article,) = read(path)
    return article


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_encoding_is_the_same_article(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(TEXT.encode(encoding))
    article = only(path)
    assert (article.text, article.name, article.media_type) == (TEXT, "甲", "text/plain")
    assert article.id == Article(TEXT, "乙").id


def test_traditional_gb18030_is_chinese_too(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    text = "11月18日下午,我市召開產業鏈招商工作成效新聞發布會,介紹了開展情況"
    path.write_bytes(text.encode("gb18030"))
    assert only(path).text == text


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_are_one_kind(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(TEXT.replace("\n", newline).encode())
    assert only(path).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("空.txt", b"", "empty"),
        ("白.txt", b" \n\t\n", "empty"),
        ("标.txt", b"\xef\xbb\xbf \n", "no text"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        ("零.txt", b"\x00\x01\x02" * 50, "binary"),
        ("乱.txt", "café déjà vu naïve".encode("latin-1"), "neither UTF-8 nor GB18030"),
        ("残.txt", "某县项目".encode()[:-1] + b" abc", "neither UTF-8 nor GB18030"),
        ("半.txt", b"\xff\xfe\x00", "utf-16"),
        ("坏.pdf", b"%PDF-1.4 broken", "PDF"),
        ("空.pdf", b"", "PDF"),
        ("坏.docx", b"PK\x03\x04broken", "docx"),
        ("旧.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "docx"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableArticle, match=what) as caught:
        list(read(path))
    assert caught.value.where == str(path)
    assert caught.value.what


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableArticle, match="too large"):
        list(read(path))


def test_a_stray_nul_byte_spoils_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes((TEXT * 10).encode() + b"\x00")
    assert only(path).text.endswith("\x00")


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>某县签下八个项目 - 某某网</title>
<meta name="ArticleTitle" content="某县签下八个项目"><meta name="PubDate" content="2024-07-31 08:00:00">
<meta name='ContentSource' content='某某日报'><link rel="canonical" href="https://example.org/a/1">
</head><body><p>总投资10亿元的甲项目开工。</p></body></html>"""


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "no-such-charset"])
def test_a_page_keeps_its_markup_and_gives_its_metadata(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "x.html"
    page = PAGE.replace("{charset}", charset)
    path.write_bytes(page.encode("utf-8" if "-" in charset else "gbk"))
    article = only(path)
    assert article.text == page
    assert article.media_type == "text/html"
    assert article.title == "某县签下八个项目"
    assert (article.published, article.publisher) == ("2024-07-31", "某某日报")
    assert article.url == "https://example.org/a/1"


def pdf(*, text: str | None, password: str | None = None) -> bytes:
    """A PDF of one page, with a text layer where `text` is given."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    if text is not None:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_the_text_layer_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf(text="Total 38.19"))
    assert only(path).text.strip() == "Total 38.19"


def test_a_scan_and_a_locked_pdf_say_so(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf(text=None))
    with pytest.raises(UnreadableArticle, match="scan"):
        list(read(path))
    path.write_bytes(pdf(text="Total", password="geheim"))
    with pytest.raises(UnreadableArticle, match="encrypted"):
        list(read(path))


def test_paragraphs_and_tables_of_word_files(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    document = docx.Document()
    document.core_properties.title = "某县签下八个项目"
    document.add_paragraph("总投资10亿元的甲项目开工。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "乙项目", "3.5亿元"
    document.add_paragraph("以上。")
    document.save(str(path))
    article = only(path)
    assert article.text == "总投资10亿元的甲项目开工。\n乙项目｜3.5亿元\n以上。"
    assert article.title == "某县签下八个项目"


LINES = [
    json.dumps(
        {"text": TEXT, "title": "甲", "url": "https://example.org/1", "publisher": "某报", "date": "2023年3月1日"}
    ),
    "",
    "不是 JSON",
    json.dumps(["甲"]),
    json.dumps({"title": "没有正文"}),
    json.dumps({"text": 5}),
    '{"text": "半个字符\\ud800"}',
    json.dumps({"html": PAGE, "name": "页"}),
]


def test_lines_that_are_no_article_do_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    errors: list[UnreadableArticle] = []
    first, second = read(path, errors.append)
    assert (first.text, first.title, first.published) == (TEXT, "甲", "2023-03-01")
    assert (first.name, first.url, first.publisher) == ("x-1", "https://example.org/1", "某报")
    assert (second.name, second.media_type, second.published) == ("页", "text/html", "2024-07-31")
    assert [error.where for error in errors] == [f"{path}:{number}" for number in (3, 4, 5, 6, 7)]
    with pytest.raises(UnreadableArticle):
        list(read(path))


def test_folders_patterns_and_names(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.html", "甲.json", "图.png", ".藏.txt", "子/丙.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    skipped: list[tuple[str, str]] = []
    found = list(
        expand([tmp_path, tmp_path / "乙.txt", STDIN], lambda path, reason: skipped.append((path.name, reason)))
    )
    assert [path.name for path in found] == ["乙.txt", "丙.md", "甲.html", "-"]
    assert sorted(name for name, _ in skipped) == [".藏.txt", "图.png", "甲.json"]
    assert all(reason for _, reason in skipped)
    assert [path.name for path in expand([f"{tmp_path}/*.txt"])] == ["乙.txt"]
    assert [path.name for path in expand([f"{tmp_path}/**/*.md"])] == ["丙.md"]


@pytest.mark.parametrize("name", ["图.png", "没有.txt", "没有*.txt"])
def test_a_file_named_outright_must_be_readable(tmp_path: Path, name: str) -> None:
    (tmp_path / "图.png").write_bytes(b"x")
    with pytest.raises(UnreadableArticle):
        list(expand([tmp_path / name]))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle) as caught:
        list(read(tmp_path / "没有.txt"))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "name", "media_type", "expected"),
    [
        (PAGE.encode(), "上传", None, "text/html"),
        (PAGE.encode(), "上传.txt", None, "text/plain"),
        (TEXT.encode(), "stdin", None, "text/plain"),
        (TEXT.encode(), "上传.bin", "text/html; charset=utf-8", "text/html"),
        (json.dumps({"text": TEXT}).encode(), "stdin", None, "text/plain"),
    ],
)
def test_bytes_are_read_by_media_type_suffix_or_first_bytes(
    data: bytes, name: str, media_type: str | None, expected: str
) -> None:
    (article,) = read_bytes(data, name, media_type)
    assert article.media_type == expected


def test_formats_do_not_share_suffixes() -> None:
    suffixes = [suffix for format_ in READERS for suffix in format_.suffixes]
    assert len(suffixes) == len(set(suffixes))
