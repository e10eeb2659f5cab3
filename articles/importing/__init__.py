"""Articles from files: readers of .docx, .html and .txt, the rules that tell a title from a caption, and the one writer."""

from articles.importing.found import Found
from articles.importing.reading import Beside, nothing_beside, read_file
from articles.importing.writing import Imported, check_pictures, import_found, similar_articles

__all__ = [
    "Beside", "Found", "Imported", "check_pictures", "import_found", "nothing_beside", "read_file", "similar_articles",
]  # fmt: skip
