"""Old encodings.

The encoders here are written from tables of their own, glyph by glyph, as published by the makers of fonts.
"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import convert_tcvn3, convert_vni, decode_legacy, is_syllable, suggest_conversion

LETTER_TABLE = """
    á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ đ é è ẻ ẽ ẹ ê ế ề ể ễ ệ í ì ỉ ĩ ị
    ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ ú ù ủ ũ ụ ư ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ
"""
VNI_TABLE = """
    aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä ñ eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò
    où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï yù yø yû yõ î
"""
TCVN3_TABLE = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ"
LETTERS = LETTER_TABLE.split()
TCVN3 = dict(zip(LETTERS, TCVN3_TABLE, strict=True))
VNI = dict(zip(LETTERS, VNI_TABLE.split(), strict=True))
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
CP1258_TONES = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}
CP1258_LETTERS = {
    "ă": 0xE3, "â": 0xE2, "đ": 0xF0, "ê": 0xEA, "ô": 0xF4, "ơ": 0xF5, "ư": 0xFD,
    "Ă": 0xC3, "Â": 0xC2, "Đ": 0xD0, "Ê": 0xCA, "Ô": 0xD4, "Ơ": 0xD5, "Ư": 0xDD,
}  # fmt: skip

SYLLABLE_TABLE = """
    đảng ủy khối hội nghị quyết tổng kết thưởng bằng giấy chủ trì kỷ niệm đại biểu được những ngày tháng năm
    các tỉnh thành phố điểm cầu trực tuyến đẩy mạnh nghiêm túc gìn giữ xã cũng mỗi người viết sửa lỗi ẩm ướt
    ngõ hẻm vẻ đẹp kỹ lưỡng khỏe mẽ suy nghĩ ngỡ rẫy ẵm bẵng khẳng
"""
SYLLABLES = [word for word in SYLLABLE_TABLE.split() if not word.isascii()]
SENTENCES = st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=30, unique=True).map(" ".join)


def tcvn3(text):
    return "".join(TCVN3.get(char) or TCVN3_CAPITALS.get(char) or TCVN3.get(char.lower(), char) for char in text)


def vni(text):
    return "".join(VNI.get(char) or (VNI[char.lower()].upper() if char.lower() in VNI else char) for char in text)


def windows_1258(text):
    encoded = bytearray()
    for char in text:
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in decomposed if mark in CP1258_TONES), "")
        base = unicodedata.normalize("NFC", decomposed.replace(tone, "")) if tone else char
        encoded.append(CP1258_LETTERS.get(base) or ord(base))
        if tone:
            encoded.append(CP1258_TONES[tone])
    return bytes(encoded)


def as_bytes(glyphs):
    return glyphs.encode("cp1252")


def test_the_samples_are_syllables_with_every_letter():
    assert all(is_syllable(word) for word in SYLLABLES)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_back(letter):
    assert convert_tcvn3(TCVN3[letter]) == letter
    assert convert_vni(VNI[letter]) == letter
    assert convert_vni(VNI[letter].upper()) == letter.upper()
    if len(VNI[letter]) == 2:
        assert convert_vni(VNI[letter][0].upper() + VNI[letter][1]) == letter.upper()


@pytest.mark.parametrize("letter", TCVN3_CAPITALS)
def test_every_capital_of_tcvn3_comes_back(letter):
    assert convert_tcvn3(TCVN3_CAPITALS[letter]) == letter


@pytest.mark.parametrize("title", ["BÁO CÁO TỔNG KẾT NĂM", "về BÁO CÁO ở huyện", "ĐẠI HỘI ĐẢNG BỘ", "Đồng chí Bà Tú"])
def test_capital_fonts_are_read_as_capitals(title):
    assert convert_tcvn3(tcvn3(title)) == title


def test_loose_tones_of_tcvn3_but_not_a_degree_sign():
    assert convert_tcvn3("A\xb3o 38\xb0C") == "Áo 38°C"


@given(SENTENCES)
def test_files_come_back(text):
    for data, encoding in (
        (as_bytes(tcvn3(text)), "tcvn3"),
        (as_bytes(vni(text)), "vni"),
        (windows_1258(text), "windows-1258"),
    ):
        decoded = decode_legacy(data)
        assert (decoded.text, decoded.encoding, decoded.converted) == (text, encoding, True)
        assert len(decoded.warnings) == 1


@given(SENTENCES)
def test_capitals_come_back_where_the_encoding_has_them(text):
    for written in (text.capitalize(), text.upper()):
        assert decode_legacy(windows_1258(written)).text == written
        assert decode_legacy(as_bytes(vni(written))).text == written


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"), max_codepoint=0x24F)), SENTENCES)
def test_unicode_stays_unicode(text, sentence):
    text = unicodedata.normalize("NFC", f"{sentence} {sentence} {sentence}\n")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        decoded = decode_legacy(text.encode(encoding))
        assert (decoded.text, decoded.converted, decoded.warnings) == (text, False, ())
    assert decode_legacy(unicodedata.normalize("NFD", text).encode()).text == text


def test_unicode_text_with_old_glyphs_is_recognised():
    text = "hội nghị tổng kết công tác đảng năm"
    assert suggest_conversion(tcvn3(text)) == "tcvn3"
    assert suggest_conversion(vni(text)) == "vni"
    assert suggest_conversion(text) is None
    assert decode_legacy(tcvn3(text).encode()).text == text


@pytest.mark.parametrize(
    "text", ["Café à la crème, déjà vu, garçon", "naïve façade", "Grüße aus Köln und Zürich", "38°C ± 2 µm ©"]
)
def test_other_languages_are_no_old_vietnamese(text):
    assert suggest_conversion(text) is None
    decoded = decode_legacy(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding, decoded.converted) == (text, "windows-1252", False)
    assert len(decoded.warnings) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Tệp này không phải văn bản"),
        (bytes(range(256)), "Tệp này không phải văn bản"),
        (b"PK\x03\x04abc", "Đây là tệp nén hoặc tệp Office"),
        (b"\xd0\xcf\x11\xe0\xa1", "Đây là tệp Word đời cũ"),
        (b"{\\rtf1 abc}", "Đây là tệp .rtf"),
        (b"%PDF-1.7", "Đây là tệp PDF"),
        (b"\xff\xfea", "Tệp này không phải văn bản"),
        ("chữ\x00chữ".encode(), "Tệp này không phải văn bản"),
    ],
)
def test_what_is_no_text_is_answered(data, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        decode_legacy(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_answer(data):
    try:
        decoded = decode_legacy(data)
    except ValueError as refused:
        assert str(refused).startswith(("Tệp này", "Đây là"))
    else:
        assert unicodedata.is_normalized("NFC", decoded.text)


def test_nothing_is_text():
    assert decode_legacy(b"") == ("", "utf-8", False, ())
