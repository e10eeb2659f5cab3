"""`make bench`: the portal beside three reference pages in one run, as ratios. It reports; it judges nothing but prints the targets.

CPU per request is measured in this process through the WSGI door, so that the network and other programs don't count.
"""

import argparse
import io
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BARE = b"x" * 30_000
OTHER_HOST = rb'(?:<script[^>]+src|<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]+href|<img[^>]+src)="(https?:[^"]+)"'
# What the article itself says: its heading with the sapo, and its text with the pictures in it.
OWN_TEXT = re.compile(rb'<header class="arthead">.*?</header>|<div class="prose">.*?</div>', re.DOTALL)


def cpu(call, *, times: int, before=None) -> float:
    """Median CPU milliseconds of a call."""
    spent = []
    for step in range(times + 2):
        if before:
            before()
        start = time.process_time()
        call(step)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent[2:])


def paired(ours, theirs, *, times: int, before) -> tuple[float, float]:
    """Median CPU milliseconds of two calls that take turns: what slows the machine for a while slows both."""
    spent: tuple[list[float], list[float]] = ([], [])
    for step in range(times + 2):
        before()
        for call, into in ((ours, spent[0]), (theirs, spent[1])):
            start = time.process_time()
            call(step)
            into.append((time.process_time() - start) * 1000)
    return statistics.median(spent[0][2:]), statistics.median(spent[1][2:])


class Bench:
    """One database, one run."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.rows: list[tuple[str, str, str, bool | None]] = []

    def row(self, name: str, value: str, target: str = "", good: bool | None = None) -> None:
        """One line of the table, printed as it comes."""
        mark = {True: "✓", False: "✗", None: " "}[good]
        self.rows.append((name, value, target, good))
        print(f"  {mark} {name:<58} {value:>18}   {target}", flush=True)

    def ratio(self, name: str, ours: float, theirs: float, most: float, of: str) -> None:
        """Ours against a reference of the same run."""
        value = ours / theirs
        self.row(name, f"{ours:.2f} ms = {value:.2f} ×", f"≤ {most} × {of}", value <= most)

    # --- the doors ------------------------------------------------------------------------------------
    def open(self) -> None:
        """The portal's WSGI door and the references'."""
        from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
        from django.test.utils import override_settings  # noqa: PLC0415

        from khoi_portal.wsgi import application  # noqa: PLC0415
        from tools import bench_reference  # noqa: PLC0415

        self.portal = application
        with override_settings(MIDDLEWARE=bench_reference.DEFAULT_MIDDLEWARE):
            self.reference = WSGIHandler()

    def get(self, door, path: str) -> bytes:
        """A GET through a WSGI door, as a browser that accepts no compression."""
        plain, _, query = path.partition("?")
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": plain, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1",
        }  # fmt: skip
        answer = door(environ, lambda line, headers: status.append(line))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        if not status[0].startswith("200"):
            raise SystemExit(f"{path}: {status[0]}")
        return body

    def queries(self, path: str) -> int:
        """How many statements a page costs, the half-second look at the generations left out."""
        from django.db import connection  # noqa: PLC0415

        asked: list[str] = []

        def watch(execute, sql, params, many, context):
            if "cachegenerations" not in sql:
                asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            self.get(self.portal, path)
        return len(asked)

    # --- the rows -------------------------------------------------------------------------------------
    def run(self, articles: int) -> None:
        """Everything, in order."""
        from articles.models import Article  # noqa: PLC0415
        from publishing import pagecache  # noqa: PLC0415

        self.pagecache, self.articles = pagecache, articles
        few = self.pages(first=True)
        self.fill(articles)
        pagecache.clear()
        self.paths = [one.get_absolute_url() for one in Article.objects.listed().latest_first()[:400]]
        self.keys = [int(re.search(r"-(\d+)/$", path)[1]) for path in self.paths]
        self.references()
        self.cached()
        many = self.pages(first=False)
        for name, before in few.items():
            self.row(
                f"{name}: {articles} articles against 100",
                f"{many[name] / before:.2f} ×",
                "≈ 1",
                many[name] / before < 1.5,
            )
        self.lists(articles)
        self.search()
        self.sizes()
        self.pictures()
        self.memory()
        self.publish_to_visible()

    def fill(self, articles: int) -> None:
        """The rest of the articles."""
        from django.core.management import call_command  # noqa: PLC0415

        start = time.monotonic()
        call_command("generate_content", articles=articles, seed=2, verbosity=0, stdout=io.StringIO())
        self.row(f"generate_content, {articles} articles", f"{time.monotonic() - start:.0f} s")
        from django.db import connection  # noqa: PLC0415

        # PostgreSQL does this by itself within a minute of a load.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def references(self) -> None:
        """What the ratios refer to."""
        self.bare = cpu(lambda step: b"".join([BARE]) and len(BARE), times=2000)
        self.empty = cpu(lambda step: self.get(self.reference, "/trong/"), times=600)
        self.plain = cpu(lambda step: self.get(self.reference, f"/bai/{self.keys[step % 300]}/"), times=150)
        self.row("reference: Django's empty view", f"{self.empty:.2f} ms")
        self.row("reference: plain article page of ten queries", f"{self.plain:.2f} ms")

    def cached(self) -> None:
        """A page that is on the shelf."""
        path = self.paths[0]
        hit = cpu(lambda step: self.get(self.portal, path), times=2000)
        self.ratio("cached anonymous page", hit, self.empty, 1.0, "empty view")

    def pages(self, *, first: bool) -> dict[str, float]:
        """Article and home, missed and cold; against the references once the database is full."""
        from articles.models import Article  # noqa: PLC0415

        paths = [one.get_absolute_url() for one in Article.objects.listed().latest_first()[:60]]
        keys = [int(re.search(r"-(\d+)/$", path)[1]) for path in paths]
        drop = self.pagecache.clear_pages

        def article(step: int) -> None:
            self.get(self.portal, paths[step % len(paths)])

        def home(step: int) -> None:
            self.get(self.portal, "/")

        def plain(step: int) -> None:
            self.get(self.reference, f"/bai/{keys[step % len(keys)]}/")

        cold = paired(article, plain, times=120, before=self.pagecache.clear)
        for path in [*paths, "/"]:
            self.get(self.portal, path)
        missed = paired(article, plain, times=120, before=drop)
        home_missed = paired(home, plain, times=120, before=drop)
        if not first:
            self.ratio("article, page cache missed, fragments warm", *missed, 0.6, "plain page")
            drop()
            self.count("  its queries", paths[1], 8)
            self.ratio("article, everything cold", *cold, 1.3, "plain page")
            self.pagecache.clear()
            self.count("  its queries", paths[2], 16)
            self.ratio("home, page cache missed, fragments warm", *home_missed, 1.2, "plain page")
            self.get(self.portal, "/")
            drop()
            self.count("  its queries", "/", 14)
        return {"article missed": missed[0] / missed[1], "home missed": home_missed[0] / home_missed[1]}

    def count(self, name: str, path: str, most: int) -> None:
        """A query budget."""
        found = self.queries(path)
        self.row(name, str(found), f"≤ {most}", found <= most)

    def lists(self, articles: int) -> None:
        """Page 500 costs what page 1 costs."""
        last = min(500, articles // 20)
        drop = self.pagecache.clear_pages
        deep, first = paired(
            lambda step: self.get(self.portal, f"/tin-tuc/?trang={last}"),
            lambda step: self.get(self.portal, "/tin-tuc/"),
            times=60, before=drop,
        )  # fmt: skip
        self.row(f"list, page {last} against page 1", f"{deep / first:.2f} ×", "≤ 1.3 ×", deep / first <= 1.3)

    def search(self) -> None:
        """The phrase that peers were timed with, then a mix: with marks and without, a document number, a quoted phrase."""
        self.get(self.portal, "/tim-kiem/?q=quy+ch%E1%BA%BF")  # templates are compiled, as for every other row
        phrase, mix = (
            ["b%E1%BA%B1ng+khen", "bang+khen"],
            ["dang+uy", "01-KL%2FTW", "%22sinh+ho%E1%BA%A1t+chi+b%E1%BB%99%22"],
        )
        spent: dict[str, list[float]] = {query: [] for query in phrase + mix}
        for query in list(spent) * 15:
            start = time.perf_counter()
            self.get(self.portal, f"/tim-kiem/?q={query}")
            spent[query].append((time.perf_counter() - start) * 1000)
        asked = statistics.median(spent[phrase[0]] + spent[phrase[1]])
        every = sorted(one for times in spent.values() for one in times)
        middle, worst = every[len(every) // 2], every[int(len(every) * 0.99)]
        most = 10 if self.articles <= 10_000 else 20
        self.row("search “bằng khen”, whole request", f"{asked:.1f} ms", f"≤ {most} ms", asked <= most)
        self.row("search, a mix of queries, p50", f"{middle:.1f} ms", "≤ 20 ms", middle <= 20)
        self.row("search, a mix of queries, p99", f"{worst:.1f} ms", "≤ 150 ms", worst <= 150)

    def sizes(self) -> None:
        """What travels to a reader, uncompressed."""
        from articles.models import Article  # noqa: PLC0415

        piece = Article.objects.listed().latest_first().exclude(body="").first()
        article = self.get(self.portal, piece.get_absolute_url())
        around = len(OWN_TEXT.sub(b"", article))
        for name, size, most in (
            ("HTML around an article's own text", around, 25),
            ("HTML of a list", len(self.get(self.portal, "/tin-tuc/")), 35),
            ("HTML of home", len(self.get(self.portal, "/")), 45),
            ("stylesheet", (ROOT / "static/portal.css").stat().st_size, 35),
            ("public JavaScript", self.scripts(), 10),
        ):
            self.row(name, f"{size / 1024:.1f} KB", f"≤ {most} KB", size <= most * 1024)
        pages = article + self.get(self.portal, "/") + self.get(self.portal, "/tin-tuc/")
        loads = re.findall(OTHER_HOST, pages)
        self.row("requests to another host", str(len(loads)), "0", not loads)

    def pictures(self) -> None:
        """Photographs of 12 megapixels a second and core, from the stored original to every size; never in a request.

        CPU time of the whole process, all its threads: what else the machine does and how many cores it has don't count.
        """
        from PIL import Image as Pillow  # noqa: PLC0415

        from media import renditions, uploads  # noqa: PLC0415

        wide = (4000, 3000)
        # As a camera's: shapes, texture, and a little grain over everything.
        layers = [Pillow.radial_gradient("L").resize(wide), Pillow.effect_noise((800, 600), 60).resize(wide)]
        grain = Pillow.effect_noise(wide, 12)
        photo = Pillow.merge("RGB", [Pillow.blend(layers[0], layers[1], part) for part in (0.3, 0.4, 0.5)])
        file = io.BytesIO()
        Pillow.blend(photo, grain.convert("RGB"), 0.15).save(file, "JPEG", quality=90)
        image = uploads.accept_image(file, name="do.jpg", by=None)

        def take(step: int) -> None:
            # Bytes behind the picture make it another file; all else costs what it costs.
            uploads.accept_image(io.BytesIO(file.getvalue() + step.to_bytes(2)), name="do.jpg", by=None)

        # Two hundred within fifteen seconds on two cores, of which the rest of the request and the browser take a third.
        rate = 1000 / cpu(take, times=7)
        self.row("12 MP taken at the door, by CPU time", f"{rate:.1f} a second and core", "≥ 9", rate >= 9)
        for form, least in (("webp", 2.5), ("avif", 1.2)):
            todo = [one for one in renditions.wanted(image) if one.format == form]
            spent = cpu(lambda step, todo=todo: list(renditions.cut(image, todo)), times=5)
            rate = 1000 / spent
            self.row(
                f"renditions of 12 MP in {form}, by CPU time",
                f"{rate:.1f} a second and core",
                f"≥ {least}",
                rate >= least,
            )

    def scripts(self) -> int:
        """Every script a public page may load."""
        return sum(
            file.stat().st_size for file in (ROOT / "static/js").glob("*.js") if not file.name.startswith("admin")
        )

    def memory(self) -> None:
        """A worker after many requests against bare Django with the same apps."""
        program = (
            "import sys,django,resource;sys.path.insert(0,'.');django.setup();"
            "from tools.bench import Bench;b=Bench('');b.open();"
            "[len(b.get(b.reference,'/trong/')) for _ in range(50)];"
            "print(next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS')))"
        )
        bare = self.resident(program)
        worker = program.replace(
            "len(b.get(b.reference,'/trong/')) for _ in range(50)",
            # Their lengths alone are kept: a list of all answers would be counted as the portal's.
            "(len(b.get(b.portal,p)), __import__('publishing.pagecache').pagecache.clear_pages()) "
            f"for _ in range(5) for p in {[*self.paths[:200], '/', '/tin-tuc/']!r}",
        )
        ours = self.resident(worker)
        value = f"{ours / bare:.2f} × ({ours // 1024} MB)"
        self.row("memory after 1,000 requests against bare Django", value, "≤ 1.4 ×", ours / bare <= 1.4)

    def resident(self, program: str) -> int:
        """The memory a program of its own says it holds, in KB."""
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
        return int(done.stdout)

    def publish_to_visible(self) -> None:
        """On two real workers: from the approval's commit until every answer shows it."""
        from articles.models import Article  # noqa: PLC0415
        from publishing import workflow  # noqa: PLC0415

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "khoi_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
             "--worker-class", "gthread", "--threads", "2", "--no-control-socket", "--log-level", "critical"],
            cwd=ROOT,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}/tin-tuc/"
            read = lambda: urllib.request.urlopen(url, timeout=5).read()  # noqa: E731
            until = time.monotonic() + 20
            while True:
                try:
                    read()
                    break
                except OSError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.1)
            for _ in range(30):
                read()
            item = Article.objects.listed().latest_first().first()
            mark = f"-{item.pk}/".encode()
            from accounts.models import User  # noqa: PLC0415

            workflow.withdraw(item=item, actor=User.objects.get(username="duyet"), note="Đo")
            start, clean, last = time.monotonic(), 0, time.monotonic()
            while clean < 60 and time.monotonic() - start < 10:
                if mark in read():
                    clean, last = 0, time.monotonic()
                else:
                    clean += 1
            self.row("withdrawn → gone on both workers", f"{last - start:.2f} s", "≤ 1 s", last - start <= 1)
        finally:
            server.terminate()
            server.wait(timeout=10)


def make_renditions() -> None:
    """Every picture in every size, as the background worker leaves them: pages are measured with their real sources."""
    from media import renditions  # noqa: PLC0415
    from media.models import Image  # noqa: PLC0415

    for image in Image.objects.all():
        renditions.make(image)


def inner(database: str, articles: int) -> None:
    """One run in an environment that is made already."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_sample", verbosity=0, stdout=io.StringIO())
    call_command("generate_content", articles=70, seed=1, verbosity=0, stdout=io.StringIO())
    make_renditions()
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"\n{database}, {articles} articles, Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    bench = Bench(database)
    bench.open()
    bench.run(articles)
    missed = [name for name, _, _, good in bench.rows if good is False]
    print(
        f"\n  {len(missed)} of {len(bench.rows)} rows miss their target" + (f": {'; '.join(missed)}" if missed else "")
    )


def main() -> int:
    """SQLite, then PostgreSQL where there is one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inner", default="")
    options = parser.parse_args()
    articles = int(os.environ.get("ARTICLES") or 10_000)
    if options.inner:
        inner(options.inner, articles)
        return 0
    has_postgres = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    code = 0
    for name in ["SQLite", "PostgreSQL"] if has_postgres else ["SQLite"]:
        var = tempfile.mkdtemp(prefix="khoi-bench-")
        environ = {
            **os.environ, "KHOI_VAR": var, "DATABASE_URL": "", "KHOI_SECRET_KEY": "do-" * 30, "KHOI_HOSTS": "localhost,127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "khoi_portal.settings",
        }  # fmt: skip
        command = [sys.executable, "-W", "ignore", "tools/bench.py", "--inner", name]
        if name == "PostgreSQL":
            command = [sys.executable, "tools/with_postgres.py", *command]
        try:
            code = subprocess.run(command, cwd=ROOT, env=environ).returncode or code
        finally:
            shutil.rmtree(var, ignore_errors=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
