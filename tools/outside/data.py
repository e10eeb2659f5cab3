"""What a sample portal tells machines: read by independent libraries, then its data service questioned by schemathesis."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.outside import install
from tools.served import ROOT, sample_portal

HERE = Path(__file__).resolve().parent
# Left out: that everything of the right type is accepted (a cursor and the name of a section are words of ours), and that strange
# parameters are refused (they count as absent here, as on every page).
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "unsupported_method", "allow_header_conformance",
)  # fmt: skip
EXAMPLES = 25


def schemas(folder: Path) -> Path:
    """sitemaps.org's own schema, and ours of what search engines add to it, in one place."""
    shutil.copytree(HERE / "schemas", folder)
    shutil.copy(install.from_npm("sitemap") / "schema" / "sitemap.xsd", folder)
    return folder


def asked(site: str, name: str, number: int) -> tuple[bool, int]:
    """Whether schemathesis finds no fault in one collection, and how many cases it made up."""
    command = [
        str(install.python().parent / "schemathesis"), "--no-color", "run", f"{site}/api/v1/openapi.json", "--url", site,
        "--include-path-regex", rf"^/api/v1/{name}(/|$)", "--checks", ",".join(CHECKS), "--max-examples", str(EXAMPLES),
        "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--seed", "1", "--warnings", "off",
        # A network of its own for each collection: it is the answers that are tried here, not the meter.
        "--header", f"X-Forwarded-For: 10.0.0.{number}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT / "var", capture_output=True, text=True)
    cases = re.findall(r"([\d,]+) generated|Test cases:\s+([\d,]+)", done.stdout)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-1000:])
    return done.returncode == 0, int("".join(cases[0]).replace(",", "")) if cases else 0


def main() -> int:
    """Readers first, then questions that nobody would ask."""
    with tempfile.TemporaryDirectory(prefix="khoi-outside-") as name:
        folder = Path(name)
        with sample_portal(folder / "var", KHOI_TRUSTED_PROXIES="1") as (served, site):
            readers = [str(install.python()), str(HERE / "readers.py"), site, str(schemas(folder / "schemas"))]
            content = subprocess.run(readers).returncode == 0
            names = served.run(
                "from khoi_portal.api import COLLECTIONS; print(*(one.name for one in COLLECTIONS))"
            ).split()
            found = [asked(site, one, number) for number, one in enumerate(names, 1)]
    wrong = sum(not good for good, _ in found)
    print(f"{wrong} of {len(found)} collections with faults by schemathesis, {sum(cases for _, cases in found)} cases")
    return 0 if content and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
