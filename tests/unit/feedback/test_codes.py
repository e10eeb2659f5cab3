"""The code of a message."""

import re

from feedback import codes


def test_a_code_has_sixteen_letters_that_cannot_be_confused():
    code = codes.code_of("hat")
    assert re.fullmatch(r"PH(-[2-9A-HJKMNP-Z]{4}){4}", code)
    assert len(codes.ALPHABET) ** codes.LETTERS > 2**60
    assert not set("01ILO") & set(codes.ALPHABET)
    assert codes.code_of("hat") == code != codes.code_of("hat khac")


def test_a_code_is_read_as_people_type_it():
    code = codes.code_of("hat")
    stored = codes.hash_of(code)
    bare = code.replace("-", "")
    assert {codes.hash_of(one) for one in (code.lower(), f"  {bare} ", bare[2:], code.replace("-", " ").lower())} == {
        stored
    }
    assert code not in stored and codes.hash_of("PH-1111") == codes.hash_of("") != stored


def test_fingerprints_tell_the_parts_apart():
    assert codes.fingerprint("ab", "c") != codes.fingerprint("a", "bc")
