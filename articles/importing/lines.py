"""What a single line of a newsroom's text is, judged by its words: furniture, date, byline, source, caption, credit."""

from __future__ import annotations

import re
from datetime import datetime

import vietnamese

SENTENCE_END = (".", "!", "?", "…", ".”", '."', "?”", "!”", ":", ";")
LONGEST_CAPTION = 300
LONGEST_TITLE = 250
# Motto, body and place in one table or line; a sentence that names the Republic is longer.
LONGEST_LETTERHEAD = 200

# Folded. A line that is exactly this is part of the page around the article, not of the article.
_FURNITURE = {
    "a- a a+", "a a", "a+ a-", "a-", "a+", "tang tuong phan", "giam tuong phan", "tang tuong phan giam tuong phan", "doc bai",
    "nghe bai", "nghe doc bai", "in bai", "in bai viet", "in trang", "in", "ban in", "gui email", "gui mail", "email", "chia se",
    "chia se bai viet", "chia se facebook", "facebook", "twitter", "zalo", "like", "luu bai", "luu bai viet", "sao chep lien ket",
    "copy link", "quay lai", "ve dau trang", "len dau trang", "trang chu", "trang truoc", "binh luan", "gui binh luan", "y kien",
    "y kien ban doc", "gui y kien", "phan hoi", "gui phan hoi", "dang nhap", "dang ky", "tim kiem", "danh muc", "menu",
    "cac tin khac", "tin khac", "cac bai khac", "bai khac", "tin moi", "tin moi nhat", "moi nhat", "tin lien quan",
    "bai lien quan", "bai viet lien quan", "tin bai lien quan", "tin cung chuyen muc", "cung chuyen muc", "xem nhieu nhat",
    "xem nhieu", "doc nhieu nhat", "doc nhieu", "tin doc nhieu", "tin xem nhieu", "noi bat", "tin noi bat", "moi - nong",
    "tin nong", "thu vien anh", "lien ket website", "lien ket web", "lien ket", "video", "video dang duoc xem nhieu", "quang cao",
    "tu khoa", "tags", "tag", "the", "chu de", "tai lieu - tu lieu", "xem them", "xem tiep", "doc them", "co the ban quan tam",
    "tin cu hon", "tin moi hon", "cac tin da dua", "tin da dua", "tro lai", "thong ke truy cap", "luot truy cap", "ban dang truy cap",
}  # fmt: skip
_FURNITURE_START = re.compile(
    r"a- ?\|? ?a ?\|? ?a\+|(?:tang|giam) tuong phan|luot (?:xem|doc|truy cap)\b|so lan (?:xem|doc)|so luot (?:xem|doc)|da xem ?:"
    r"|xem them |"
    r"tim kiem ?:|trang chu\b.{0,80}[>»›/]|chia se (?:bai|qua|len)|cac tin (?:khac|lien quan|cung)|tin (?:lien quan|cung chuyen muc)|"
    r"bai (?:lien quan|cung chuyen muc)|tu khoa ?:|tags? ?:|video dang|hoat dong cua .{0,30}$|\(?\d+ luot (?:xem|doc)|cap nhat luc ?$|"
    r"email ?:|copy |in bai|ban quyen ©|all rights reserved"
)
# Such a line ends the article: what follows is lists of other articles.
_END_OF_ARTICLE = re.compile(
    r"(?:phan hoi|gui phan hoi|(?:y kien )?binh luan|cac (?:tin|bai)(?: viet)? (?:khac|lien quan|da dua)|(?:tin|bai)(?: bai| viet)? "
    r"(?:khac|moi|moi nhat|lien quan|cung chuyen muc|cu hon|moi hon|doc nhieu|xem nhieu|noi bat)|cung chuyen muc|moi nhat|"
    r"xem nhieu(?: nhat)?|doc nhieu(?: nhat)?|video dang duoc xem nhieu|thu vien anh|lien ket web(?:site)?|moi - nong|tin nong|"
    r"co the ban quan tam|tai lieu - tu lieu|y kien ban doc|tags?|tu khoa|chu de)\s*:?"
)
_HEADER = re.compile(r"dang cong san viet nam|cong hoa xa hoi chu nghia viet nam|doc lap - tu do - hanh phuc")
_RULE = re.compile(r"[\s*_=–—-]{2,}|\*|o0o|\(?hết\)?|\.?/\.?/?\.?", re.IGNORECASE)
_END_MARK = re.compile(r"\s*(?:\./\.|\./|/\.)\s*((?:</\w+>\s*)*)\Z")

_SOURCE = re.compile(
    r"\(?\s*(?:(?:Nguồn(?: tin)?|NGUỒN|Nguồn bài|Tin theo|Bản quyền(?: bài viết)? thuộc(?: về)?|©|Copyright(?: ©)?)\s*:?"
    r"|Theo(?=\s+[A-ZĐ“\"])\s*:?)"
    r"\s*(?P<name>[^.;]{2,110}(?:\.[a-z]{2,12})*)\s*\)?\.?\Z"
)
# Signs of papers before a lead, by the names readers know.
_PAPERS = {
    "TPO": "Báo Tiền Phong", "TTO": "Báo Tuổi Trẻ", "NLĐO": "Báo Người Lao Động", "NDĐT": "Báo Nhân Dân", "NDO": "Báo Nhân Dân",
    "QĐND": "Báo Quân đội nhân dân", "SGGP": "Báo Sài Gòn Giải Phóng", "HNMO": "Báo Hà Nội Mới", "CAND": "Báo Công an nhân dân",
    "VGP": "Báo Điện tử Chính phủ", "TG": "Tạp chí Tuyên giáo", "ĐCSVN": "Báo điện tử Đảng Cộng sản Việt Nam",
}  # fmt: skip
_DATELINE = re.compile(
    r"\A\(?(?P<name>TPO|TTXVN|VOV(?:\.VN)?|VTV|VGP|NDĐT|NDO|QĐND|TTO|NLĐO|VOH|TG|ĐCSVN|PLO|SGGP|VNE|HNMO|CAND|Chinhphu\.vn|"
    r"Dân trí|Nhân Dân|Tuyengiao\.vn|Vietnam\+|VietnamPlus)\)?\s*[-–—:]\s*"
)
_BYLINE_ROLE = re.compile(
    r"\A(?P<role>(?:Tin|Bài|Tin bài|Bài viết|Tác giả|Thực hiện|Người viết|Ảnh|PV|Video|Đồ họa)"
    r"(?:\s*(?:,|và|&|-|/)\s*(?:tin|bài|ảnh|video|đồ họa))*)"
    r"\s*:\s*(?P<names>[^.:;]{2,80})\.?\Z",
    re.IGNORECASE,
)
_OFFICES = {
    "pv",
    "bbt",
    "btv",
    "ban biên tập",
    "tổng hợp",
    "phóng viên",
    "ban biên tập trang",
    "nhóm pv",
    "nhóm phóng viên",
}
_NOT_NAMES = {"hà nội", "việt nam", "trân trọng", "xin cảm ơn", "trang chủ", "thành phố hồ chí minh", "đà nẵng"}
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|/|\s[-–—]\s|\svà\s)\s*")
_NAME_WORD = re.compile(r"[A-ZÀ-ỸĐ](?:[a-zà-ỹđ]*|[A-ZÀ-ỸĐ]*)\.?\Z")

_CREDIT_LINE = re.compile(
    r"\A[(\[]?\s*(?:Ảnh(?: tư liệu)?(?: do)?(?:(?:,| và) video)?|Nguồn(?: ảnh)?|Photo|Hình(?: ảnh)?|Ảnh chụp|Tác giả ảnh)"
    r"\s*:\s*(?P<name>[^()\[\]]{1,110}?)\s*[)\]]?\.?\Z"
    r"|\A[(\[]\s*Ảnh\s+(?P<name2>(?!minh họa|tư liệu)[^()\[\]:]{2,80}?)\s*[)\]]\.?\Z",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"[\s.,;/|–—-]*[(\[]\s*(?:Nguồn(?: ảnh)?|Ảnh(?: tư liệu)?|Photo)\s*:\s*(?P<name>[^()\[\]]{1,110}?)\s*[)\]]\.?\Z"
    r"|(?<=[\s.,;/|–—-])(?:Ảnh|Nguồn ảnh|Photo)\s*:\s*(?P<name2>[^()\[\]:]{1,80}?)\.?\Z"
)
_SPLIT_BEFORE_CREDIT = re.compile(r"[\s,;/|–—-]+\Z")
_CAPTION_LABEL = re.compile(r"\A(?:Chú thích(?: ảnh)?|Ảnh \d+|Hình \d+)\s*[:.]\s*(?=\S)", re.IGNORECASE)
_LIKE_CAPTION = re.compile(
    r"\A(?:(?:Một số hình ảnh|Toàn cảnh|Quang cảnh|Hình ảnh|Ảnh|Các đại biểu|Đại biểu|Đông đảo đại biểu|Đoàn chủ tịch|Chủ tọa"
    r"|Tiết mục|Lễ đài|"
    r"Phiên (?:họp|khai mạc|bế mạc))\b"
    r"|.{5,200}\b(?:phát biểu(?: ý kiến)?(?: chỉ đạo| kết luận| khai mạc| bế mạc| ý kiến| chào mừng)*"
    r"|báo cáo|tham luận|trình bày tham luận)"
    r" tại (?:Hội nghị|hội nghị|buổi|Lễ|lễ|Đại hội|đại hội|tọa đàm|Tọa đàm|phiên|cuộc)"
    r"|.{5,200}\b(?:dự|tham dự|chụp ảnh lưu niệm|trao|tặng)\b.{0,80}\btại điểm cầu\b)"
)
_BAD_ALT = re.compile(
    r"\A(?:(?:picture|image|img|hình(?: ảnh)?|ảnh|photo|h)[\s_-]*\d*|[\w .()-]+\.(?:jpe?g|png|gif|webp|bmp))\Z",
    re.IGNORECASE,
)
_MACHINE_ALT = re.compile(
    r"description automatically generated|mô tả được tạo tự động|AI-generated content", re.IGNORECASE
)
_FIRST_SENTENCE = re.compile(r".+?(?<![A-ZĐ])(?<!\b(?:TS|GS|CN))[.!?…](?=\s+[“\"(]?[A-ZÀ-ỸĐ0-9]|\s*\Z)")
_OPENS_LIST = re.compile(
    r"\A(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|một là|hai là|[-–•+*]\s|\d+[.)]\s|[a-zđ][.)]\s)", re.IGNORECASE
)
TYPED_BULLET = re.compile(r"\A(?:[-–—•●▪+]|o(?=\s))\s*(?=\S)")
STARRED = re.compile(r"\A(?:<(?:strong|em)>)*\s*\*+\s*(?=[^\s*])")


def is_furniture(text: str) -> bool:
    """Part of the page around an article: menus, share bars, counters, headings of other lists."""
    line = vietnamese.fold(text).strip(" :.|»›()[]")
    if len(line) > 90:
        return False
    parts = [part.strip() for part in re.split(r"[|»›]", line) if part.strip()]
    return bool(parts and all(part in _FURNITURE for part in parts)) or bool(_FURNITURE_START.match(line))


def ends_article(text: str) -> bool:
    """The heading of what stands under an article on a page."""
    return bool(_END_OF_ARTICLE.fullmatch(vietnamese.fold(text).strip(" .|»›")))


def is_letterhead(text: str) -> bool:
    """The head of an official paper: the body's name, the motto."""
    return len(text) <= LONGEST_LETTERHEAD and bool(_HEADER.search(vietnamese.fold(text).replace("–", "-")))


def is_rule(text: str) -> bool:
    """A line of dashes or stars, or an end mark alone."""
    return bool(_RULE.fullmatch(text.strip()))


def moment_of(text: str) -> datetime | None:
    """The moment a line gives, when it gives nothing else."""
    if len(text) > 90 or not any(char.isdigit() for char in text):
        return None
    line = re.sub(
        r"\A(?:Ngày đăng|Ngày viết|Đăng lúc|Thời gian|Cập nhật)\s*:?\s*", "", text.strip(" |"), flags=re.IGNORECASE
    )
    try:
        return vietnamese.parse_datetime(line)
    except ValueError:
        return None


def has_hour(text: str) -> bool:
    """Whether a date line also says an hour: that is when something was published; a bare date is often today's."""
    return bool(re.search(r"\d\s*(?::|h|giờ)\s*\d", text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return text.rstrip().endswith(SENTENCE_END)


def names_in(text: str) -> list[str]:
    """The pen names of a byline, [] when the line is not one."""
    line = text.strip(" .()")
    role = _BYLINE_ROLE.match(line)
    if role:
        line = role["names"].strip()
    elif len(line) > 60:
        return []
    names = [name.strip() for name in _BETWEEN_NAMES.split(line) if name.strip()]
    if not names or len(names) > 4:
        return []
    tidy = [_one_name(name, is_told=bool(role)) for name in names]
    return [name for name in tidy if name] if all(tidy) else []


def _one_name(name: str, *, is_told: bool) -> str:
    folded = name.lower()
    if folded in _OFFICES:
        return name
    parts = name.split()
    if not 1 <= len(parts) <= 5 or folded in _NOT_NAMES or any(char.isdigit() for char in name):
        return ""
    if not all(_NAME_WORD.match(part) for part in parts):
        return ""
    if len(parts) == 1 and not is_told and (name.isupper() or len(name) < 2):
        return ""
    if name.isupper() and len(parts) > 1:
        return " ".join(part.capitalize() for part in parts)
    return name


def byline_tells_photos(text: str) -> bool:
    """Whether a byline signs the photos as well ("Tin, ảnh: …")."""
    role = _BYLINE_ROLE.match(text.strip(" .()"))
    return bool(role) and "ảnh" in role["role"].lower()


def byline_tells_text(text: str) -> bool:
    """Whether a byline says by its own words that it signs the text ("Tin, ảnh: …", "Bài: …")."""
    role = _BYLINE_ROLE.match(text.strip(" .()"))
    return bool(role) and role["role"].lower() not in ("ảnh", "video", "đồ họa")


def source_in(text: str) -> str:
    """Whose text it was ("Theo Tạp chí …", "Nguồn: …", "Bản quyền thuộc …"), or nothing."""
    line = text.strip()
    if len(line) > 130:
        return ""
    match = _SOURCE.match(line)
    return match["name"].strip(" .)(:") if match and len(match["name"].split()) <= 14 else ""


def dateline_of(text: str) -> tuple[str, str]:
    """A paper's sign before a lead ("TPO - …"), and the lead without it."""
    match = _DATELINE.match(text)
    return (match["name"], text[match.end() :]) if match else ("", text)


def paper_named(sign: str) -> str:
    """The paper behind a sign; a sign that isn't known stands for itself."""
    return _PAPERS.get(sign, sign)


def without_end_mark(html: str) -> tuple[str, bool]:
    """The line without `./.` at its end; the sentence keeps its full stop."""
    match = _END_MARK.search(html)
    if match is None:
        return html, False
    kept = html[: match.start()].rstrip()
    stop = "" if kept.endswith((".", "!", "?", "…", "”")) else "."
    return kept + stop + match[1], True


def credit_in(text: str) -> str:
    """The photographer, when a line says nothing else ("Ảnh: Minh Ngọc", "(Ảnh: TTXVN)")."""
    match = _CREDIT_LINE.match(text.strip())
    return ((match["name"] or match["name2"]) if match else "").strip(" .")


def split_credit(caption: str) -> tuple[str, str]:
    """A caption and the credit at its end."""
    alone = credit_in(caption)
    if alone:
        return "", alone
    match = _CREDIT_AT_END.search(caption)
    if match is None or not caption[: match.start()].strip():
        return caption, ""
    before = caption[: match.start()].rstrip()
    stop = "." if caption[len(before) : len(before) + 1] == "." else ""
    return _SPLIT_BEFORE_CREDIT.sub("", before) + stop, (match["name"] or match["name2"]).strip(" .")


def tidy_caption(text: str) -> str:
    """A caption without "Chú thích:" or "Ảnh 1:" before it."""
    return _CAPTION_LABEL.sub("", text)


def may_be_caption(text: str) -> bool:
    """Short enough, and not the beginning of a list or of what follows."""
    return 0 < len(text) <= LONGEST_CAPTION and not text.endswith((":", ";")) and not _OPENS_LIST.match(text)


def is_like_caption(text: str) -> bool:
    """A line that describes a photo by its very words: "Toàn cảnh …", "Đồng chí … phát biểu tại Hội nghị"."""
    return len(text) <= LONGEST_CAPTION and len(text.split(". ")) <= 2 and bool(_LIKE_CAPTION.match(text))


def useless_alt(alt: str) -> bool:
    """A file name or a machine's guess, which helps nobody who can't see the picture."""
    return bool(_BAD_ALT.match(alt.strip()) or _MACHINE_ALT.search(alt))


def first_sentence(text: str, *, most: int) -> str:
    """The first sentence, without its full stop, cut at a word where it is longer than `most`."""
    match = _FIRST_SENTENCE.match(text)
    sentence = (match[0] if match else text).rstrip().rstrip(".…").rstrip()
    if len(sentence) <= most:
        return sentence
    cut = sentence[:most].rpartition(" ")[0] or sentence[: most - 1]
    return cut[: most - 1].rstrip(" ,;:–-") + "…"


def same_words(first: str, second: str) -> bool:
    """Equal but for case, marks, spacing and the last stop."""
    return bare(first) == bare(second)


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", vietnamese.fold(text)).strip()


def contains_words(longer: str, shorter: str) -> bool:
    """Whether all of one line stands, word for word, in the other."""
    return bool(bare(shorter)) and f" {bare(shorter)} " in f" {bare(longer)} "
