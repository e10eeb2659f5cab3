"""House rules of templates and static files, held by a machine."""

import re
from pathlib import Path

import pytest

from khoi_portal.templatetags import components

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLESHEETS = sorted((ROOT / "static").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PUBLIC_SCRIPTS = [path for path in SCRIPTS if not path.name.startswith("admin-")]
# Parts of a component or of a page, included as they are.
PARTIALS = {"mark", "share_links", "side_boxes"}
WRITTEN_IN_CODE = {"icon", "marked", "moment", "pill", "section_head"}
KIB = 1024

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def source(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"<style\b", "No inline style sheet: the CSP forbids it. Put the rule into static/portal.css."),
        (r"\sstyle\s*=", "No style attribute: the CSP forbids it. Use a class."),
        (r"\son[a-z]+\s*=\s*[\"']", "No inline handler: the CSP forbids it. Use a module in static/js."),
        (r"<script(?![^>]*\ssrc=)", "No inline script: the CSP forbids it. Use a module in static/js."),
        (r"javascript:", "No javascript: addresses."),
        (r"\|\s*safe\b|autoescape off", "Only publishing/sanitizing.py marks HTML as safe."),
        (r"(src|href)=\"//", "Nothing is loaded from elsewhere."),
        (r"<(script|img|iframe|source|link)[^>]+(src|href)=\"https?:", "Nothing is loaded from elsewhere."),
        (r"text-transform|\|upper\b", "Never upper-case: stacked Vietnamese marks collide."),
    ],
    ids=lambda value: value if " " not in str(value) else "",
)
def test_a_template_keeps_the_house_rules(path, pattern, why):
    assert re.findall(pattern, source(path)) == [], why


def test_every_component_has_a_template_and_every_template_a_component():
    files = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
    assert files - PARTIALS == set(components.register.tags) - WRITTEN_IN_CODE


def classes_in(html: str) -> set[str]:
    without_tags = re.sub(r"\{[{%].*?[}%]\}", " ", html)
    return {name for value in re.findall(r'class="([^"]*)"', without_tags) for name in value.split()}


@pytest.mark.parametrize("name", sorted(set(components.register.tags) - WRITTEN_IN_CODE))
def test_every_class_of_a_component_has_a_rule_in_the_stylesheet(name):
    rules = (ROOT / "static" / "portal.css").read_text(encoding="utf-8")
    used = classes_in((ROOT / "templates" / "components" / f"{name}.html").read_text(encoding="utf-8"))
    partial_names = {one for one in used if one.endswith("--")}  # finished by a value: pill--, note--
    missing = {one for one in used - partial_names if not re.search(rf"\.{re.escape(one)}(?![\w-])", rules)}
    assert missing == set()


def test_every_class_of_the_public_stylesheet_is_used():
    rules = re.sub(
        r"/\*.*?\*/|url\([^)]*\)",
        "",
        (ROOT / "static" / "portal.css").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    known = set(re.findall(r"\.([a-z][\w-]*)", rules))
    words = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (
            "templates",
            "khoi_portal",
            "feedback",
            "articles",
            "events",
            "awards",
            "documents",
            "registers",
            "organizations",
            "media",
            "publishing",
            "search",
            "static/js",
        )
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".html", ".py", ".js")
    )
    stems = {name: name.split("--")[0] + "--" for name in known}
    unused = {
        name
        for name in known
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words)
        and not ("--" in name and re.search(rf"{re.escape(stems[name])}\{{", words))
    }
    assert unused == set()


@pytest.mark.parametrize("path", [*STYLESHEETS, *SCRIPTS], ids=named)
def test_static_files_ask_nobody_else(path):
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=named)
def test_the_stylesheets_stay_within_the_oldest_browsers(path):
    rules = path.read_text(encoding="utf-8")
    assert re.findall(r":has\(|light-dark\(|color-mix\(|@container|\n\s*&", rules) == []
    assert re.findall(r"@keyframes|animation:(?!none)|text-transform:uppercase", rules) == []


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ([ROOT / "static" / "portal.css"], 30 * KIB),
        # The mock-ups' 16 KiB and the rules under which Django's own screens wear our tokens.
        ([ROOT / "static" / "admin.css"], 24 * KIB),
        ([path for path in PUBLIC_SCRIPTS if path.name != "lightbox.js"], 7 * KIB),
        # Loaded by the page of a gallery alone.
        ([ROOT / "static" / "js" / "lightbox.js"], 1.5 * KIB),
        ([path for path in (ROOT / "static" / "fonts").glob("*.woff2") if "400i" not in path.stem], 97 * KIB),
    ],
    ids=["portal.css", "admin.css", "scripts", "lightbox", "fonts of a first view"],
)
def test_the_first_view_stays_light(files, limit):
    assert sum(path.stat().st_size for path in files) <= limit


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "<html" in path.read_text(encoding="utf-8")], ids=named)
def test_every_frame_carries_the_display_marker_once(path):
    assert source(path).count('<html lang="vi" data-hienthi="">') == 1
