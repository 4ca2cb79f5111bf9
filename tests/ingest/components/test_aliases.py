"""Which names of one article are one thing."""

import pytest

from ingest.components.aliases import (
    legal_stem,
    phase_of,
    same_firm,
    same_project,
    without_place,
)
from ingest.components.resolve import SAME

PLACES = frozenset(["深圳市", "深圳", "贵州", "贵州省", "江苏", "盐城市", "盐城", "茂名", "四川", "广东"])


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("沃尔核材", "深圳市沃尔核材股份有限公司"),
        ("银亿集团", "银亿集团有限公司"),
        ("海达新材公司", "贵州海达新材料有限公司"),
        ("江苏远山新能源", "江苏远山新能源有限公司"),
        ("云岭", "贵州云岭新材料科技有限公司"),
    ],
)
def test_a_short_form_is_its_firm(short: str, full: str) -> None:
    assert same_firm(short, full, PLACES) > SAME


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("东海能源", "东海能源（茂名）有限公司"),
        ("国华集团", "国华集团云岭风电有限公司"),
        ("国华集团", "国华集团广东公司"),
        ("四川长丰", "江苏长丰"),
        ("国药集团", "国药控股"),
        ("远山", "近水科技有限公司"),
    ],
)
def test_a_parent_or_stranger_is_another_firm(short: str, full: str) -> None:
    assert same_firm(short, full, PLACES) < SAME


def test_phases_of_one_project_stay_apart() -> None:
    assert same_project("锂电池项目一期", "锂电池项目二期") == 0.0
    assert same_project("锂电池材料项目", "年产5万吨锂电池材料项目") > SAME
    assert phase_of("第三期") == "三期"
    assert phase_of("重装叉车项目") is None


def test_stems() -> None:
    assert legal_stem("深圳市沃尔核材股份有限公司") == "深圳市沃尔核材"
    assert without_place("深圳市沃尔核材", PLACES) == "沃尔核材"
    assert without_place("深圳", PLACES) == "深圳"
