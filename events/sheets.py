"""The register of an event's connected sites: the columns of its sheets, and how a row becomes a site."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from events import times
from events.models import ConnectedSite, Event
from events.numbers import disagreements
from organizations.words import name_key
from registers import columns
from registers.columns import Column
from registers.declaring import Reader, Register, Values

MAIN = ("diem cau chinh", "diem cau trung tam", "trung tam", "chinh")


def _is_main(cell: str) -> bool:
    return name_key(cell) in MAIN or name_key(cell).startswith(("diem cau chinh", "diem cau trung tam"))


COLUMNS = (
    Column(
        "name",
        "Điểm cầu",
        (
            "diem cau", "ten diem cau", "diem cau so", "noi dat diem cau", "diem ket noi", "ten diem ket noi", "diem hop",
            "hoi truong", "dia diem hop", "noi hop",
        ),
        columns.name(200),
        missing="Thiếu tên điểm cầu. Hãy ghi tên, hoặc bỏ hàng này.",
        stand_in="organization_name",
    ),
    Column(
        "organization_name",
        "Đơn vị",
        (
            "don vi", "ten don vi", "co quan don vi", "co quan", "don vi to chuc", "to chuc dang", "dang uy", "dang bo", "don vi tham du",
            "truc thuoc", "to chuc", "ten co quan",
        ),
        columns.name(200),
        names_organization="organization_id",
        fills_down=True,
    ),
    Column(
        "place",
        "Địa phương",
        (
            "dia phuong", "tinh thanh pho", "tinh tp", "tinh thanh", "tinh", "thanh pho", "noi ket noi", "dia diem", "dia ban", "dia chi",
        ),
        columns.name(100),
        missing="Thiếu địa phương. Hãy ghi tỉnh hoặc thành phố, hoặc bỏ hàng này.",
        fills_down=True,
        only_where_headed=True,
    ),
    Column("is_main", "Loại", ("loai", "loai diem cau", "diem cau chinh"), _is_main),
    Column(
        "chair",
        "Người chủ trì",
        ("nguoi chu tri", "chu tri", "dong chi chu tri", "nguoi phu trach", "phu trach", "lanh dao chu tri"),
        columns.text(200),
    ),
    Column(
        "planned",
        "Đại biểu mời",
        (
            "dai bieu moi", "so dai bieu moi", "dai bieu trieu tap", "trieu tap", "so luong moi", "duoc moi", "moi", "du kien",
            "dai bieu du kien", "so dai bieu du kien", "dang ky", "so dai bieu dang ky", "dai bieu dang ky", "theo ke hoach",
        ),
        columns.whole_number,
    ),
    Column(
        "actual",
        "Đại biểu dự",
        (
            "dai bieu du", "so dai bieu du", "dai bieu tham du", "so dai bieu tham du", "dai bieu co mat", "so luong du", "so nguoi du",
            "thuc te", "co mat", "tham du", "du", "so dai bieu", "so luong dai bieu", "dai bieu", "so nguoi", "so luong",
        ),
        columns.whole_number,
    ),
)  # fmt: skip

STORED = (
    "name", "organization_id", "organization_name", "place", "is_main", "chair", "planned", "actual", "key", "words",
)  # fmt: skip


class SiteReader(Reader):
    """Reads the rows of one event."""

    piece: Event

    @property
    def day(self) -> date | None:
        """The event's first."""
        return times.first_day(self.piece) if self.piece.begins else None

    def group(self, label: str) -> dict[str, str]:
        """Sites are gathered by place, or by the body they belong to."""
        key = name_key(label)
        if key.startswith(("tinh ", "thanh pho ", "tp ")):
            return {"place": label}
        return {}

    def row(self, values: Values) -> Values:
        """A connected site; whoever is its main one may say so in its name as well."""
        site = ConnectedSite(
            name=values["name"],
            organization_name=values["organization_name"] or "",
            place=values["place"] or "",
            is_main=bool(values["is_main"]) or _is_main(values["name"]),
            chair=values["chair"] or "",
            planned=values["planned"],
            actual=values["actual"],
        )
        site.write_words()
        stored = {name: getattr(site, name) for name in STORED if name != "organization_id"}
        return {**stored, "organization_id": values.get("organization_id")}

    def key(self, stored: Values) -> Hashable:
        """The name and the place: once an event."""
        return stored["key"]

    def twice(self, stored: Values, *, row: int) -> str:
        """A body may meet in two places, never twice in one."""
        return f"Trùng với hàng {row}: cùng tên điểm cầu, cùng địa phương. Hãy bỏ một hàng."

    def warnings(self, rows: list[Values]) -> list[str]:
        """Where the headline of the event says otherwise than the sheet adds up to."""

        def total(name: str) -> int | None:
            counted = [row[name] for row in rows if row[name] is not None]
            return sum(counted) if counted else None

        return list(
            disagreements(
                self.piece.quantities, {"sites": len(rows), "planned": total("planned"), "actual": total("actual")}
            )
        )


def show(rows: list[Values]) -> list[list[str]]:
    """Rows as the newsroom reads them."""
    return [
        [
            row["name"], row["organization_name"], row["place"], "Điểm cầu chính" if row["is_main"] else "", row["chair"],
            *("" if row[name] is None else str(row[name]) for name in ("planned", "actual")),
        ]
        for row in rows
    ]  # fmt: skip


SITES = Register(
    name="sites",
    label="danh sách điểm cầu",
    piece_model=Event,
    row_model=ConnectedSite,
    piece_field="event",
    columns=COLUMNS,
    stored=STORED,
    reader=SiteReader,
    row_noun="điểm cầu",
    counted=("diem cau", "diem ket noi"),
    header=("Điểm cầu", "Đơn vị", "Địa phương", "Loại", "Chủ trì", "Đại biểu mời", "Đại biểu dự"),
    show=show,
)
