"""Comparing texts word by word: whole words, places joined over a space, unchanged paragraphs folded and kept."""

from publishing.comparing import Part, paragraphs, words


def test_only_the_words_that_changed_are_marked():
    assert words("Sáng 17/5 tại Hà Nội", "Sáng 18/5 tại Hà Nội") == (
        Part("same", "Sáng "), Part("del", "17/5"), Part("ins", "18/5"), Part("same", " tại Hà Nội"),
    )  # fmt: skip


def test_a_space_between_two_changed_words_makes_them_one_place():
    assert words("tại Hà Nội.", "tại trụ sở.") == (
        Part("same", "tại "), Part("del", "Hà Nội."), Part("ins", "trụ sở."),
    )  # fmt: skip


def test_words_added_at_the_end_and_taken_from_the_start():
    assert words("một hai ba", "hai ba bốn") == (Part("del", "một "), Part("same", "hai ba"), Part("ins", " bốn"))


def test_nothing_is_lost_on_either_side():
    before, after = "a b c d  e", "a x c  e f"
    parts = words(before, after)
    assert "".join(part.text for part in parts if part.kind != "ins") == before
    assert "".join(part.text for part in parts if part.kind != "del") == after


def test_unchanged_paragraphs_are_folded_with_their_words():
    found = paragraphs("một\nhai\nba", "một\nhai\nbốn")
    assert [(one.folded, one.kept) for one in found] == [(2, ("một", "hai")), (0, ())]
