"""The text as columns of small integers, one row a character: what the sequence model looks at.

Every column is filled by vectorised lookups or by one Aho-Corasick pass, never by a Python loop over
characters: this is the hot spot of the pipeline.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

MODELS = Path(__file__).parent.parent / "models"

COLUMNS = ("char", "kind", "word", "cue", "region", "nextHead", "lastCue", "depth", "again", "brand", "surname")
"""Names of the columns, in order."""

Hits = list[tuple[int, int, int]]
"""Start, end (exclusive) and class (from 1) of stretches that a lookup found."""

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
    "全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗"
    "燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来"
    "扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但"
)


@cache
def _kinds() -> NDArray[np.int32]:
    """Kind of every character of the basic plane: 1 Han, 2 digit, 3 Latin, 4 Chinese number, 5 … marks."""
    table = np.zeros(0x10000, dtype=np.int32)
    table[0x4E00:0xA000] = 1
    for kind, chars in enumerate(
        (
            "0123456789０１２３４５６７８９",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            "一二三四五六七八九十百千万亿两零〇",
            "，,；;：:",
            "。！？!?…",
            "、",
            "（(【[〔",
            "）)】]〕",
            "“”‘’\"'「」『』",
            "《〈",
            "》〉",
            "\n",
            " \u3000\t\u00a0",
            "·•-—－/",
            "%％.",
        ),
        start=2,
    ):
        for char in chars:
            table[ord(char)] = kind
    return table


@cache
def _surnames() -> NDArray[np.int32]:
    """1 for a common surname, 2 for a rarer one."""
    table = np.zeros(0x10000, dtype=np.int32)
    for rank, char in enumerate(SURNAMES):
        if not table[ord(char)]:
            table[ord(char)] = 1 if rank < 120 else 2
    return table


class Lexicon:
    """Longest matches of classed words; `classes` are the class names, numbered from 1."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self.classes = list(words)
        self.number: dict[str, int] = {}
        for number, entries in enumerate(words.values(), start=1):
            for word in entries:
                self.number.setdefault(word, number)
        self._words = list(self.number)
        self._numbers = list(self.number.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def hits(self, text: str) -> Hits:
        """Longest matches from the left, as (start, end, class)."""
        numbers = self._numbers
        return [(start, end, numbers[i]) for i, start, end in self._automaton.find_matches_as_indexes(text)]


def read_classes(name: str) -> dict[str, list[str]]:
    """The classed word list `name` of ingest/models: class, tab, words with blanks between."""
    lines = (MODELS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1].split() for row in rows}


@cache
def words() -> Lexicon:
    """Common words by part of speech."""
    return Lexicon(read_classes("words.txt"))


@cache
def cues() -> Lexicon:
    """Endings of names and words that announce names."""
    return Lexicon(read_classes("cues.tsv"))


@cache
def brands() -> Lexicon:
    """Known firms by their short names."""
    return Lexicon(read_classes("brands.txt"))


def spread(hits: Hits, length: int) -> NDArray[np.int32]:
    """A column that says for every character which hit covers it and whether it begins or ends it.

    The code is 4 * class + (0 inside, 1 beginning, 2 end, 3 both).
    """
    column = np.zeros(length, dtype=np.int32)
    for start, end, number in hits:
        column[start:end] = 4 * number
        column[start] += 1
        column[end - 1] += 2
    return column


def _distance(hits: Hits, stops: NDArray[np.bool_], length: int, heads: int) -> tuple[NDArray[np.int32], ...]:
    """For every character the class and rough distance of the next name ending and of the last cue.

    Neither looks across a stop (end of sentence, comma or bracketed line break).
    """
    following = np.zeros(length, dtype=np.int32)
    preceding = np.zeros(length, dtype=np.int32)
    positions = np.arange(length)
    stop_at = np.where(stops, positions, length)
    next_stop = np.minimum.accumulate(stop_at[::-1])[::-1]
    last_stop = np.maximum.accumulate(np.where(stops, positions, -1))
    ends = [(end - 1, number) for _, end, number in hits if number <= heads]
    if ends:
        at = np.array([e for e, _ in ends])
        kinds = np.array([k for _, k in ends])
        index = np.searchsorted(at, positions)
        ok = index < len(at)
        index = np.minimum(index, len(at) - 1)
        gap = at[index] - positions
        ok &= at[index] < next_stop
        bucket = np.minimum(np.log2(gap.clip(0) + 1).astype(np.int32), 5)
        following = np.where(ok, 8 * kinds[index] + bucket, 0).astype(np.int32)
    if hits:
        at = np.array([end for _, end, _ in hits])
        kinds = np.array([number for _, _, number in hits])
        index = np.searchsorted(at, positions, side="right") - 1
        ok = index >= 0
        index = np.maximum(index, 0)
        gap = positions - at[index]
        ok &= at[index] > last_stop
        bucket = np.minimum(np.log2(gap.clip(0) + 1).astype(np.int32), 4)
        preceding = np.where(ok, 8 * kinds[index] + bucket, 0).astype(np.int32)
    return following, preceding


def _again(codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """How often the three characters that begin here occur in the text: 0 once, 1 twice, 2 more often."""
    length = len(codes)
    if length < 3:
        return np.zeros(length, dtype=np.int32)
    key = codes[:-2].astype(np.int64) << 32 | codes[1:-1].astype(np.int64) << 16 | codes[2:].astype(np.int64)
    _, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    column = np.zeros(length, dtype=np.int32)
    column[:-2] = np.minimum(counts[inverse], 3) - 1
    return column


def columns(text: str, regions: Hits) -> NDArray[np.int32]:
    """One row a character, one column for each of COLUMNS; `regions` are the gazetteer's hits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int32)
    codes = np.minimum(codes, 0xFFFF)
    length = len(codes)
    kind = _kinds()[codes]
    cue_hits = cues().hits(text)
    heads = cues().classes.index("Title") + 1
    stops = (kind == 5) | (kind == 6) | (kind == 13)
    following, preceding = _distance(cue_hits, stops, length, heads)
    opening = np.cumsum((kind == 8).astype(np.int32) - (kind == 9).astype(np.int32))
    quotes = np.cumsum((codes == ord("“")).astype(np.int32) - (codes == ord("”")).astype(np.int32))
    depth = np.clip(opening, 0, 1) + 2 * np.clip(quotes, 0, 1)
    return np.stack(
        [
            np.where(kind == 2, ord("0"), codes),
            kind,
            spread(words().hits(text), length),
            spread(cue_hits, length),
            spread(regions, length),
            following,
            preceding,
            depth,
            _again(codes),
            spread(brands().hits(text), length),
            _surnames()[codes],
        ],
        axis=1,
    ).astype(np.int32)
