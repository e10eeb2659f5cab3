"""Every page of a sample portal before the Nu HTML checker: no error, no warning."""

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools.outside import install, pages
from tools.served import ROOT, Served, sample_portal

PASSWORD = "matkhau-mau-2026"
# What readers get when nothing else goes: made without the portal's help.
LAST_RESORT = """
from django.test import RequestFactory
from khoi_portal import errors
for answer in (errors.server_error, errors.unavailable):
    print(answer(RequestFactory().get("/")).content.decode().replace(chr(10), " "))
"""


def checked(found: Iterable[pages.Page], folder: Path, command: list[str]) -> list[str]:
    """What the checker says of them, each thing once with the first page that has it."""
    names = {}
    for number, page in enumerate(found):
        file = folder / f"{number}.html"
        file.write_bytes(page.body)
        names[file.name] = page
    done = subprocess.run([*command, *(str(folder / name) for name in names)], capture_output=True, text=True)
    said: dict[str, list[str]] = {}
    for one in json.loads(done.stdout)["messages"]:
        page = names[one["url"].rpartition("/")[2]]
        extract = " ".join(one.get("extract", "").split())
        where = f"{page.who or 'bạn đọc'} {page.path} ({page.status}), dòng {one.get('lastLine', '?')}: {extract}"
        said.setdefault(f"{one.get('subType') or one['type']}: {one['message']}", []).append(where)
    print(
        f"{len(names)} pages of {len({(bool(p.who), pages.kind_of(p.path.partition('?')[0])) for p in names.values()})} kinds checked"
    )
    return [f"{what} ({len(where)} ×)\n    {where[0]}" for what, where in said.items()]


def everything(site: str, served: Served) -> Iterable[pages.Page]:
    """All there is to check."""
    yield from pages.public_pages(site)
    yield from pages.newsroom_pages(site, PASSWORD)
    yield pages.Page("", "deploy/tam-nghi.html", 503, (ROOT / "deploy/tam-nghi.html").read_bytes())
    for status, line in zip((500, 503), served.run(LAST_RESORT).splitlines(), strict=True):
        yield pages.Page("", f"errors/{status}", status, line.encode())


def main() -> int:
    """All of the sample portal."""
    jar = install.from_npm("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [install.need("java", "default-jre-headless"), "-jar", str(jar), "--format", "json", "--stdout"]
    with tempfile.TemporaryDirectory(prefix="khoi-outside-") as folder:
        home = Path(folder)
        with sample_portal(home / "var", KHOI_SAMPLE_PASSWORD=PASSWORD) as (served, site):
            wrong = checked(everything(site, served), home, command)
    print(*wrong, sep="\n")
    print(f"{len(wrong)} kinds of errors and warnings by the Nu HTML checker")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
