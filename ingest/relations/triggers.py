"""The words that can report a step in the life of a project, by kind of step."""

from __future__ import annotations

import re

from ingest.relations.scene import Scene

Trigger = tuple[int, int, str]
"""Start and end of a word, and the kind of milestone that it can report."""

TRIGGER = re.compile(
    r"(?P<equipmentInstalled>设备(?:已|全部|陆续|正在|开始)?(?:进场|安装|搬入|进驻|到位|入场|调试|到厂|就位)|安装设备|安装调试|[进装]设备"
    r"|设备[^，。]{0,6}(?:进场|安装|搬入|进了场|到厂|就位)|安装[^，。]{0,4}设备|完成安装|吊装|移入|装机(?!容量|规模|总|量|为|达|[0-9]))"
    r"|(?P<trialProduction>试生产|试运行|试投产|试产|调试生产|投料试车|联动试车|带料试车|试车|试营业|试运营|小批量生产|热试|试机|试制|试纺|试运转|试点火)"
    r"|(?P<fullCapacity>达产|满产|满负荷|达效|达[了的]产)"
    r"|(?P<toppedOut>封顶|结顶|封[了的]顶|主体完工|主体结构完成|主体完成|主体已)"
    r"|(?P<approved>获批|批复|核准|立项|备案|环评|批准|过会|审批|取得[^，。]{0,8}(?:许可|证)|拿到[^，。]{0,8}(?:许可|证)|拿地|摘牌|摘地|供地|审议通过|通过[^，。]{0,6}审)"
    r"|(?P<signed>签约|签下|签订|签署|签了|签|落笔|达成协议|敲定|落定|成功引进|引进|正式入驻|牵手)"
    r"|(?P<constructionStart>开工|动工|奠基|破土|打桩|[开动][了的]工|动[了的]土|奠[了的]基|破[了的]土|第一根桩|打[下了]*地基|开挖|挖土|始建|续建|动手"
    r"|启动建设|开建|动土|进场施工|进入施工|启动|开始建设|开始施工|施工|铺开|浇筑|浇下)"
    r"|(?P<productionStart>投产|投[了的]产|投运|投用|下线|开业|启用|投入使用|投入运营|投入运行|投入生产|开园|开馆|开门迎客|并网|并[了的]网|点火|运营|通车|量产|开仓|出货"
    r"|揭牌|交付使用|投料|营业|生产出|产出|开机|开炉|首炉|出片|出料|出产品|出油|出钢|出铁|通线|开线|开张|开[了的]?门|开车|上线|点亮|转起来|供热|供汽|复产|商业运行|全流程)"
    r"|(?P<completion>竣工|竣[了的]工|建成|完工|完[了的]工|完成建设|交付|落成|建好|交卷|收官|全面完成|验收|收尾|交工|中交)"
)


def triggers(scene: Scene) -> list[Trigger]:
    """Start, end and kind of every word that can report a milestone."""
    found: list[Trigger] | None = scene.cache.get("triggers")
    if found is None:
        found = [(m.start(), m.end(), m.lastgroup or "") for m in TRIGGER.finditer(scene.text)]
        scene.cache["triggers"] = found
    return found
