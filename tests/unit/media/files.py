"""Small real files of each kind, made here."""

from io import BytesIO

from openpyxl import Workbook


def pdf(words: str = "Van ban minh hoa") -> BytesIO:
    """One page with a line of words, as the format's first version writes it."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    out.seek(0)
    return out


def xlsx(*rows: tuple) -> BytesIO:
    """A sheet of these rows."""
    out, book = BytesIO(), Workbook()
    for row in rows or [("Đơn vị", "Số lượng"), ("Chi bộ Một (minh họa)", 3)]:
        book.active.append(row)
    book.save(out)
    out.seek(0)
    return out
