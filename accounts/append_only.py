"""The triggers that make a table append-only: the database itself refuses UPDATE and DELETE."""

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'nhat ky chi duoc ghi them'); END
"""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION khoi_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'nhat ky chi duoc ghi them'; END $$
"""


def install(connection, table: str) -> None:
    """Make the table append-only. Safe to repeat. Django's flush stops working on it: tests install it where they need it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                level = "STATEMENT" if verb == "TRUNCATE" else "ROW"
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"FOR EACH {level} EXECUTE FUNCTION khoi_append_only()"
                )
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(SQLITE.format(table=table, verb=verb))


def remove(connection, table: str) -> None:
    """Take the triggers away again, for a migration that goes back and for tests."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete", "truncate"):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
