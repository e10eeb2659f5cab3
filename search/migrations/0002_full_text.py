"""The full-text structures: FTS5 tables filled by triggers on SQLite, a column of lexemes with a GIN index on PostgreSQL.

On SQLite, a later migration that remakes search_text has to make the triggers again.
"""

from django.db import migrations

TABLES = ("search_titles", "search_texts")

SQLITE = (
    *(
        f"CREATE VIRTUAL TABLE {table} USING fts5(exact, folded, facets, content='', columnsize=0, tokenize='ascii')"
        for table in TABLES
    ),
    """
    CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
      INSERT INTO search_titles(rowid, exact, folded, facets)
        VALUES (new.entry_id, new.title_exact, new.title_folded, new.facets);
      INSERT INTO search_texts(rowid, exact, folded, facets)
        VALUES (new.entry_id, new.exact, new.folded, new.facets);
    END
    """,
    """
    CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
      INSERT INTO search_titles(search_titles, rowid, exact, folded, facets)
        VALUES ('delete', old.entry_id, old.title_exact, old.title_folded, old.facets);
      INSERT INTO search_texts(search_texts, rowid, exact, folded, facets)
        VALUES ('delete', old.entry_id, old.exact, old.folded, old.facets);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER search_text_removed",
    "DROP TRIGGER search_text_added",
    *(f"DROP TABLE {table}" for table in TABLES),
)

POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN terms tsvector",
    # The lexemes lie outside the row, so that a thousand hits are read from a few pages.
    "ALTER TABLE search_entry SET (toast_tuple_target = 128)",
    "CREATE INDEX search_entry_terms ON search_entry USING gin (terms)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_entry_terms",
    "ALTER TABLE search_entry DROP COLUMN terms",
    "ALTER TABLE search_entry RESET (toast_tuple_target)",
)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


def forward(apps, schema_editor):
    run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def back(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries_texts_acronyms")]
    operations = [migrations.RunPython(forward, back)]
