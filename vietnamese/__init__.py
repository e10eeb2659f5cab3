"""Vietnamese text, dates and numbers: pure functions over the standard library, used by every package above."""

from vietnamese.dates import (
    VIETNAM_TIME,
    WEEKDAYS,
    WeekdayMismatch,
    buoi,
    find_date,
    local_time,
    long_date,
    long_datetime,
    machine_datetime,
    parse_date,
    parse_datetime,
    short_date,
    timesince,
    weekday_mismatches,
    weekday_name,
    written_date,
)
from vietnamese.documents import Segment, document_numbers, normalize_number, split_around_numbers
from vietnamese.searching import Kind, Query, Token, exact_tokens, folded_tokens, parse_query, tokens
from vietnamese.sorting import SORT_KEY_LENGTH, sort_key
from vietnamese.syllables import canonical, is_syllable, place_tones
from vietnamese.text import clean_line, clean_text, fold, slugify

__all__ = [
    "SORT_KEY_LENGTH",
    "VIETNAM_TIME",
    "WEEKDAYS",
    "Kind",
    "Query",
    "Segment",
    "Token",
    "WeekdayMismatch",
    "buoi",
    "canonical",
    "clean_line",
    "clean_text",
    "document_numbers",
    "exact_tokens",
    "find_date",
    "fold",
    "folded_tokens",
    "is_syllable",
    "local_time",
    "long_date",
    "long_datetime",
    "machine_datetime",
    "normalize_number",
    "parse_date",
    "parse_datetime",
    "parse_query",
    "place_tones",
    "short_date",
    "slugify",
    "sort_key",
    "split_around_numbers",
    "timesince",
    "tokens",
    "weekday_mismatches",
    "weekday_name",
    "written_date",
]
