"""A Word file as blocks. The archive is checked before it is opened; mammoth reads it, its markup is only an intermediate step."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import mammoth
from mammoth import documents

import vietnamese
from articles.importing.found import Block, Found, Picture, words_of
from articles.importing.inline_markup import inline
from articles.importing.markup import BlockReader
from articles.importing.tree import Node, parse
from media import archives
from media.refusals import Refused

# mammoth holds the whole tree in memory, some thirty times its size; a book of 500 pages stays below.
MAX_DOCUMENT = 8 * 1024 * 1024
TOO_LONG = "Văn bản trong tệp quá dài. Hãy chia thành nhiều bài."
NOT_WORD = "Đây là tệp Excel, PowerPoint hoặc OpenDocument, không phải bài viết trong Word. Nếu là bài viết, hãy lưu lại thành .docx."
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARK = "khoi-"
_ROLES = {
    "title": "title", "subtitle": "summary", "caption": "caption", "sapo": "summary", "tieu de bai": "title", "tit": "title",
    "tit chinh": "title", "tac gia": "author", "chu thich": "caption", "chu thich anh": "caption", "but danh": "author",
    "nguon": "source",
}  # fmt: skip
_DRAWN = {"diagram": "Sơ đồ SmartArt", "chart": "Biểu đồ"}
_FONTS = re.compile(rb"<w:(?:rFonts|color|spacing|highlight|shd)[ />]")


def read_docx(data: bytes, found: Found) -> list[Block]:
    """The blocks of a Word file; raises Refused for anything damaged, locked, armed or bomb-like."""
    if archives.check_office_file(io.BytesIO(data)) != "docx":
        raise Refused(NOT_WORD)
    try:
        return _Document(data, found).blocks()
    except Refused:
        raise
    # A damaged file may raise nearly anything out of zipfile, expat and mammoth: people get words.
    except Exception as error:
        raise Refused(archives.DAMAGED) from error


class _Document:
    """One Word file being read: what mammoth is told, and what it says in return."""

    def __init__(self, data: bytes, found: Found) -> None:
        self.found = found
        self.looks: dict[str, dict[str, object]] = {}
        self.pictures: list[Picture] = []
        self.data = data

    def blocks(self) -> list[Block]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self._look_into(archive)
            prepared = _with_text_boxes_as_tables(archive, self.data)
        result = mammoth.convert_to_html(
            io.BytesIO(prepared),
            transform_document=mammoth.transforms.paragraph(self._marked),
            convert_image=mammoth.images.img_element(self._take_picture),
            style_map="\n".join(
                f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote")
            ),
            include_embedded_style_map=False,
            external_file_access=False,
            ignore_empty_paragraphs=True,
        )
        if any("external" in str(message.message) for message in result.messages):
            self.found.warn("Tệp có ảnh chỉ được liên kết, không nằm trong tệp. Hãy chèn lại ảnh đó.")
        root = parse(vietnamese.clean_text(result.value))
        self._convert_old_fonts(root)
        self.found.notes = _notes(root)
        return BlockReader(self._picture_of, self._looks_of).blocks(root)

    # --- before mammoth -------------------------------------------------------------------------------
    def _look_into(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        main = archive.getinfo("word/document.xml")
        if main.file_size > MAX_DOCUMENT:
            raise Refused(TOO_LONG)
        xml = archive.read(main)
        if _FONTS.search(xml):
            self.found.drop("Phông chữ, màu chữ, giãn dòng", "Trang có kiểu chữ riêng")
        changes = len(re.findall(rb"<w:(?:ins|del|moveFrom|moveTo) ", xml))
        comments = archive.read("word/comments.xml").count(b"<w:comment ") if "word/comments.xml" in names else 0
        if changes or comments:
            told = [
                f"{count} {what}"
                for count, what in ((comments, "lời bình"), (changes, "chỗ theo dõi thay đổi"))
                if count
            ]
            self.found.drop(" và ".join(told), "Bỏ lời bình, lấy bản đã nhận mọi thay đổi")
        for kind, label in _DRAWN.items():
            if count := xml.count(f"drawingml/2006/{kind}".encode()) and len(
                re.findall(rb'graphicData uri="[^"]*/' + kind.encode(), xml)
            ):
                self.found.drop(label, "Không nhập được")
                self.found.warn(f"{label} trong tệp không nhập được ({count}). Hãy chụp thành ảnh rồi chèn vào bài.")
        if b"<m:oMath" in xml:
            self.found.warn("Công thức toán trong tệp không nhập được. Hãy gõ lại hoặc chèn bằng ảnh.")
        if any(re.match(r"word/(?:header|footer)\d*\.xml", name) and b"<w:t" in archive.read(name) for name in names):
            self.found.drop("Đầu trang, chân trang của tệp", "Không thuộc bài")

    def _marked(self, paragraph: Any) -> Any:
        """Each paragraph carries a bookmark, by which its looks are found again behind mammoth."""
        name = str(len(self.looks))
        self.looks[name] = _looks(paragraph)
        return paragraph.copy(children=[documents.bookmark(_MARK + name), *paragraph.children])

    def _take_picture(self, image: Any) -> dict[str, str]:
        number = len(self.pictures) + 1
        picture = Picture(name=f"Ảnh {number} trong tệp", data=None, alt=vietnamese.clean_line(image.alt_text or ""))
        try:
            with image.open() as opened:
                picture.data = opened.read()
        except (KeyError, OSError, zipfile.BadZipFile):
            picture.problem = "Không đọc được ảnh này trong tệp. Hãy chèn lại ảnh."
        self.pictures.append(picture)
        return {"src": str(number - 1), "alt": ""}

    # --- behind mammoth -------------------------------------------------------------------------------
    def _picture_of(self, node: Node) -> Picture | None:
        src = node.attrs.get("src", "")
        return self.pictures[int(src)] if src.isdecimal() and int(src) < len(self.pictures) else None

    def _looks_of(self, node: Node) -> dict[str, object]:
        for below in node.elements():
            mark = below.attrs.get("id", "")
            if below.tag == "a" and mark.startswith(_MARK):
                return self.looks.get(mark.removeprefix(_MARK), {})
        return {}

    def _convert_old_fonts(self, root: Node) -> None:
        """Old Word files hold the glyphs of .VnTime or VNI fonts; their letters are exchanged for Unicode."""
        found = vietnamese.suggest_conversion(root.text())
        if found is None:
            return
        convert = vietnamese.convert_tcvn3 if found == "tcvn3" else vietnamese.convert_vni
        for node in [root, *root.elements()]:
            node.children = [convert(child) if isinstance(child, str) else child for child in node.children]
        self.found.warn("Văn bản gõ bằng phông chữ cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode. Hãy đọc lại.")


def _looks(paragraph: Any) -> dict[str, object]:
    style = vietnamese.fold(paragraph.style_name or "").strip()
    sizes = [
        (run.font_size, len(_text_of(run)))
        for run in paragraph.children
        if isinstance(run, documents.Run) and run.font_size and _text_of(run).strip()
    ]
    looks: dict[str, object] = {"role": _ROLES.get(style, ""), "align": paragraph.alignment or ""}
    if looks["align"] == "end":
        looks["align"] = "right"
    if sizes:
        looks["size"] = max(sizes, key=lambda pair: pair[1])[0]
    return looks


def _text_of(element: Any) -> str:
    if isinstance(element, documents.Text):
        return element.value
    return "".join(_text_of(child) for child in getattr(element, "children", []))


def _notes(root: Node) -> list[str]:
    """Footnotes and endnotes in the house's form; their list is taken out of the tree, references are numbered."""
    marks = ("footnote-", "endnote-")
    numbers: dict[str, int] = {}
    for node in root.elements():
        if (
            node.tag == "a"
            and node.attrs.get("href", "").startswith(tuple(f"#{mark}" for mark in marks))
            and node.attrs.get("id")
        ):
            number = numbers.setdefault(node.attrs["href"][1:], len(numbers) + 1)
            node.attrs = {"href": f"#fn-{number}", "id": f"fnref-{number}"}
            node.children = [str(number)]
    found: dict[int, str] = {}
    for parent in [root, *root.elements()]:
        for child in list(parent.children):
            if (
                isinstance(child, Node)
                and child.tag == "ol"
                and any(
                    isinstance(item, Node) and item.attrs.get("id", "").startswith(marks) for item in child.children
                )
            ):
                parent.children.remove(child)
                for item in child.children:
                    if isinstance(item, Node) and item.attrs.get("id", "") in numbers:
                        found[numbers[item.attrs["id"]]] = _note(item)
    return [found[number] for number in sorted(found)]


def _note(item: Node) -> str:
    """A note's words; mammoth's way back (↑) is a link into a document that is no longer there."""
    for node in [item, *item.elements()]:
        node.children = [
            child
            for child in node.children
            if not (
                isinstance(child, Node)
                and child.tag == "a"
                and re.match(r"#(?:foot|end)note-ref-", child.attrs.get("href", ""))
            )
        ]
    html = re.sub(r"(?:\s|<br>)+\Z", "", inline(item).strip())
    return html if words_of(html) else ""


def _with_text_boxes_as_tables(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """Word's text boxes hang beside the text, twice over; each becomes one cell after its paragraph, which reads as a box."""
    xml = archive.read("word/document.xml")
    if b"txbxContent" not in xml:
        return data
    root = ElementTree.fromstring(xml)  # noqa: S314 - archives.check_office_file refused every declaration
    for parent in list(root.iter()):
        for paragraph in [child for child in parent if child.tag == f"{_WORD}p"]:
            boxes = _take_boxes(paragraph)
            at = list(parent).index(paragraph)
            for offset, box in enumerate(boxes, start=1):
                parent.insert(at + offset, _cell_of(box))
    return _rewritten(archive, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _take_boxes(element: ElementTree.Element) -> list[ElementTree.Element]:
    boxes = []
    for child in list(element):
        holds = child.tag in (f"{_COMPATIBILITY}AlternateContent", f"{_WORD}pict", f"{_WORD}drawing")
        box = next(child.iter(f"{_WORD}txbxContent"), None) if holds else None
        if box is None:
            boxes += _take_boxes(child)
        else:
            boxes.append(box)
            element.remove(child)
    return boxes


def _cell_of(box: ElementTree.Element) -> ElementTree.Element:
    table = ElementTree.Element(f"{_WORD}tbl")
    cell = ElementTree.SubElement(ElementTree.SubElement(table, f"{_WORD}tr"), f"{_WORD}tc")
    cell.extend(list(box))
    return table


def _rewritten(archive: zipfile.ZipFile, document: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry.filename, document if entry.filename == "word/document.xml" else archive.read(entry))
    return written.getvalue()
