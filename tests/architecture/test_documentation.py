"""Documents that can be wrong are compared with what they describe."""

import re
from pathlib import Path

from django.conf import settings

from accounts.roles import Role
from khoi_portal import env

ROOT = Path(settings.BASE_DIR)


def test_the_page_of_environment_variables_is_the_table():
    assert (ROOT / "docs/van-hanh/bien-moi-truong.md").read_text() == env.as_markdown(), "run: python tools/env_page.py"


def test_settings_read_the_environment_through_the_table_alone():
    reading = [
        str(file.relative_to(ROOT))
        for package in (
            "khoi_portal",
            "accounts",
            "publishing",
            "search",
            "media",
            "awards",
            "documents",
            "registers",
            "organizations",
            "documents",
            "feedback",
            "articles",
            "events",
            "vietnamese",
        )
        for file in (ROOT / package).rglob("*.py")
        if file.name != "env.py" and re.search(r"os\.(environ\[|environ\.get|getenv)", file.read_text())
    ]
    assert reading == []


def test_every_document_the_readme_names_exists():
    named = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / "README.md").read_text())
    assert named and [path for path in named if not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_gaps_and_say_what_was_rejected():
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        text = file.read_text()
        assert "**Context.**" in text and "**Rejected.**" in text and "**Decision.**" in text, file.name


def test_each_role_has_its_page_with_a_picture_and_nothing_leads_nowhere():
    folder = ROOT / "docs/bien-tap"
    pages = {file.read_text().splitlines()[0].removeprefix("# "): file for file in (folder / "vai-tro").glob("*.md")}
    assert set(pages) == set(Role.labels)
    assert [title for title, file in pages.items() if "](../hinh/" not in file.read_text()] == []
    broken = [
        f"{file.relative_to(ROOT)}: {path}"
        for file in folder.rglob("*.md")
        for path in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text())
        if not (file.parent / path).exists()
    ]
    assert broken == []
