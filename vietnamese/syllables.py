"""The Vietnamese syllable: its parts, where its tone stands, which spellings are one.

Sources of the rules: the spelling rules for school books (Quyết định 240/QĐ, 5/3/1984: final i for y after
h, k, l, m, s, t; new tone placement), Quyết định 1989/QĐ-BGDĐT (25/5/2018), and the usage of newsrooms,
which keep the old tone placement (hòa, khỏe, ủy). Both are valid, so both are treated as one when matching.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}

_TONE_MARK = re.compile("[" + "".join(TONES) + "]")
_VOWELS = "aăâeêioôơuưy"
_SHAPED_VOWELS = "ăâêôơư"
_PARTS = re.compile(rf"([^{_VOWELS}]*)([{_VOWELS}]+)([^{_VOWELS}]*)\Z")
_WORD = re.compile(r"[^\W\d_]+[\u0300-\u036f]*(?:[^\W\d_]+[\u0300-\u036f]*)*")

_I_OR_Y_ONSETS = frozenset(("h", "k", "l", "m", "s", "t", "v", "qu"))

_ONSET_TABLE = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    y ych ynh yt yên yêt yêm yêng yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu uôc uôi uôm uôn uông uôp uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_ONSETS = frozenset(("", *_ONSET_TABLE.split()))
_RHYMES = frozenset(_RHYME_TABLE.split())
_BARE_ONSETS = frozenset(onset.replace("đ", "d") for onset in _ONSETS)
_BARE_RHYMES = frozenset(
    "".join(char for char in unicodedata.normalize("NFD", rhyme) if char.isascii()) for rhyme in _RHYMES
)
_STOPPED = ("c", "ch", "p", "t")
_FRONT = "eêiy"


class Syllable(NamedTuple):
    """A word cut as a syllable is: onset, vowels, coda in lower case without tone.

    The tone's combining mark or ''.
    """

    onset: str
    vowels: str
    coda: str
    tone: str


def split_syllable(word: str) -> Syllable | None:
    """The parts of a word in NFC, or None where it has no single group of vowels or more than one tone.

    `qu` and `gi` are onsets only before another vowel: quý is qu + y, but gì is g + i.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    marks = _TONE_MARK.findall(decomposed)
    if len(marks) > 1:
        return None
    toneless = unicodedata.normalize("NFC", _TONE_MARK.sub("", decomposed))
    match = _PARTS.match(toneless)
    if match is None:
        return None
    onset, vowels, coda = match.groups()
    if len(vowels) > 1 and ((onset == "q" and vowels[0] == "u") or (onset == "g" and vowels[0] == "i")):
        onset, vowels = onset + vowels[0], vowels[1:]
    return Syllable(onset, vowels, coda, marks[0] if marks else "")


def tone_position(vowels: str, coda: str, style: str = "old") -> int:
    """Which vowel carries the tone.

    A vowel with a shape mark (ă â ê ô ơ ư) takes it, the last if there are two; of three plain vowels the
    middle one; of two the second before a coda, the first in an open syllable (hòa, khỏe, ủy, của, mía).
    The new style differs in open oa, oe, uy alone: hoà, khoẻ, uỷ.
    """
    shaped = [index for index, vowel in enumerate(vowels) if vowel in _SHAPED_VOWELS]
    if shaped:
        return shaped[-1]
    if len(vowels) >= 3:
        return 1
    if len(vowels) == 2:
        return 1 if coda or (style == "new" and vowels in ("oa", "oe", "uy")) else 0
    return 0


def _like(pattern: str, text: str) -> str:
    """`text` in the capitals of `pattern`, which has the same number of letters."""
    if pattern.islower():
        return text
    return "".join(char.upper() if model.isupper() else char for model, char in zip(pattern, text, strict=True))


def _assembled(word: str, syllable: Syllable, style: str = "old") -> str:
    onset, vowels, coda, tone = syllable
    if tone:
        at = tone_position(vowels, coda, style)
        vowels = vowels[:at] + unicodedata.normalize("NFC", vowels[at] + tone) + vowels[at + 1 :]
    spelled = onset + vowels + coda
    return _like(word, spelled) if len(spelled) == len(word) else word


@lru_cache(maxsize=65536)
def _tone_placed(word: str, style: str) -> str:
    syllable = split_syllable(word)
    return word if syllable is None or not syllable.tone else _assembled(word, syllable, style)


@lru_cache(maxsize=65536)
def _canonical_word(word: str) -> str:
    syllable = split_syllable(word)
    if syllable is None:
        return word
    if syllable.vowels == "y" and not syllable.coda and syllable.onset in _I_OR_Y_ONSETS:
        syllable = syllable._replace(vowels="i")
    return _assembled(word, syllable)


def place_tones(text: str, style: str = "old") -> str:
    """The NFC text with every tone where the style puts it: uỷ → ủy, hoà → hòa, qúy → quý.

    Case and length stay.
    """
    return _WORD.sub(lambda match: _tone_placed(match[0], style), text)


def canonical(text: str) -> str:
    """The spelling that stands for all equal ones, for matching only, never for display.

    Tones are placed in the old style, and a final y that is the whole vowel after h k l m s t v qu is i
    (lý = lí, Mỹ = Mĩ, quý = quí), but never in `uy` (thúy). Idempotent; case and length of an NFC text stay.
    """
    return _WORD.sub(lambda match: _canonical_word(match[0]), text)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether the word could be a Vietnamese syllable.

    Onset, rhyme and tone fit together. Any tone placement counts.

    Strict on spelling (k gh ngh before e ê i y, c g ng elsewhere) and on stopped syllables (-c -ch -p -t
    carry only sắc or nặng), for that is what tells real text from text read in the wrong encoding.
    """
    word = unicodedata.normalize("NFC", word).lower()
    syllable = split_syllable(word)
    if syllable is None:
        return False
    onset, vowels, coda, tone = syllable
    readings = [(onset, vowels + coda)]
    if onset == "gi":
        readings.append(("g", "i" + vowels + coda))
    if not any(_fits(one_onset, rhyme) for one_onset, rhyme in readings):
        return False
    return coda not in _STOPPED or tone in ("\u0301", "\u0323")


def is_bare_syllable(word: str) -> bool:
    """Whether the word could be a syllable written without marks: lower case a-z; k, c, gh, g are not told apart."""
    if word.startswith("q"):
        return word.startswith("qu") and word[2:] in _BARE_RHYMES
    return any(word[:cut] in _BARE_ONSETS and word[cut:] in _BARE_RHYMES for cut in range(min(4, len(word))))


def _fits(onset: str, rhyme: str) -> bool:
    if onset not in _ONSETS or rhyme not in _RHYMES:
        return False
    if rhyme[0] == "y" and len(rhyme) > 1 and onset not in ("", "qu"):
        return False
    if onset in ("k", "gh", "ngh"):
        return rhyme[0] in _FRONT
    if onset in ("c", "ng"):
        return rhyme[0] not in _FRONT
    if onset == "g":
        return rhyme[0] not in "eêy"
    return True
