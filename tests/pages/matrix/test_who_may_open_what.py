"""Every address as everybody, by the table: who is let in, who is refused and how, and that whoever is refused changes nothing.

`table.txt` is the rule. An address that is not in it is not allowed to exist: see `test_every_address_is_in_the_table`.
"""

import pytest
from django.db import connection, transaction

from accounts.roles import Role
from tests.newsroom.crawling import as_text
from tests.pages import planting
from tests.pages.matrix import table, walking
from tests.pages.planting import may_read

pytestmark = pytest.mark.django_db

# Written by asking alone: sessions, and the count of an article's readers.
NOT_COUNTED = ("django_session", "accounts_session")


@pytest.fixture
def planted(person):
    return planting.plant(person)


@pytest.fixture
def everybody(person, client_of, reader):
    """(letter of the column, role, browser) of everybody; a superuser stands in the administrator's column."""
    found = [("?", None, reader), ("0", None, client_of(person("khong-vai-tro")))]
    found += [
        (letter, role, client_of(person(f"vai-{role}", role))) for letter, role in zip(table.ROLES, Role, strict=True)
    ]
    superuser = person("sieu-quan-tri", is_superuser=True)
    return [*found, (table.ROLES[list(Role).index(Role.ADMINISTRATOR)], Role.ADMINISTRATOR, client_of(superuser))]


def letter_of(answer) -> str:
    """How somebody was answered, as the table writes it."""
    if answer.status_code == 302 and answer["Location"].startswith("/quan-tri/login/"):
        return "l"
    return {403: "x", 404: "-", 405: "m", 410: "g"}.get(answer.status_code, "+")


class Writes:
    """Notes every statement that changes a table."""

    def __init__(self):
        self.seen = []

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE") and not any(name in sql for name in NOT_COUNTED):
            self.seen.append(sql[:120])
        return execute(sql, params, many, context)


def got(browser, address):
    """The answer to reading, and every hidden word in it: in its text, its headers and the names it gives."""
    answer = browser.get(address.path)
    assert answer.status_code < 500, address
    letter, text = letter_of(answer), without_echo(as_text(answer), address.path)
    # A page for what is not there repeats the words of its address.
    return letter, planting.words_in(text, addresses_too=letter == "+")


def without_echo(text: str, path: str) -> str:
    """A page repeats what was asked of it: the end of its address, the words in the box."""
    for asked in (path.rstrip("/").rpartition("/")[2], path.partition("q=")[2]):
        text = text.replace(asked, "") if "quetzal" in asked else text
    return text


def sent(browser, address, planted):
    """The answer to writing, and what it changed. All of it is taken back."""
    writes, session = Writes(), browser.cookies.get("phien")
    key = session.value if session else ""
    with connection.execute_wrapper(writes), transaction.atomic():
        answer = browser.post(address.path, walking.sent_to(address, planted))
        transaction.set_rollback(True)
    if key:
        browser.cookies["phien"] = key
    assert answer.status_code < 500, address
    return letter_of(answer), writes.seen


def fault_in_reading(address, rule, who):
    """What is wrong when somebody reads an address, in words; nothing when all is as the table says."""
    column, role, browser = who
    expected, (letter, words) = rule.read(column, address.state), got(browser, address)
    if letter != expected and (expected != "+" or letter == "l"):
        return f"GET {address.path} ({address.state}) as {role or column}: {letter}, the table says {expected}"
    leaked = sorted(word for word in words if not may_read(role, word))
    if leaked and "xem-truoc" not in address.path:
        return f"GET {address.path} as {role or column} shows {leaked}"
    return ""


def fault_in_sending(address, rule, who, planted):
    """The same when somebody sends something to it."""
    column, role, browser = who
    expected, (letter, writes) = rule.write(column, address.state), sent(browser, address, planted)
    if (letter != expected and expected not in "+w") or (letter == "l" and expected != "l"):
        return f"POST {address.path} ({address.state}) as {role or column}: {letter}, the table says {expected}"
    if writes and expected != "w":
        return f"POST {address.path} as {role or column} wrote: {writes[0]}"
    return ""


def faults(planted, everybody, chosen):
    """Everything that isn't as the table says."""
    found = []
    for address in walking.addresses(planted):
        rule = table.RULES[address.pattern]
        for who in everybody:
            if chosen(address, who[0], rule.read(who[0], address.state)):
                found.append(fault_in_reading(address, rule, who))
            if (
                chosen(address, who[0], rule.write(who[0], address.state), sending=True)
                and "logout" not in address.path
            ):
                found.append(fault_in_sending(address, rule, who, planted))
    return [one for one in found if one]


def test_every_address_is_in_the_table():
    missing = sorted(set(walking.patterns()) - set(table.RULES))
    assert not missing, (
        "These addresses are not in tests/pages/matrix/table.txt: nobody has said who may open them. Write a line for each "
        f"(the head of the file explains the letters), plant what it could show in tests/pages/planting.py: {missing}"
    )
    assert sorted(set(table.RULES) - set(walking.patterns())) == [], "The table names addresses that are gone."


def in_turn(address, column, letter, *, sending=False):
    """What fits into every run: lists for whoever is let in, a third of the refusals, the other states one person after the other.

    Which person it is differs from address to address, and stays: the whole is tried by the tests marked long.
    """
    turn = hash_of(address.pattern, column)
    if address.state not in ("", "nhap"):
        return hash_of(address.path, column) % len(table.COLUMNS) == 0
    if letter not in "+w":
        return turn % 3 == 0
    is_list = "<" not in address.pattern and address.pattern.startswith(walking.ADMIN) and not sending
    return is_list or column == "?" or turn % len(table.COLUMNS) == 0


def hash_of(*words: str) -> int:
    """The same number every time."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate("".join(words)))


def test_everybody_at_every_address(planted, everybody):
    found = faults(planted, everybody, in_turn)
    assert found == [], "\n".join(found)


@pytest.mark.long
def test_everybody_at_every_address_in_every_state(planted, everybody):
    found = faults(planted, everybody, lambda *address, **how: True)
    assert found == [], "\n".join(found)


@pytest.mark.long
def test_whoever_is_let_in_really_is(planted, everybody):
    """A `+` in the table that lets nobody in anywhere would be a right that is only written down."""
    let_in = set()
    for address in walking.addresses(planted):
        for column, _, browser in everybody:
            if (address.pattern, column) not in let_in and letter_of(browser.get(address.path)) == "+":
                let_in.add((address.pattern, column))
    promised = {
        (pattern, column)
        for pattern, rule in table.RULES.items()
        for column in table.COLUMNS
        if rule.read(column, "nhap") == "+"
    }
    assert sorted(promised - let_in) == []
