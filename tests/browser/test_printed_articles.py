"""An article printed to PDF by a real browser is read as the same article.

Printing brings what real PDF files bring: lines broken at the width of the page, page numbers and running
heads, radicals for characters, blanks between Chinese and Latin.
"""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ingest.clean import clean
from ingest.dateline import publication_date
from ingest.readers import read
from ingest.samples import samples

pytestmark = pytest.mark.browser

FOOTER = '<span style="font-size:8px">第 <span class="pageNumber"></span> 页</span>'
HEADER = '<span style="font-size:8px">园区简报</span>'
MARGIN = {"top": "60px", "bottom": "60px", "left": "60px", "right": "60px"}


@pytest.mark.parametrize("name", ["w5-t01", "w5-t05", "w5-t11"])
def test_print_and_read_back(browser: Browser, tmp_path: Path, name: str) -> None:
    source = next(path for path in samples() if path.stem == name)
    article = next(read(source))
    paragraphs = (
        f'<p style="margin:0;text-indent:2em">{html.escape(line.strip())}</p>' for line in article.text.split("\n")
    )
    page = browser.new_page()
    page.set_content(f"<html lang='zh'><body>{''.join(paragraphs)}</body></html>")
    path = tmp_path / f"{name}.pdf"
    page.pdf(
        path=str(path),
        format="A4",
        display_header_footer=True,
        header_template=HEADER,
        footer_template=FOOTER,
        margin=MARGIN,
    )
    page.close()
    typed, printed = clean(article), clean(next(read(path)))
    assert printed.text == typed.text
    assert publication_date(printed) == publication_date(typed)
