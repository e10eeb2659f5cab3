"""`import_article`: files into articles from the command line. Reading and writing are articles.importing's."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

import vietnamese
from accounts import log
from accounts.models import User
from articles.importing import Beside, Found, check_pictures, import_found, read_file, similar_articles
from articles.models import Article
from media import archives
from media.refusals import Refused, megabytes
from publishing import rules
from publishing.models import Section
from publishing.requirements import NotReady

MAX_BESIDE = 25 * 1024 * 1024

HELP = """\
Nhập tệp .docx, .html (trang đã lưu của một trang khác) và .txt thành bài viết: tít, sapo, thân bài, bảng, danh sách,
chú thích chân trang, ảnh kèm chú thích và tác giả ảnh, bút danh, nguồn, ngày đăng gốc.

Mặc định bài là bản nháp. Mỗi tệp là một bài; tệp hỏng được báo một dòng, không để lại gì, các tệp khác vẫn nhập.
Lệnh trả mã 0 chỉ khi mọi tệp đều nhập xong.

Tệp đã nhập rồi mà nhập lại vẫn thành bản nháp mới, kèm lời nhắc nêu bài có trước: người biên tập quyết định giữ bài nào.
Ảnh đã có trong thư viện thì dùng lại, không lưu lần nữa.
"""


class _Refusal(Exception):
    """A file that was not imported, with one line for each problem."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


class Command(BaseCommand):
    """Thin: arguments in, lines out."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The help keeps its paragraphs."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """As the contract says."""
        parser.add_argument(
            "files", nargs="+", metavar="TỆP", help=".docx, .html hoặc .txt (UTF-8, UTF-16, TCVN3, VNI, Windows-1258)"
        )
        parser.add_argument(
            "--section", required=True, metavar="ĐƯỜNG_DẪN", help="chuyên mục, ghi bằng đường dẫn, ví dụ xay-dung-dang"
        )
        parser.add_argument("--author", metavar="BÚT_DANH", help="bút danh; không ghi thì lấy dòng ký tên trong tệp")
        parser.add_argument(
            "--state", choices=["draft", "approved"], default="draft",
            help="draft: bản nháp (mặc định); approved: duyệt đăng ngay, cần --as một người có quyền duyệt",
        )  # fmt: skip
        parser.add_argument("--as", dest="user", metavar="TÊN_ĐĂNG_NHẬP", help="người nhập hoặc duyệt, ghi vào nhật ký")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo kết quả, không lưu gì")
        parser.add_argument("--json", action="store_true", help="in mỗi tệp một đối tượng JSON trên một dòng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file by itself; the exit code says whether all were done."""
        section = _section(options["section"])
        user = _user(options["user"], section, approve=options["state"] == "approved")
        failed = 0
        for file in options["files"]:
            path = Path(file)
            try:
                result = self._import(path, section, user, options)
            except _Refusal as refusal:
                failed += 1
                self._say_refused(path, refusal.lines, options["json"])
            else:
                self._say_done(result, options)
        if failed:
            raise SystemExit(1)

    def _import(self, path: Path, section: Section, user: User | None, options: dict[str, Any]) -> dict[str, Any]:
        try:
            found = read_file(_bytes(path), name=path.name, beside=_beside(path))
            _warn_of_similar(found)
            if options["dry_run"]:
                check_pictures(found)
                return _result(path, found, None)
            done = import_found(
                found, section=section, actor=user, file_name=path.name, authors=[options["author"]] if options["author"] else None,
                approve=options["state"] == "approved", channel=log.COMMAND_LINE,
            )  # fmt: skip
        except Refused as refusal:
            raise _Refusal([refusal.message]) from refusal
        except NotReady as refusal:
            raise _Refusal([issue.message for issue in refusal.issues]) from refusal
        except PermissionDenied as refusal:
            raise _Refusal([str(refusal)]) from refusal
        return _result(path, found, done.article)

    def _say_refused(self, path: Path, lines: list[str], as_json: bool) -> None:
        for line in lines:
            self.stderr.write(f"{path.name}: {line}")
        if as_json:
            nothing = {"id": None, "url": None, "title": None, "figures": 0, "warnings": []}
            self._print({"file": str(path), **nothing, "error": " ".join(lines)})

    def _say_done(self, result: dict[str, Any], options: dict[str, Any]) -> None:
        if options["json"]:
            self._print(result)
            return
        did = "đọc được" if options["dry_run"] else "đã đăng" if options["state"] == "approved" else "đã thành bản nháp"
        where = f", {result['url']}" if result["url"] else ""
        self.stdout.write(f"{Path(result['file']).name}: {did} “{result['title']}”, {result['figures']} ảnh{where}")
        for warning in result["warnings"]:
            self.stdout.write(f"  Lưu ý: {warning}")

    def _print(self, thing: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(thing, ensure_ascii=False))


def _section(slug: str) -> Section:
    section = Section.objects.filter(slug=slug).first()
    if section is not None:
        return section
    slugs = list(Section.objects.order_by("order", "name").values_list("slug", flat=True))
    if not slugs:
        raise CommandError(f"Không có chuyên mục “{slug}”: trang chưa có chuyên mục nào. Hãy tạo chuyên mục trước.")
    near = get_close_matches(vietnamese.slugify(slug), slugs, n=5, cutoff=0.4) or slugs[:8]
    raise CommandError(f"Không có chuyên mục “{slug}”. Gần nhất: {', '.join(near)}.")


def _user(username: str | None, section: Section, *, approve: bool) -> User | None:
    if not username:
        if approve:
            raise CommandError("--state approved cần --as TÊN_ĐĂNG_NHẬP của một người có quyền duyệt.")
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}”.")
    if not rules.may(user, "approve" if approve else rules.CREATE, Article(section=section)):
        what = f"duyệt bài trong chuyên mục “{section}”" if approve else "viết bài"
        raise CommandError(f"Tài khoản “{username}” không có quyền {what}.")
    return user


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > archives.MAX_BYTES:
            raise Refused(
                f"Tệp nặng {megabytes(size)}, tối đa {megabytes(archives.MAX_BYTES)}. Hãy thu nhỏ ảnh trong tệp."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("Không có tệp này. Hãy kiểm tra tên tệp và thư mục.") from None
    except OSError as error:
        raise Refused("Không mở được tệp. Hãy kiểm tra quyền đọc, và đây có phải là thư mục không.") from error


def _beside(page: Path) -> Beside:
    """Files in the page's own folder and below, never outside it."""
    folder = page.parent.resolve()

    def read(name: str) -> bytes | None:
        base = name.rpartition("/")[2]
        places = [
            folder / name.lstrip("/"),
            *(folder / f"{page.stem}{ending}" / base for ending in ("_files", ".files", "_tep")),
        ]
        for place in places:
            try:
                real = place.resolve()
                if real.is_relative_to(folder) and real.is_file() and real.stat().st_size <= MAX_BESIDE:
                    return real.read_bytes()
            except (OSError, ValueError):
                continue
        return None

    return read


def _warn_of_similar(found: Found) -> None:
    for article, overlap in similar_articles(found):
        found.warn(
            f"Giống bài đã có: “{article.title}” (số {article.pk}, {overlap} % chữ trùng). Hãy xem có phải nhập hai lần không."
        )


def _result(path: Path, found: Found, article: Article | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "id": article.pk if article else None,
        "url": article.get_absolute_url() if article else None,
        "title": article.title if article else found.title.value,
        "figures": sum(bool(picture.data) and not picture.problem for picture in found.pictures()),
        "warnings": found.warnings,
    }
