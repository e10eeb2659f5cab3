"""Vietnamese text, dates and numbers: pure functions over the standard library, for every package above."""

from vietnamese.checks import Finding, check_text
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
from vietnamese.legacy import Decoded, convert_tcvn3, convert_vni, suggest_conversion
from vietnamese.legacy import decode as decode_legacy
from vietnamese.periods import Months, Period, Quarter, parse_period
from vietnamese.quantities import Quantity, file_size, group_digits, parse_quantity
from vietnamese.searching import (
    Kind,
    Query,
    Token,
    exact_tokens,
    folded_tokens,
    near_words,
    parse_query,
    tokens,
)
from vietnamese.sorting import SORT_KEY_LENGTH, sort_key
from vietnamese.syllables import canonical, is_syllable, place_tones
from vietnamese.text import clean_line, clean_text, fold, slugify

__all__ = [
    "SORT_KEY_LENGTH",
    "VIETNAM_TIME",
    "WEEKDAYS",
    "Decoded",
    "Finding",
    "Kind",
    "Months",
    "Period",
    "Quantity",
    "Quarter",
    "Query",
    "Segment",
    "Token",
    "WeekdayMismatch",
    "buoi",
    "canonical",
    "check_text",
    "clean_line",
    "clean_text",
    "convert_tcvn3",
    "convert_vni",
    "decode_legacy",
    "document_numbers",
    "exact_tokens",
    "file_size",
    "find_date",
    "fold",
    "folded_tokens",
    "group_digits",
    "is_syllable",
    "local_time",
    "long_date",
    "long_datetime",
    "machine_datetime",
    "near_words",
    "normalize_number",
    "parse_date",
    "parse_datetime",
    "parse_period",
    "parse_quantity",
    "parse_query",
    "place_tones",
    "short_date",
    "slugify",
    "sort_key",
    "split_around_numbers",
    "suggest_conversion",
    "timesince",
    "tokens",
    "weekday_mismatches",
    "weekday_name",
    "written_date",
]
