"""No English in the newsroom: every text of Django and the libraries beside it has a Vietnamese one."""

import importlib.util
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.trans_real import DjangoTranslation

from vietnamese import check_text

OURS = Path(__file__).resolve().parents[2] / "khoi_portal" / "locale" / "vi" / "LC_MESSAGES"
DJANGO_PARTS = (
    "conf",
    "contrib/admin",
    "contrib/auth",
    "contrib/contenttypes",
    "contrib/sessions",
    "contrib/postgres",
)
LIBRARIES = ("django_filters", "axes", "django_prose_editor")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


def _folder(package):
    return Path(importlib.util.find_spec(package).origin).parent


def _references(domain):
    """The catalogues that list what Django says (English) and what the libraries say (German)."""
    django = _folder("django")
    paths = [django / part / "locale/en/LC_MESSAGES" / f"{domain}.po" for part in DJANGO_PARTS]
    paths += [_folder(name) / "locale/de/LC_MESSAGES" / f"{domain}.po" for name in LIBRARIES]
    return [path for path in paths if path.exists()]


def _translations(domain):
    if domain == "django":
        return DjangoTranslation("vi", domain)
    # The admin's own JavaScript catalogue reads the admin's folder, and LOCALE_PATHS.
    return DjangoTranslation("vi", domain, localedirs=[str(_folder("django") / "contrib/admin/locale")])


def _key(entry):
    message = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
    return (message, 0) if entry.msgid_plural else message


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_is_translated(domain):
    catalogue = _translations(domain)._catalog
    entries = [entry for path in _references(domain) for entry in polib.pofile(str(path)) if not entry.obsolete]
    missing = sorted({str(_key(entry)) for entry in entries if not catalogue.get(_key(entry))})
    assert len(entries) > (600 if domain == "django" else 90)
    assert missing == [], f"Translate these in {OURS}/{domain}.po, then compile it (see the test below)."


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_says_what_the_source_says(domain):
    def texts(entries):
        return {(e.msgctxt, e.msgid): (e.msgid_plural, e.msgstr, e.msgstr_plural) for e in entries if e.msgid}

    source = polib.pofile(str(OURS / f"{domain}.po"))
    compiled = polib.mofile(str(OURS / f"{domain}.mo"))
    command = f"import polib; polib.pofile('{domain}.po').save_as_mofile('{domain}.mo')"
    assert texts(compiled) == texts(source), f'Compile it: .venv/bin/python -c "{command}"'


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_placeholders_survive_translation(domain):
    broken = []
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        said = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        if sorted(PLACEHOLDER.findall(said)) != wanted:
            broken.append((entry.msgid, said))
    assert broken == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_our_catalogue_is_nfc_in_the_house_spelling(domain):
    from_house = [
        (entry.msgid, finding.message)
        for entry in polib.pofile(str(OURS / f"{domain}.po"))
        for finding in check_text(entry.msgstr or entry.msgstr_plural[0])
        if finding.code in ("tone", "double-space", "wrong-letter", "straight-quote") and "<" not in entry.msgstr
    ]
    assert from_house == []
