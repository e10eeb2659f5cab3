"""First view on a telephone over a slow line (Lighthouse's mobile preset), behind nginx as on a server: one line a page."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.outside import install
from tools.served import behind_nginx, load_sample

RUNS = int(os.environ.get("RUNS", "3"))
ADDRESSES = """
from articles.models import Article
from awards.models import AwardRound
from events.models import Event
from media.models import Gallery
found = (
    Article.objects.listed().filter(lead_image__isnull=False).latest_first().first(),
    Event.objects.listed().filter(lead_image__isnull=False).latest_first().first(),
    max(AwardRound.objects.listed(), key=lambda one: one.commendations.count()),
    Gallery.objects.listed().latest_first().first(),
)
print(*(one.get_absolute_url() for one in found))
"""
# A busy machine now and then loses a recording.
ATTEMPTS = 3
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
LCP, SHIFT, BYTES = 1800, 0, 200 * 1024
# Search pages are kept out of search engines on purpose: there is nothing on them that isn't elsewhere.
NOT_INDEXED = {"search": ("is-crawlable",)}


def views(served) -> dict[str, str]:
    """The eight pages, by what they are."""
    article, event, award, gallery = served.run(ADDRESSES).split()
    return {
        "home": "/", "list": "/tin-tuc/", "article": article, "event": event, "award round": award, "gallery": gallery,
        "search": "/tim-kiem/?q=hoi+nghi", "feedback": "/phan-hoi/",
    }  # fmt: skip


def seen(path: str, *, port: int, folder: Path, left: tuple[str, ...]) -> dict:
    """One report of Lighthouse."""
    out = folder / "report.json"
    flags = [
        "--headless=new", "--no-sandbox", "--ignore-certificate-errors", f"--host-resolver-rules=MAP vidu.vn:443 127.0.0.1:{port}",
        f"--user-data-dir={tempfile.mkdtemp(dir=folder)}",
    ]  # fmt: skip
    command = [
        install.need("node", "nodejs"), str(install.from_npm("lighthouse") / "cli" / "index.js"), f"https://vidu.vn{path}", "--quiet",
        "--output=json", f"--output-path={out}", f"--chrome-flags={' '.join(map(quoted, flags))}",
        *([f"--skip-audits={','.join(left)}"] if left else []),
    ]  # fmt: skip
    browser = {"CHROME_PATH": install.need("chromium", "chromium")}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | browser)
        report = json.loads(out.read_text()) if out.exists() else {"runtimeError": {}}
        out.unlink(missing_ok=True)
        if done.returncode == 0 and "runtimeError" not in report:
            return report
    raise SystemExit(f"✗ Lighthouse: {done.stderr[-1500:]}")


def quoted(flag: str) -> str:
    """A flag with spaces in it."""
    name, _, value = flag.partition("=")
    return f'{name}="{value}"' if " " in value else flag


def row(reports: list[dict]) -> dict[str, float]:
    """The median of several."""

    def of(read):
        return statistics.median(read(one) for one in reports)

    found = {name: round(of(lambda one, name=name: one["categories"][name]["score"]) * 100) for name in LEAST}
    found["lcp"] = of(lambda one: one["audits"]["largest-contentful-paint"]["numericValue"])
    found["shift"] = of(lambda one: one["audits"]["cumulative-layout-shift"]["numericValue"])
    found["bytes"] = of(lambda one: one["audits"]["total-byte-weight"]["numericValue"])
    return found


def misses(found: dict[str, float]) -> list[str]:
    """Which figures are not good enough."""
    wrong = [name for name, least in LEAST.items() if found[name] < least]
    return wrong + [name for name, most in (("lcp", LCP), ("shift", SHIFT), ("bytes", BYTES)) if found[name] > most]


def faults(report: dict) -> list[str]:
    """What Lighthouse found wrong, by name."""
    audits = {one["id"] for category in report["categories"].values() for one in category["auditRefs"] if one["weight"]}
    poor = {name for name in audits if (report["audits"][name]["score"] or 0) < 0.9}
    return sorted(name for name in poor if report["audits"][name]["scoreDisplayMode"] in ("binary", "numeric"))


def main() -> int:
    """Each page several times; the exit code says whether all of them are good."""
    asked = set(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="khoi-phone-") as name:
        folder = Path(name)
        sample, home = folder / "sample", folder / "nginx"
        sample.mkdir(), home.mkdir()
        load_sample(sample)
        with behind_nginx(sample, home) as (served, get):
            print(f"{'':12} perf  a11y  best   seo   LCP s    CLS     KB")
            good = [
                shown(name, path, get, folder) for name, path in views(served).items() if not asked or name in asked
            ]
    print(f"{sum(good)} of {len(good)} pages are as good as they must be on a telephone (median of {RUNS})")
    return 0 if all(good) else 1


def shown(name: str, path: str, get, folder: Path) -> bool:
    """One line of the table."""
    get(path)
    reports = [seen(path, port=get.port, folder=folder, left=NOT_INDEXED.get(name, ())) for _ in range(RUNS)]
    found = row(reports)
    scores = "".join(f"{found[one]:6}" for one in LEAST)
    print(
        f"{name:11}{scores}  {found['lcp'] / 1000:6.2f} {found['shift']:6.3f} {found['bytes'] / 1024:6.0f}", flush=True
    )
    wrong = misses(found)
    if wrong:
        print(f"    misses: {', '.join(wrong)}; Lighthouse names: {', '.join(faults(reports[-1])) or 'nothing'}")
    if keep := os.environ.get("KEEP"):
        Path(keep, f"{name.replace(chr(32), chr(45))}.json").write_text(json.dumps(reports[-1]))
    return not wrong


if __name__ == "__main__":
    raise SystemExit(main())
