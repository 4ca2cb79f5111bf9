"""Which names of parks and offices are one thing."""

from ingest.components.resolve import SAME
from ingest.components.seats import local_form, office_form, park_form, same_office, same_park

PLACES = frozenset(["深圳市", "深圳", "江苏省", "江苏", "盐城市", "盐城", "大丰区", "大丰", "海南", "洋浦"])


def test_parks_have_many_spellings() -> None:
    assert park_form("盐城经济技术开发区") == park_form("盐城经开区")
    assert same_park("盐城经开区", "盐城经济技术开发区", PLACES) == 1.0
    assert same_park("开发区", "盐城经济技术开发区", PLACES) > SAME
    assert same_park("深圳高新区", "盐城高新区", PLACES) < SAME


def test_offices_have_many_spellings() -> None:
    assert office_form("四川省发展和改革委员会") == office_form("四川省发改委")
    assert same_office("市政府", "盐城市人民政府", PLACES) > SAME
    assert same_office("盐城市商务局", "盐城市招商局", PLACES) < SAME


def test_a_park_is_the_same_with_the_larger_place_before_it() -> None:
    assert same_park("洋浦经济开发区", "海南洋浦经济开发区", PLACES) > SAME
    assert same_park("大丰开发区", "大丰经济技术开发区", PLACES) > SAME
    assert same_park("大丰开发区", "盐城经济技术开发区", PLACES) < SAME


def test_the_local_form_keeps_what_tells_a_thing_from_its_kind() -> None:
    assert local_form("江苏省盐城市大丰高新区管委会", PLACES) == "大丰高新区管委会"
    assert local_form("大丰区北郊未来产业园", PLACES) == "北郊未来产业园"
    assert local_form("盐城经济开发区", PLACES) == "盐城经济开发区"
    assert local_form("盐城市政府", PLACES) == "盐城市政府"
