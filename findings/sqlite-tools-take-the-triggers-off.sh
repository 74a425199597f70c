#!/usr/bin/env bash
# Guessed: a tool that renames a column in SQLite keeps the rest of the table: its triggers, its checks, and that it is
# WITHOUT ROWID.
# What happens: transform of sqlite-utils and batch_alter_table of alembic make a new table and drop the old one with its
# triggers: a log that refused DELETE lets it through. sqlite-utils keeps the check and the index, and turns WITHOUT ROWID
# into an ordinary table; alembic drops the check, of which alone it warns. ALTER TABLE of SQLite itself keeps all of it.
# Why it matters: "append only" is kept by triggers, so that an administrator cannot rewrite who gave which points. After
# the next small change of the schema nothing refuses any more, and all tests that only write go on passing.
# Versions: sqlite-utils 4.2.1, alembic 1.20.1, SQLAlchemy 2.1.9.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sqlite-utils==4.2.1 alembic==1.20.1 SQLAlchemy==2.1.9
echo 'versions: sqlite-utils==4.2.1 alembic==1.20.1 SQLAlchemy==2.1.9'
echo 'guess: the triggers, the checks and WITHOUT ROWID are kept by each'
env/bin/python - <<'PYTHON'
import sqlite3, sqlite_utils, sqlalchemy, warnings
from alembic.migration import MigrationContext
from alembic.operations import Operations
made = [
    "CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT NOT NULL CHECK (what <> ''), day TEXT)",
    "CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID",
    "INSERT INTO log (what, day) VALUES ('7 points', '2026-11-28')",
]

def by_sqlite_utils(path):
    tool = sqlite_utils.Database(path)
    tool["log"].transform(rename={"day": "on_day"})
    tool["unit"].transform(rename={"name": "title"})
    tool.close()

def by_alembic(path):
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        change = Operations(MigrationContext.configure(connection))
        with change.batch_alter_table("log") as table:
            table.alter_column("day", new_column_name="on_day")
    engine.dispose()

def by_sqlite(path):
    plain = sqlite3.connect(path)
    plain.execute("ALTER TABLE log RENAME COLUMN day TO on_day")
    plain.execute("ALTER TABLE unit RENAME COLUMN name TO title")
    plain.close()

seen = {}
for change in [by_sqlite, by_sqlite_utils, by_alembic]:
    path = f"{change.__name__}.sqlite"
    plain = sqlite3.connect(path)
    for statement in made:
        plain.execute(statement)
    plain.commit()
    plain.close()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        change(path)
    plain = sqlite3.connect(path)
    schema = {name: sql for name, sql in plain.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")}
    kept = ["trigger" * ("log_stays" in schema), "check" * ("CHECK" in schema["log"]),
            "without rowid" * ("WITHOUT ROWID" in schema["unit"])]
    try:
        plain.execute("DELETE FROM log")
        deleted = True
    except sqlite3.IntegrityError:
        deleted = False
    about = [word for word in ["CHECK", "trigger"] if any(word in str(warning.message) for warning in said)]
    seen[change.__name__] = [word for word in kept if word], deleted, about
    print("seen:", change.__name__, "kept", seen[change.__name__][0], "deleted", deleted, "warned of", about)
assert seen["by_sqlite"] == (["trigger", "check", "without rowid"], False, [])
assert seen["by_sqlite_utils"] == (["check"], True, [])
assert seen["by_alembic"] == (["without rowid"], True, ["CHECK"])
PYTHON
echo 'the guess missed, as recorded'
