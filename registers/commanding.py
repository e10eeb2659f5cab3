"""What the import commands share: a file, a piece, a dry run; everything or nothing; one line or one object of JSON."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.log import COMMAND_LINE
from media.refusals import Refused, megabytes
from publishing.models import Publishable
from publishing.workflow import NotPossible
from registers import batches, sheets
from registers.declaring import Register
from registers.picking import pick
from registers.trying import Fault, Trial, attempt


class ImportCommand(BaseCommand):
    """`import_… FILE --<piece> WHICH`. A command says its register, its option and how a piece is found."""

    register: Register
    option = "piece"
    option_help = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The help keeps its paragraphs."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """As the contract says."""
        parser.add_argument("file", metavar="TỆP", help=".xlsx hoặc .csv (UTF-8, UTF-16, TCVN3, VNI, Windows-1258)")
        parser.add_argument(f"--{self.option}", required=True, metavar=self.option.upper(), help=self.option_help)
        parser.add_argument(
            "--sheet",
            default="",
            metavar="TRANG",
            help="tên trang trong tệp .xlsx; không ghi thì chọn trang giống danh sách nhất",
        )
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo kết quả, không ghi gì")
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON: rows, ok, created, errors")

    def find(self, which: str) -> Publishable:
        """The piece that is meant. Raises CommandError with the nearest ones."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing; the exit code says which."""
        path, piece = Path(options["file"]), self.find(options[self.option])
        try:
            data = _bytes(path)
            trial = self._try(data, path.name, piece, options["sheet"])
            created = 0
            if trial.may_be_recorded and not options["dry_run"] and not trial.plan.is_empty:
                created = self._record(data, path.name, piece, options["sheet"])
        except Refused as refusal:
            self._say_refused(path, refusal.message, options)
            raise SystemExit(1) from refusal
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        faults = [*trial.faults, *map(trial.fault_of, trial.undecided)]
        self._say(path, trial, faults, created, options)
        if faults:
            raise SystemExit(1)

    def _try(self, data: bytes, name: str, piece: Publishable, wanted: str) -> Trial:
        decided = batches.decided_before(self.register, piece, data, sheet=wanted)
        sheet = pick(sheets.read(data, name=name), self.register, wanted=decided.sheet)
        return attempt(sheet, register=self.register, piece=piece, decisions=decided)

    @transaction.atomic
    def _record(self, data: bytes, name: str, piece: Publishable, wanted: str) -> int:
        batch = batches.receive(
            register=self.register,
            piece=piece,
            data=data,
            file_name=name,
            actor=None,
            channel=COMMAND_LINE,
            sheet=wanted,
        )
        batches.try_out(batch)
        return batches.record(batch=batch, actor=None).added

    def _say(self, path: Path, trial: Trial, faults: list[Fault], created: int, options: dict[str, Any]) -> None:
        if options["json"]:
            errors = [{"row": one.row, "column": one.letter or one.header, "message": one.message} for one in faults]
            self._print({"rows": trial.rows, "ok": trial.right, "created": created, "errors": errors})
        if faults:
            for one in faults:
                self.stderr.write(f"{path.name}: {one.place}: {one.message}")
            self.stderr.write(
                f"{path.name}: {trial.right} trên {trial.rows} hàng đúng; chưa ghi gì vì còn hàng có lỗi."
            )
            if trial.undecided:
                self.stderr.write(f"{path.name}: nhập bảng này trên màn hình thì chọn được cách ghi từng tên tổ chức.")
            return
        if options["json"]:
            return
        plan = trial.plan
        did = "sẽ ghi" if options["dry_run"] else "đã ghi"
        self.stdout.write(
            f"{path.name}: {did} {len(plan.adds)} hàng mới, sửa {len(plan.changes)} hàng, {trial.unchanged} hàng đã có, "
            f"{len(plan.organizations)} tổ chức tạo mới."
        )
        for note in trial.notes:
            self.stdout.write(f"  Lưu ý: {note}")

    def _say_refused(self, path: Path, message: str, options: dict[str, Any]) -> None:
        self.stderr.write(f"{path.name}: {message}")
        if options["json"]:
            self._print({"rows": 0, "ok": 0, "created": 0, "errors": [{"row": 0, "column": "", "message": message}]})

    def _print(self, thing: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(thing, ensure_ascii=False))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > sheets.MAX_BYTES:
            raise Refused(
                f"Tệp nặng {megabytes(size)}, tối đa {megabytes(sheets.MAX_BYTES)}. Hãy xóa ảnh và trang thừa."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("Không có tệp này. Hãy kiểm tra tên tệp và thư mục.") from None
    except OSError as error:
        raise Refused("Không mở được tệp. Hãy kiểm tra quyền đọc, và đây có phải là thư mục không.") from error
