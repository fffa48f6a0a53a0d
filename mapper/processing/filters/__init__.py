"""Select events by actor, date, type, place, figure, source and words."""

from mapper.processing.filters.around import has_point, middle_meant
from mapper.processing.filters.select import check_conditions, filter_words, select
from mapper.processing.filters.what import types_meant, types_of
from mapper.processing.filters.where import is_called, is_meant, names_meant
from mapper.processing.filters.words import words_lacking

__all__ = [
    "check_conditions", "filter_words", "has_point", "is_called", "is_meant", "middle_meant", "names_meant",
    "select", "types_meant", "types_of", "words_lacking",
]  # fmt: skip
