"""Word files for the tests, honest and damaged, written part by part in sentences of our own."""

from __future__ import annotations

import io
import zipfile
from html import escape

from tests.unit.media import pictures

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Title": "Title",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Caption": "caption",
    "Subtitle": "Subtitle",
    "Quote": "Quote",
}

LONG = (
    "Các chi bộ trong đảng bộ minh họa đã trao đổi về cách tổ chức sinh hoạt chuyên đề, cách phân công người chuẩn bị và cách ghi "
    "chép để những ai vắng mặt vẫn theo dõi được, rồi thống nhất làm thử trong một quý trước khi rút kinh nghiệm chung."
)
SECOND = (
    "Sau phần trao đổi, các đơn vị minh họa xem lại lịch làm việc của quý tới, chọn ba việc cần làm trước, giao người chịu trách nhiệm "
    "từng việc và hẹn ngày báo lại kết quả để không việc nào bị bỏ quên."
)


def run(text: str, *, bold: bool = False, italic: bool = False, size: float = 0) -> str:
    """A stretch of text."""
    looks = (
        ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + (f'<w:sz w:val="{int(size * 2)}"/>' if size else "")
    )
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", *, style: str = "", align: str = "", inner: str = "", **looks) -> str:
    """A paragraph; `inner` is markup put behind the text."""
    told = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f'<w:jc w:val="{align}"/>' if align else "")
    return f"<w:p><w:pPr>{told}</w:pPr>{run(text, **looks) if text else ''}{inner}</w:p>"


def bullet(text: str) -> str:
    """One item of a list made by Word."""
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'


def photo(number: int, *, description: str = "") -> str:
    """The picture with that number, inside a run."""
    told = f' descr="{escape(description)}"' if description else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="Picture {number}"{told}/><a:graphic><a:graphicData '
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rIdP{number}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows: list[str], spans: dict[tuple[int, int], int] | None = None) -> str:
    """A table; `spans` gives the columns a cell covers by its row and place."""
    told = ""
    for number, row in enumerate(rows):
        cells = ""
        for place, text in enumerate(row):
            span = (spans or {}).get((number, place), 1)
            width = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            cells += f"<w:tc><w:tcPr>{width}</w:tcPr>{text if text.startswith('<w:p') else paragraph(text)}</w:tc>"
        told += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{told}</w:tbl>"


def text_box(text: str) -> str:
    """A text box as Word writes it: twice, once for itself and once for older programs."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def parts(
    *blocks: str,
    images: list[bytes] | None = None,
    footnotes: list[str] | None = None,
    comments: list[str] | None = None,
) -> dict[str, bytes]:
    """The parts of a Word file by their names."""
    relations, made = "", {}
    for number, image in enumerate(images or [], start=1):
        relations += f'<Relationship Id="rIdP{number}" Type="{OFFICE}/image" Target="media/image{number}.jpg"/>'
        made[f"word/media/image{number}.jpg"] = image
    if footnotes:
        relations += f'<Relationship Id="rIdN" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
        notes = "".join(
            f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
            for number, text in enumerate(footnotes, start=1)
        )
        made["word/footnotes.xml"] = f"<w:footnotes {NAMES}>{notes}</w:footnotes>".encode()
    if comments:
        relations += f'<Relationship Id="rIdC" Type="{OFFICE}/comments" Target="comments.xml"/>'
        told = "".join(
            f'<w:comment w:id="{number}">{paragraph(text)}</w:comment>' for number, text in enumerate(comments)
        )
        made["word/comments.xml"] = f"<w:comments {NAMES}>{told}</w:comments>".encode()
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="jpg" ContentType="image/jpeg"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(blocks)}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'.encode(),
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>".encode(),
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>".encode(),
    } | made


def packed(content: dict[str, bytes]) -> bytes:
    """The parts as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(*blocks: str, **more) -> bytes:
    """A Word file."""
    return packed(parts(*blocks, **more))


def jpeg(width: int = 240, height: int = 160) -> bytes:
    """A picture's bytes; another size is another picture."""
    return pictures.jpeg(width, height).getvalue()


def article(**more) -> bytes:
    """A small whole article with one photo."""
    blocks = (
        paragraph("Đảng bộ minh họa bàn cách sinh hoạt chuyên đề", style="Title"),
        paragraph("Sáng nay, đảng bộ minh họa họp bàn cách sinh hoạt chuyên đề trong quý tới.", bold=True),
        paragraph(inner=photo(1)),
        paragraph("Quang cảnh buổi họp minh họa. Ảnh: Tường Vi", style="Caption"),
        paragraph(LONG),
        paragraph(SECOND + "/."),
        paragraph("Tường Vi", align="right"),
    )
    return document(*blocks, images=[more.pop("image", None) or jpeg()], **more)
