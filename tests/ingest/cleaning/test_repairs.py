"""Each kind of noise in a small example, and the text that it must become."""

from __future__ import annotations

import pytest

from ingest.clean import CleanText, clean
from kg.article import Article

LONG = "本报讯 某县经济开发区昨天举行项目集中签约仪式，到场的企业有三十多家，签下的合同金额比去年同期多出一成。"


def cleaned(text: str, media_type: str = "text/plain") -> CleanText:
    return clean(Article(text, "x", media_type))


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        (
            "項(xiàng)目開(kāi)工，區(qū)里(含新區(qū))投資(zī)三億(yì)元什麼(me)",
            "项目开工，区里（含新区）投资三亿元什么",
        ),
        ("项目（一期）由某公司(含子公司)投资", "项目（一期）由某公司（含子公司）投资"),
        ("政府?dāng)y手園區(qū),企業(yè)項(xiàng)目開(kāi)工", "政府携手园区，企业项目开工"),
        (
            "園區(qū)項(xiàng)目開(kāi)工,當(dāng)?shù)氐纳虝?huì)、協(xié)會(huì)到場(chǎng)",
            "园区项目开工，当地的商会、协会到场",
        ),
        ("&nbsp;&nbsp;总投资&ldquo;10亿元&rdquo;的<strong>甲</strong>项目", "总投资“10亿元”的甲项目"),
        ("甲&middot;乙产业园，年产3&mdash;5万吨", "甲·乙产业园，年产3—5万吨"),
        ("２０１９年总投资１．５亿元，增长１２％", "2019年总投资1.5亿元，增长12%"),
        ("总投资20亿元,占地300亩;年产5万套.", "总投资20亿元，占地300亩；年产5万套。"),
        ('以下简称"某某", 拟投109,830万元(约1.5亿美元).', "以下简称“某某”，拟投109,830万元（约1.5亿美元）。"),
        ("会议8:40开始,见http://a.b/c?d=1,共12,000家", "会议8:40开始，见http://a.b/c?d=1，共12,000家"),
        ("项目 A栋 与 B栋", "项目 A栋 与 B栋"),
        ("总投资 50 亿元，2022 年 3 月开工", "总投资50亿元，2022年3月开工"),
        ("总\u200b投\ufeff资\x00额", "总投资额"),
        ("第一段。\r\n\n\n　　第二段。", "第一段。\n第二段。"),
    ],
)
def test_characters_and_punctuation(dirty: str, expected: str) -> None:
    assert cleaned(dirty.replace("\r\n", "\n")).text == expected


def test_simplified_text_keeps_its_few_traditional_characters() -> None:
    text = "著名企业家乾先生在某县的后坪村投资，" * 5
    assert cleaned(text).text == text


def test_traditional_text_becomes_simplified_one_to_one() -> None:
    found = cleaned("圍繞著產業鏈,聯合制堿項目在著名園區開工建設")
    assert found.text == "围绕着产业链，联合制碱项目在著名园区开工建设"
    assert found.original(7, 9).end - found.original(7, 9).start == 2


WRAPPED = """某县百亿项目盘点
某县今年列入调度的投资十亿元以上制造业项目一共十六项，总
投资2092.7亿元，年内计划投603亿元。账算到三月底，七项已
经开工，一季度完成投资76.8亿元，只相当于全年计划的十二分
之一；要是从各自动工那天累计起来，则是329.2亿元，占总投资
第 1 页

的四成。没有动工的还有九项，这里不列名字，只说动了的几项里
头走得最快的一项，它的设备已经装好。
"""


def test_hard_wraps_are_joined_inside_words_and_across_pages() -> None:
    found = cleaned(WRAPPED)
    assert found.text.split("\n")[0] == "某县百亿项目盘点"
    assert "总投资2092.7亿元" in found.text
    assert "七项已经开工" in found.text
    assert "占总投资的四成" in found.text
    assert "第 1 页" in [aside.text for aside in found.boilerplate]
    assert found.text.count("\n") == 1


def test_short_paragraphs_are_not_taken_for_wraps() -> None:
    text = "\n".join(f"甲公司投资{n}亿元建设第{n}条生产线。" for n in range(10, 20))
    assert cleaned(text).text == text


def test_a_caption_that_interrupts_a_sentence_follows_it() -> None:
    caption = "▲签约仪式现场。（资料图片）"
    found = cleaned(
        f"{LONG}其中甲公司要在该县三塘湖区域\n\n　　{caption}\n\n建设光伏项目，总投资82亿元。\n第三段在此。"
    )
    assert "该县三塘湖区域建设光伏项目" in found.text
    assert [found.text[s:e] for s, e in found.captions] == ["▲签约仪式现场。（资料图片）"]
    place = found.text.index("区域建设")
    span = found.original(place, place + 4)
    assert span.start < span.end
    assert found.text.endswith("第三段在此。")


def test_a_caption_without_a_mark_is_known_by_what_it_interrupts() -> None:
    found = cleaned(f"{LONG}来的企业里有生产优质浮法玻\n\n高校进驻园区提供技术资源\n\n璃的甲公司，也有做铝材的乙公司。")
    assert "优质浮法玻璃的甲公司" in found.text
    assert found.in_caption(found.text.index("高校"), found.text.index("高校") + 2)


def test_headings_and_lists_are_not_joined() -> None:
    text = f"{LONG}\n一、签约项目\n甲公司年产五万吨项目\n乙公司年产六万吨项目\n{LONG}"
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首页 > 园区动态 > 正文", "navigation"),
        ("当前位置：首页 > 新闻", "navigation"),
        ("时间：2023-10-08 08:40    来源：综合    字号：大 中 小", "header"),
        ("2022-09-23 11:02 来源：综合　责任编辑：值班", "header"),
        ("2013年4月27日", "header"),
        ("分享到：微信 微博 QQ空间", "share"),
        ("【扫一扫 手机看】", "share"),
        ("［责任编辑：小川］", "editor"),
        ("本报记者 王小明 / 李大强", "editor"),
        ("（记者 王小明 通讯员 李强）", "editor"),
        ("相关阅读：博览会闭幕　各地组团参展", "related"),
        ("上一篇：没有了    下一篇：会议召开", "related"),
        ("版权所有 未经授权不得转载", "navigation"),
        ("主办单位：某县人民政府　网站标识码（略）", "navigation"),
        ("— 3 —", "page"),
        ("a9df7635b65d4f42.jpg", "image"),
    ],
)
def test_lines_that_are_not_the_report_are_set_aside(line: str, kind: str) -> None:
    found = cleaned(f"某县签下八个项目\n{line}\n{LONG}")
    assert found.text == f"某县签下八个项目\n{LONG}"
    assert [(aside.kind, aside.text) for aside in found.boilerplate] == [(kind, found.boilerplate[0].text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "分享会上，恒某集团签下二期项目。",
        "来源于本地的企业有三家，投资5亿元。",
        "2013年7月4日，度假区项目在某市某县签约。",
        "编辑部大楼项目昨天封顶，总投资2亿元。",
        "上一轮招商签下的项目都已开工，还差一个。",
        "位置最好的一块地，给了甲公司。",
        "首页上写着的投资额是3亿元，其实不止。",
    ],
)
def test_sentences_that_begin_like_boilerplate_stay(sentence: str) -> None:
    assert sentence in cleaned(f"某县签下八个项目\n{LONG}\n{sentence}\n{LONG}").text


def test_page_headers_and_doubled_headings_go() -> None:
    page = f"招商简报（第1期）\n{LONG}"
    found = cleaned(f"{page}\n— 1 —\n{page[:-1]}，后来又签了一个。\n小标题\n小标题\n{LONG}\n— 2 —")
    assert found.text.count("招商简报") == 1
    assert found.text.count("小标题") == 1
    assert sorted(aside.kind for aside in found.boilerplate) == ["duplicate", "page", "page", "page"]


def test_the_list_after_a_heading_of_links_goes() -> None:
    found = cleaned(f"{LONG}\n相关链接：\n· 某县召开工作会议\n· 某县开展防汛检查\n")
    assert found.text == LONG


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>某县签下八个项目_某某网</title>
<style>.a{{color:red}}</style><script>var a="<p>不是正文</p>";</script></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul>
<h1>某县签下八个项目</h1><p class="info">发布日期：2024-07-31&nbsp;来源：某县</p>
<div class="content"><p>{LONG}</p>
<p>年产5万吨&ldquo;绿色&middot;环保&rdquo;项目由<strong>甲公司</strong>
投资10亿元，占地203亩，这是今年以来该县签下的最大一个项目，计划明年上半年动工建设，后年全部投产。</p>
<table><tr><th>项目</th><th>投资（亿元）</th></tr><tr><td>乙项目</td><td>3.5</td></tr></table>
<p>{LONG}</p></div>
<div class="footer"><p>主办：某县人民政府 | <a href="/m">网站地图</a></p></div></body></html>"""


def test_a_page_gives_its_report_with_places_in_the_markup() -> None:
    article = Article(PAGE, "x", "text/html")
    found = clean(article)
    lines = found.text.split("\n")
    assert lines[0] == found.title == "某县签下八个项目"
    assert "年产5万吨“绿色·环保”项目由甲公司投资10亿元" in found.text
    assert "项目｜投资（亿元）" in lines
    assert "乙项目｜3.5" in lines
    assert "首页" not in found.text
    assert "网站地图" not in found.text
    assert "不是正文" not in found.text
    place = found.text.index("“绿色")
    span = found.original(place, place + 3)
    assert article.text[span.start : span.end] == "&ldquo;绿色"
    span = found.original(found.text.index("甲公司"), found.text.index("甲公司") + 5)
    assert article.text[span.start : span.end] == "甲公司</strong>\n投资"
    assert any(aside.text.startswith("发布日期：2024-07-31") for aside in found.boilerplate)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<",
        "<p",
        "<p>甲",
        "</p>",
        "<!--",
        "<script>",
        "<td>a<td>b",
        "<a href='>x",
        "<" * 5000,
        "&#1114112;&#xD800;&bogus;",
        "<p>" * 3000,
    ],
)
def test_broken_markup_is_text(markup: str) -> None:
    found = cleaned(markup, "text/html")
    assert all(start < end for start, end in found.offsets)


def test_a_table_that_lays_out_the_page_is_no_row_of_cells() -> None:
    markup = f"""<html><body><table><tr><td><a href="/">首页</a><br><a href="/n">新闻</a></td>
    <td><h1>某县签下八个项目</h1><p>{LONG}</p>{LONG}<br>{LONG}<p>乙公司投资{LONG}</p>
    <table><tr><td><p>丙项目</p></td><td>3亿元<br>（一期）</td></tr></table></td></tr></table></body></html>"""
    lines = cleaned(markup, "text/html").text.split("\n")
    assert lines.count(LONG) >= 2
    assert f"乙公司投资{LONG}" in lines
    assert "丙项目｜3亿元（一期）" in lines or "丙项目｜3亿元 （一期）" in lines


def test_text_of_pdf_fonts_becomes_whole_characters_without_spacing() -> None:
    dirty = (
        "2021 年 4 ⽉ 22 ⽇，盐城经开区的 SK 新能源公司签下 “ 云签约 ” ⼤单，年产 12 GWh 动⼒电池，\n"
        "投资⽅是韩国 SK 集团，总投资 50 亿元，⻓⻋⻢⻄⻰"
    )
    found = cleaned(dirty)
    assert found.text == (
        "2021年4月22日，盐城经开区的SK新能源公司签下“云签约”大单，年产12 GWh动力电池，"
        "投资方是韩国SK集团，总投资50亿元，长车马西龙"
    )


def test_markdown_loses_its_marks() -> None:
    dirty = (
        f"# 某县签下八个项目\n\n{LONG}其中**甲公司**投资[光伏项目](https://example.org/a)。\n\n"
        "| 项目 | 投资 |\n|---|---:|\n| 乙项目 | 3亿元 |\n\n> 以上。\n\n---\n"
    )
    found = cleaned(dirty)
    assert found.text == f"某县签下八个项目\n{LONG}其中甲公司投资光伏项目。\n项目｜投资\n乙项目｜3亿元\n以上。"
    assert found.title == "某县签下八个项目"
    place = found.text.index("光伏项目")
    span = found.original(place, place + 4)
    assert dirty[span.start : span.end] == "光伏项目"


def test_a_lone_asterisk_is_no_markdown() -> None:
    text = "3*5亿元的项目#1号线__待定，详见[附件](含表)。"
    assert "#1号线__待定" in cleaned(text).text
