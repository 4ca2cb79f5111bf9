"""The words of the cockpit, the pages of things, comparison and timelines, Chinese beside English."""

from __future__ import annotations

from typing import Final

from api.pages.words import LANGUAGES, Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "cockpit": ("驾驶舱", "Cockpit"),
    "everything": ("全部", "Everything"),
    "region": ("地区", "Region"),
    "park": ("园区", "Park"),
    "industry": ("产业", "Industry"),
    "investor": ("投资方", "Investor"),
    "year": ("年份", "Year"),
    "province": ("省份", "Province"),
    "any": ("不限", "any"),
    "look": ("查看", "Show"),
    "reset": ("清除条件", "Clear"),
    "as_of": ("截至", "As of"),
    "last_article": ("最后一篇报道", "last article"),
    "projects": ("项目", "Projects"),
    "projects_hint": ("计为独立项目", "counted as projects of their own"),
    "promised": ("承诺投资", "Promised"),
    "in_place": ("到位资金", "In place"),
    "actual": ("实际产值", "Actual output"),
    "published_figures": ("公布的数字", "published figures"),
    "overdue": ("过期未证实", "Overdue"),
    "overdue_hint": ("计划日期已过，后来没有报道：未知，不是没有", "date passed, nothing heard since: unknown, not no"),
    "not_by_this": ("公布数不按此划分", "not published by this"),
    "none_published": ("没有公布数", "none published"),
    "not_added": ("不相加", "not added"),
    "counted": ("计入", "counted"),
    "left_out": ("不计入", "left out"),
    "no_total": ("未写明总投资", "state no total"),
    "funnel": ("从签约到达产", "From signing to full capacity"),
    "funnel_hint": (
        "有报道说已到这一步、或已到更后一步的项目数。没写到，是不知道，不是没有。",
        "Projects that an article says got there, or further. What is not told is unknown, not a no.",
    ),
    "cohorts": ("按签约年份", "By year of signing"),
    "cohort_hint": (
        "比率属于同一年签约的项目，截至最后一篇报道；已终止的项目留在分母里。",
        "A rate is of the projects signed in one year, as of the last article; those that ended stay in it.",
    ),
    "undated": ("年份未写明", "year not stated"),
    "planned_more": ("另有计划", "planned besides"),
    "no_steps": ("没有写明进展", "tell no step"),
    "where_and_who": ("在哪里，做什么，谁投的", "Where, in what, by whom"),
    "groups_hint": (
        "承诺投资，人民币。一个项目可以属于几组，各组不能相加。",
        "Promised, in yuan. A project may stand in several groups, which must not be added.",
    ),
    "flows": ("资金从哪里来，到哪里去", "Where investment comes from and goes"),
    "flows_hint": (
        "跨省的投资：左边是投资方所在省，右边是项目所在省，宽度是项目数。浅色：所在地只由企业名称推出。",
        "Across provinces: left the investor's, right the project's; width is the number of projects. "
        "Paler: the home is only what the firm's name says.",
    ),
    "stays": ("留在本省", "stay in their province"),
    "no_home": ("来源地或落地未知", "origin or place unknown"),
    "map": ("各省项目数", "Projects by province"),
    "map_hint": ("每省一格，颜色越深项目越多。", "One tile a province; the darker, the more projects."),
    "steps_by_year": ("每年的节点", "Milestones by year"),
    "done": ("已发生", "done"),
    "planned": ("计划", "planned"),
    "largest": ("最大的项目", "Largest projects"),
    "stage": ("阶段", "Stage"),
    "place": ("地点", "Place"),
    "amount": ("总投资", "Total"),
    "chains": ("产业链", "Industry chains"),
    "chains_hint": (
        "每条链上的国民经济大类：实心的有项目，虚线的在报道中还没有（补链的线索，不是结论）。",
        "The divisions along each chain: solid ones have projects, dashed ones none in any article yet "
        "(a lead for filling the chain, not a finding).",
    ),
    "no_chains": ("这些项目没有写明可归入产业链的产业。", "No article states an industry that belongs to a chain."),
    "behind": ("数字背后的事实", "The facts behind the figure"),
    "nothing": ("没有符合的项目。", "No project fits."),
    "all_sums": ("合计与不计入的理由", "Sums and what was left out"),
    "compare": ("对比", "Compare"),
    "timeline": ("时间线", "Timeline"),
    "contested": ("互相矛盾的说法", "Statements that disagree"),
    "more": ("更多", "More"),
    "milestones": ("进展", "Milestones"),
    "phases": ("分期", "Phases"),
    "part_of_tree": ("所在", "Where it stands"),
    "below": ("下辖", "Below it"),
    "indicators": ("公布的指标", "Published figures"),
    "neighbours": ("相邻", "Neighbours"),
    "facts_with_sources": ("事实与出处", "Facts and sources"),
    "as_of_article": ("以上截至", "As of"),
    "print": ("打印", "Print"),
    "classified": ("国民经济行业分类", "Classification (GB/T 4754)"),
    "in_chains": ("所属产业链", "In chains"),
    "who_works_in_it": ("谁从事这个产业", "Who is in this industry"),
    "coverage": ("覆盖情况", "Coverage"),
    "coverage_hint": (
        "有数字的句子中，给出了事实的占多少；没有给出的列在下面，供核对。",
        "Of the sentences with a number, how many gave a fact; those that gave none are listed to be checked.",
    ),
    "sentences_with_number": ("有数字的句子", "sentences with a number"),
    "gave_none": ("没有给出事实", "gave no fact"),
    "all_gave": ("每个有数字的句子都给出了事实。", "Every sentence with a number gave a fact."),
    "repaired": ("整理后的文字", "Repaired text"),
    "original": ("原文", "Original"),
    "differences": ("整理前后的不同", "What was repaired"),
    "differences_hint": (
        "左边是送来的原文，右边是整理后供阅读和抽取的文字；只列不同的行。",
        "Left as delivered, right as repaired for reading; only lines that differ.",
    ),
    "set_aside": ("不属于报道，已放在一边", "set aside: not part of the report"),
    "aside_navigation": ("导航", "navigation"),
    "aside_header": ("页头", "header"),
    "aside_share": ("分享", "sharing"),
    "aside_editor": ("编辑署名", "editor"),
    "aside_related": ("相关链接", "related links"),
    "aside_page": ("页码", "page number"),
    "aside_duplicate": ("重复", "duplicate"),
    "aside_image": ("图片", "image"),
    "aside_markup": ("标记", "markup"),
    "same_text": ("整理没有改动这篇文章。", "Nothing was repaired in this article."),
    "add_place": ("再加一个", "Add another"),
    "compare_hint": (
        "地区或园区并排看，每个项目只计一次，承诺、到位、实际分开。",
        "Regions or parks side by side; a project counts once; promised, in place and actual stand apart.",
    ),
    "compare_empty": ("选择至少两个地区或园区。", "Choose at least two regions or parks."),
    "from_outside": ("外省投资的项目", "Projects with investors of other provinces"),
    "top_industries": ("主要产业", "Main industries"),
    "published": ("公布", "published"),
    "timeline_hint": (
        "这里发生过什么、承诺了什么，按日期；每一条都有原句。",
        "What happened and what was promised here, by date; each with its sentence.",
    ),
    "no_timeline": ("没有注明日期的节点。", "No dated milestone."),
    "of_what": ("地区、园区、企业或项目", "Region, park, firm or project"),
    "from_day": ("从", "From"),
    "until_day": ("到", "Until"),
    "article": ("报道", "Article"),
    "figures_of": ("数字", "Figures"),
    "period": ("时期", "Period"),
    "thing": ("对象", "Of"),
}


def board_words(language: Language) -> dict[str, str]:
    """Key → words in one language.

    >>> board_words("zh")["cockpit"], board_words("en")["cockpit"]
    ('驾驶舱', 'Cockpit')
    """
    place = LANGUAGES.index(language)
    return {key: both[place] for key, both in _WORDS.items()}
