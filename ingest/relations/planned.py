"""Does a stretch of text speak of what is, or of what still lies ahead of the article?"""

from __future__ import annotations

import re

from ingest.relations.scene import Scene

AHEAD = re.compile(
    r"预计|计划|将(?!军)|拟|预期|可望|有望|力争|争取|目标|规划|打算|准备|估计|达产后|建成后|投产后|投用后|运营后|完工后|达产达效"
    r"|全部达产|满产后|以后|之后|可(?:实现|达|年产|形成|带动|提供|新增|解决|创造|安排)|能(?:实现|达|带来|提供|新增)|后可|后年|后预|要到|待|即将|设计"
)
BEHIND = re.compile(r"已|实现了?|完成|去年|截至|上年|累计|达到了|今年以来|前[一二三四]季度|上半年|同比")


def planned(scene: Scene, start: int, end: int) -> bool:
    """True where the anchor's sentence, up to the anchor, looks ahead; the nearest word decides."""
    low, _ = scene.sentence(start)
    ahead = behind = -1
    for match in AHEAD.finditer(scene.text, low, start):
        ahead = match.start()
    for match in BEHIND.finditer(scene.text, low, start):
        behind = match.start()
    return ahead >= 0 and ahead > behind - 6
