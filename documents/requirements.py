"""What a document needs before it goes on: a type, a number that fits it, dates in order, files; what is there twice is said."""

from __future__ import annotations

from collections.abc import Iterable

import vietnamese
from documents.models import Document
from media.models import File
from organizations import standing
from publishing import revisions
from publishing.requirements import Issue, Level, checks


@checks("loại, số và ký hiệu")
def check_number(item: Document) -> Iterable[Issue]:
    """A type; a number that is one and that belongs to the type."""
    if item.type is None:
        yield Issue("type", "Chưa chọn loại văn bản. Hãy chọn loại.")
    if not item.number:
        return
    if item.number not in vietnamese.document_numbers(item.number):
        yield Issue(
            "number",
            f"“{item.number}” không giống số, ký hiệu thường gặp (01-KL/TW, 42/2022/NĐ-CP). Hãy xem lại từng chữ.",
            Level.SHOULD,
        )
        return
    symbol = vietnamese.number_symbol(item.number)
    fitting = [one.strip() for one in item.type.symbol.split(",")] if item.type and item.type.symbol else []
    if symbol and fitting and symbol not in fitting:
        yield Issue(
            "number",
            f"Ký hiệu “{symbol}” không hợp với loại “{item.type}” ({', '.join(fitting)}). Hãy xem lại số hoặc loại.",
            Level.SHOULD,
        )


@checks("không trùng số")
def check_twice(item: Document) -> Iterable[Issue]:
    """The same number of the same year is likely the same document; said, never in the way."""
    if not item.number:
        return
    for other in Document.objects.kept().numbered(item.number).exclude(pk=item.pk):
        if item.issued_on and other.issued_on and item.issued_on.year != other.issued_on.year:
            continue
        # What isn't out yet may be none of this person's business: its name stays where it is.
        where = f"tài liệu “{other.title}”" if other.is_public() else "một tài liệu khác chưa đăng"
        yield Issue("number", f"Số {item.number} đã có ở {where}. Nếu là một văn bản thì dùng bản đã có.", Level.SHOULD)
        return


@checks("ngày ban hành, hiệu lực, cơ quan ban hành")
def check_dates(item: Document) -> Iterable[Issue]:
    """It can't end before it begins; what readers look for by is asked for."""
    if item.effective_on and item.expired_on and item.expired_on < item.effective_on:
        day = vietnamese.short_date(item.effective_on)
        yield Issue("expired_on", f"Ngày hết hiệu lực sớm hơn ngày có hiệu lực. Hãy ghi từ {day} trở đi.")
    if item.issued_on is None:
        yield Issue("issued_on", "Chưa có ngày ban hành: bạn đọc lọc theo năm sẽ không thấy.", Level.SHOULD)
    elif item.effective_on and item.effective_on < item.issued_on:
        yield Issue("effective_on", "Ngày có hiệu lực sớm hơn ngày ban hành. Hãy xem lại.", Level.SHOULD)
    if item.issuer is None and not item.issuer_name:
        yield Issue("issuer_name", "Chưa có cơ quan ban hành.", Level.SHOULD)
    if said := standing.complaint(item.issuer, item.issued_on, of="ngày ban hành", instead="hoặc xem lại ngày"):
        yield Issue("issuer", said, Level.SHOULD)


@checks("văn bản thay thế")
def check_replacement(item: Document) -> Iterable[Issue]:
    """A document that is replaced by another doesn't replace that one."""
    seen, later = {item.pk}, item.replaced_by
    while later is not None:
        if later.pk in seen:
            yield Issue("replaced_by", f"“{later.called}” lại đang được thay thế bởi chính văn bản này. Hãy chọn lại.")
            return
        seen.add(later.pk)
        later = later.replaced_by


@checks("tệp đính kèm")
def check_files(item: Document) -> Iterable[Issue]:
    """Readers come for the file."""
    keys = revisions.keys_of(item, "files")
    if not File.objects.filter(pk__in=keys).exists():
        yield Issue("files", "Chưa có tệp: bạn đọc chỉ xem được thông tin, không tải được văn bản.", Level.SHOULD)


@checks("dấu cách, ngoặc kép, chính tả")
def check_words(item: Document) -> Iterable[Issue]:
    """Spacing, quotes, house spelling."""
    for name, text in (("title", item.title), ("summary", item.summary)):
        for finding in vietnamese.check_text(text):
            yield Issue(name, finding.message, Level.SHOULD)


CHECKERS = (check_number, check_twice, check_dates, check_replacement, check_files, check_words)
