"""A backup comes back whole, on either database; one that is damaged changes nothing and says so."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOME = """
from articles.models import Article
from accounts.models import LogEntry
from publishing.models import Section
Section.objects.create(name="Thêm", slug="them")
print(Article.objects.count(), LogEntry.objects.count() > 0, Section.objects.filter(slug="them").count())
"""


class Portal:
    """A portal of its own: a folder, and a database that lies in it or is made for it."""

    def __init__(self, var: Path, database: str = "") -> None:
        self.var, self.database = var, database

    def run(self, *arguments: str, given: str = "", fails: bool = False) -> str:
        """What a command says; its exit code is as expected."""
        environ = {
            **os.environ,
            "KHOI_VAR": str(self.var),
            "DATABASE_URL": self.database,
            "KHOI_DEBUG": "true",
            "REDIS_URL": "",
        }
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *arguments],
            cwd=ROOT, env=environ, input=given, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert (done.returncode != 0) is fails, done.stderr[-2000:]
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A portal with twenty articles, an upload, and its backup."""
    var = tmp_path_factory.mktemp("day-du")
    portal = Portal(var)
    portal.run("migrate", "-v0")
    portal.run("generate_content", "--articles", "20", "--seed", "1", "-v0")
    (var / "uploads" / "goc").mkdir(parents=True)
    (var / "uploads" / "goc" / "Ảnh một.jpg").write_bytes(b"\xff\xd8 anh")
    archive = var / "sao-luu.tar"
    portal.run("backup", str(archive))
    return portal, archive


@pytest.fixture
def elsewhere(django_db_setup, django_db_blocker, tmp_path):
    """elsewhere(): an empty portal on the kind of database that this run is about."""
    made = []

    def make():
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            return Portal(tmp_path / "noi-khac")
        said = settings.DATABASES["default"]
        name = f"{said['NAME']}_sao_luu"
        with django_db_blocker.unblock():
            execute(f'DROP DATABASE IF EXISTS "{name}"')
            execute(f'CREATE DATABASE "{name}"')
        made.append(name)
        place = f"{said['HOST'] or 'localhost'}:{said['PORT'] or 5432}"
        return Portal(tmp_path / "noi-khac", f"postgres://{said['USER']}:{said['PASSWORD']}@{place}/{name}")

    yield make
    with django_db_blocker.unblock():
        for name in made:
            execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def execute(statement):
    """Outside any transaction, beside the database of the tests."""
    from django.db import connection  # noqa: PLC0415 - read when the run has chosen its database

    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def parts(archive):
    """What is in it, the moment of its making left out."""
    with tarfile.open(archive, "r:") as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    files.pop("manifest.json")
    return {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()}


def test_everything_comes_back_and_work_goes_on(filled, elsewhere, tmp_path):
    portal, archive = filled
    other = elsewhere()
    other.run("restore", str(archive))
    other.run("backup", str(tmp_path / "lai.tar"))
    assert parts(tmp_path / "lai.tar") == parts(archive)
    assert (other.var / "uploads/goc/Ảnh một.jpg").read_bytes() == b"\xff\xd8 anh"
    assert other.run("shell", "-v0", "-c", SOME).split()[-3:] == ["20", "True", "1"]
    assert other.run("search", "bang khen").strip() == portal.run("search", "bang khen").strip() != ""
    back = Portal(tmp_path / "ve-lai")
    back.run("restore", str(tmp_path / "lai.tar"))
    back.run("backup", str(tmp_path / "ba.tar"))
    assert parts(tmp_path / "ba.tar") == parts(archive)


def test_a_backup_is_its_owners_alone_and_proves_itself(filled):
    portal, archive = filled
    assert oct(archive.stat().st_mode)[-3:] == "600"
    assert "khôi phục được" in portal.run("verify_backup", str(archive))
    with tarfile.open(archive, "r:") as tar:
        names = tar.getnames()
    assert not [name for name in names if "session" in name or "axes" in name or "search.text" in name]


def test_what_is_there_is_replaced_only_when_somebody_says_so(filled):
    portal, archive = filled
    before = (portal.var / "khoi.sqlite3").read_bytes()
    assert "chưa có gì thay đổi" in portal.run("restore", str(archive), given="không\n", fails=True)
    assert "chưa có gì thay đổi" in portal.run("restore", str(archive), fails=True)
    assert (portal.var / "khoi.sqlite3").read_bytes() == before
    assert "truoc-khi-khoi-phuc" in portal.run("restore", str(archive), given="có\n")
    assert (portal.var / "khoi.sqlite3.truoc-khi-khoi-phuc").exists()


def rewritten(archive, target, change):
    """The same archive after `change(files)` of names and bytes."""
    with tarfile.open(archive, "r:") as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    change(files)
    with tarfile.open(target, "w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return target


def told(**more):
    def change(files):
        manifest = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps(manifest | more).encode()

    return change


DAMAGE = {
    "bảng kê": lambda files: files.pop("manifest.json"),
    "hỏng ở phần uploads/goc": lambda files: files.update({"uploads/goc/Ảnh một.jpg": b"khac"}),
    "hỏng ở phần data/articles.article": lambda files: files.pop("data/articles.article.jsonl.gz"),
    "có phần lạ: la.txt": lambda files: files.update({"la.txt": b"x"}),
    "phiên bản mới hơn tạo ra (articles.0999_mai)": told(migrations=[["articles", "0999_mai"]]),
    "dạng 99": told(format=99),
    "bảng kê không đọc được": lambda files: files.update({"manifest.json": b"[1, 2]"}),
}


@pytest.mark.parametrize("says", list(DAMAGE))
def test_a_backup_that_is_not_whole_says_what_is_wrong_and_changes_nothing(filled, tmp_path, says):
    portal, archive = filled
    damaged = rewritten(archive, tmp_path / "hong.tar", DAMAGE[says])
    before = (portal.var / "khoi.sqlite3").read_bytes()
    answer = portal.run("restore", "--yes", str(damaged), fails=True)
    assert says in answer and "Chưa có gì thay đổi." in answer
    assert (portal.var / "khoi.sqlite3").read_bytes() == before


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_a_file_that_was_cut_is_no_backup(filled, tmp_path, share):
    portal, archive = filled
    data = archive.read_bytes()
    (tmp_path / "cut.tar").write_bytes(data[: int(len(data) * share)])
    answer = portal.run("verify_backup", str(tmp_path / "cut.tar"), fails=True)
    assert "hỏng" in answer or "cắt cụt" in answer
    assert "Traceback" not in answer


def test_no_half_of_a_file_is_left_where_it_cannot_be_written(filled, tmp_path):
    portal, _ = filled
    answer = portal.run("backup", str(tmp_path / "khong-co" / "a.tar"), fails=True)
    assert "Chưa sao lưu được" in answer
    assert list(tmp_path.iterdir()) == []
    assert "migrate" in Portal(tmp_path / "trong").run("backup", str(tmp_path / "a.tar"), fails=True)


def test_a_backup_taken_while_people_write_is_of_one_moment(filled, tmp_path):
    portal, _ = filled
    writing = threading.Thread(target=portal.run, args=("generate_content", "--articles", "60", "--seed", "2", "-v0"))
    writing.start()
    archives = []
    while writing.is_alive():
        archives.append(tmp_path / f"{len(archives)}.tar")
        portal.run("backup", str(archives[-1]))
    writing.join()
    assert archives
    for archive in archives:
        portal.run("verify_backup", str(archive))
