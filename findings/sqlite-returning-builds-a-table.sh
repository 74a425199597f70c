#!/usr/bin/env bash
# Guessed: INSERT … RETURNING key hands over the number of the row that was just written, and costs no more than asking for the
# last rowid afterwards.
# What happens: each run opens a temporary table, lays the returned row there, and reads it back when the insert is done. For
# one row of one number, some hundred thousand bytes are taken and given back each time: ten times what the insert itself takes.
# Why it matters: a server that takes in a ballot a row, in one statement each, pays for it with every ballot; a profile showed a
# third of the writer's time there. last_insert_rowid() says the same number and costs nothing.
# Versions: apsw 3.54.1.0 (SQLite 3.54.1, bundled), Python 3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check apsw==3.54.1.0
cat > seen.py <<'PY'
import apsw

print("versions: apsw", apsw.apsw_version(), "SQLite", apsw.sqlite_lib_version())
print("guess: no temporary table, and about the same memory")
database = apsw.Connection(":memory:")
database.execute("create table ballot (key integer primary key, id blob not null unique, bytes blob)")
PLAIN = "insert into ballot (id, bytes) values (?, ?)"


def opened(statement):
    """Temporary tables that the program of a statement opens."""
    return [row[1] for row in database.execute("explain " + statement, (b"", b""))].count("OpenEphemeral")


def taken(statement, first):
    """Bytes beyond what was held before, at the most, while a statement runs that ran before."""
    cursor = database.cursor()
    for number in range(first, first + 2):
        before, _ = apsw.status(apsw.SQLITE_STATUS_MEMORY_USED, True)
        cursor.execute(statement, (number.to_bytes(16, "big"), b"answers")).fetchall()
        _, most = apsw.status(apsw.SQLITE_STATUS_MEMORY_USED)
    return most - before


seen = {}
for name, statement, first in [("plain", PLAIN, 1), ("returning", PLAIN + " returning key", 10)]:
    seen[name] = opened(statement), taken(statement, first)
    print(f"seen: {name}: {seen[name][0]} temporary tables, {seen[name][1]} bytes at the most")
rows = database.execute(PLAIN + " returning key", ((99).to_bytes(16, "big"), b"")).fetchall()
assert rows == [(database.last_insert_rowid(),)]
assert seen["plain"][0] == 0 and seen["returning"][0] == 1
assert seen["returning"][1] > 5 * seen["plain"][1] and seen["returning"][1] > 64_000
PY
made/bin/python seen.py
echo 'the guess missed, as recorded'
