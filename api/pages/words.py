"""Every word of the pages, Chinese beside English. Labels of classes and properties are the ontology's."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

WORDS: Final[dict[str, tuple[str, str]]] = {
    "name": ("招商图谱", "Zhaoshang Graph"),
    "motto": ("每一条事实，都有原句为证", "Every fact comes with the sentence that states it"),
    "graph": ("图谱", "Graph"),
    "articles": ("文章", "Articles"),
    "article": ("文章", "Article"),
    "questions": ("问题", "Questions"),
    "other_language": ("English", "中文"),
    "skip": ("跳到正文", "Skip to the content"),
    "search": ("搜索企业、项目、园区、地区、人物", "Search firms, projects, places, people"),
    "search_short": ("搜索", "Search"),
    "search_hint": ("可用简称、拼音或首字母", "Short names, pinyin and initials work too"),
    "no_hits": ("没有找到", "Nothing found"),
    "hits": ("条结果", "results"),
    "searching": ("正在搜索…", "Searching…"),
    "any_type": ("全部类型", "All types"),
    "overview": ("全局概览", "Overview"),
    "overview_hint": (
        "这里画的是联系最多的事物。点一个圆看它的事实，双击展开，点一条线看原句。",
        "These are the best connected things. Click one for its facts, double-click to expand it, "
        "click a line for its sentence.",
    ),
    "canvas": (
        "关系图。方向键移动，回车查看，空格展开，加减号缩放。",
        "Graph. Arrow keys move, Enter shows facts, Space expands, plus and minus zoom.",
    ),
    "legend": ("图例", "Legend"),
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "fit": ("看全图", "Fit to view"),
    "export_page": ("离线网页", "Offline page"),
    "loading": ("正在载入…", "Loading…"),
    "failed": ("载入失败", "Could not be loaded"),
    "hidden": ("另有 {n} 个相邻事物未画出", "{n} more neighbours are not drawn"),
    "expand": ("在图上展开", "Expand in the graph"),
    "centre": ("以它为中心", "Centre on it"),
    "show_in_graph": ("在图谱中查看", "Show in the graph"),
    "whole_page": ("完整页面", "Full page"),
    "close": ("关闭", "Close"),
    "back": ("返回", "Back"),
    "aliases": ("又称", "Also called"),
    "code": ("行政区划代码", "Region code"),
    "facts": ("事实", "Facts"),
    "about_it": ("关于它的事实", "What is stated about it"),
    "points_to_it": ("提到它的事实", "Where it is named"),
    "no_facts": ("文章提到了它，但没有陈述关于它的事实。", "Articles name it but state no fact about it."),
    "evidence": ("证据", "Evidence"),
    "evidence_of": ("原文依据", "The sentence"),
    "sentence": ("原句", "Sentence"),
    "confidence": ("置信度", "Confidence"),
    "extractor": ("抽取方法", "Extractor"),
    "publisher": ("来源", "Publisher"),
    "published": ("发布日期", "Published"),
    "date_inferred": ("推断", "inferred"),
    "date_unknown": ("日期不详", "Undated"),
    "open_article": ("阅读全文", "Read the article"),
    "source_link": ("原始网页", "Original page"),
    "planned": ("计划", "planned"),
    "actual": ("实际", "actual"),
    "as_data": ("数据", "As data"),
    "mentioned_in": ("出现于", "Mentioned in"),
    "article_count": ("篇文章", "articles"),
    "entity_count": ("个实体", "entities"),
    "fact_count": ("条事实", "facts"),
    "home_region": ("本地", "Home region"),
    "facts_of_article": ("本文陈述的事实", "Facts stated here"),
    "entities_of_article": ("本文提到的实体", "Things named here"),
    "no_articles": ("库里还没有文章。", "The store holds no article yet."),
    "no_articles_hint": ("用 kg ingest 读入文章后刷新本页。", "Read some in with kg ingest, then reload this page."),
    "questions_hint": (
        "每个问题是一条可直接运行的 SPARQL 查询。",
        "Each question is a SPARQL query that runs as it stands.",
    ),
    "run": ("运行", "Run"),
    "running": ("正在查询…", "Running…"),
    "rows": ("行", "rows"),
    "no_rows": ("没有结果：图谱里没有符合的陈述。", "No rows: nothing in the graph matches."),
    "show_query": ("查看查询", "The query"),
    "edit_query": ("在编辑器中打开", "Open in the editor"),
    "sparql_hint": (
        "只读查询；常用前缀已知。Ctrl+Enter 运行。",
        "Read only; the usual prefixes are known. Ctrl+Enter runs.",
    ),
    "examples": ("例子", "Examples"),
    "query": ("查询", "Query"),
    "answer": ("结果", "Answer"),
    "download": ("下载", "Download"),
    "not_found": ("没有找到这一页", "This page does not exist"),
    "not_found_hint": ("也许换个名称搜索。", "Perhaps search by another name."),
    "went_wrong": ("出错了", "Something went wrong"),
    "newest": ("最新文章", "Newest articles"),
    "try_asking": ("可以这样问", "Questions to start with"),
    "contents": ("目录", "Contents"),
    "navigation": ("主导航", "Main navigation"),
    "theme_entities": ("标出实体", "Mark entities"),
    "theme_facts": ("标出事实", "Mark facts"),
    "newer": ("较新", "Newer"),
    "older": ("较早", "Older"),
    "more": ("更多", "More"),
    "contested": ("互相矛盾的说法", "Statements that disagree"),
    "contested_short": ("说法不一", "contested"),
    "contested_hint": (
        "两种说法都保留，各附原句；机器不判断谁对。",
        "Both statements are kept, each with its sentence; nothing here decides who is right.",
    ),
    "computed": ("算得", "computed"),
    "no_contests": ("没有发现互相矛盾的说法。", "No two statements disagree."),
    "sums": ("投资额合计", "Sums of money"),
    "sums_hint": (
        "承诺的、到位的和实际的分开列，从不相加。一个项目只计一次；分期、在谈、终止的项目不计入；可能重叠的公布数不相加，并说明原因。",
        "Promised, in place and actual stand apart and are never one number. A project counts once; phases, talks and "
        "ended projects are left out; published figures that may overlap are not added, and the reason is given.",
    ),
    "promised": ("承诺（项目总投资）", "Promised (project totals)"),
    "in_place": ("到位（公布数）", "In place (published)"),
    "actual_output": ("实际产值（公布数）", "Actual output (published)"),
    "counted": ("计入", "Counted"),
    "left_out": ("不计入", "Left out"),
    "not_added": ("不相加", "not added"),
    "all_groups": ("全部（每个项目一次）", "All (every project once)"),
    "overlapping": (
        "有的项目属于几组，各组不能相加。",
        "Some projects stand in several groups: groups must not be added.",
    ),
    "unstated": ("未写明", "not stated"),
    "group_by": ("按", "By"),
    "review": ("待定的同一性", "Pairs to review"),
    "review_hint": (
        "这些名称可能指同一事物，机器不能断定。kg review 逐对裁定；每次裁定都留有理由，可以撤销。",
        "These names may mean one thing; no rule is sure. kg review decides them; every decision can be undone.",
    ),
    "pairs": ("对", "pairs"),
    "nothing_waits": ("没有待定的名称。", "Nothing waits for a decision."),
    "sources": ("处证据", "pieces of evidence"),
}


def words(language: Language) -> dict[str, str]:
    """Key → words in one language.

    >>> words("en")["articles"], words("zh")["articles"]
    ('Articles', '文章')
    """
    place = LANGUAGES.index(language)
    return {key: both[place] for key, both in WORDS.items()}
