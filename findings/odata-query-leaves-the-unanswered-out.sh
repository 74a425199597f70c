#!/usr/bin/env bash
# Guessed: odata-query makes of an OData filter what OData means by it: "muc ne 7" is true of a row without a muc (null
# is not equal to 7), and contains(y_kien,'%') finds the rows with a percent sign.
# What happens: the filter becomes the plain operator of SQL: who did not answer is in neither "muc eq 7" nor "muc ne 7"
# nor "not (muc eq 7)"; and % and _ are wildcards: contains(y_kien,'%') finds every row that has a text. No error.
# Why it matters: OData is how Excel and Power BI ask for answers, and an own service is soon written with this. The two
# halves of a survey do not add up to the whole, and "100%" in open answers is found everywhere.
# Versions: odata-query 0.10.0, SQLAlchemy 2.1.9, on SQLite.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0 SQLAlchemy==2.1.9
echo 'versions: odata-query==0.10.0 SQLAlchemy==2.1.9'
echo 'guess: eq and ne share all four rows; one row has a percent sign'
env/bin/python - 2> said <<'PYTHON'
import sqlalchemy as sql
from odata_query.sqlalchemy import apply_odata_query
from sqlalchemy.orm import DeclarativeBase, Session
class Base(DeclarativeBase):
    pass
class Ballot(Base):
    __tablename__ = "ballot"
    id = sql.Column(sql.Integer, primary_key=True)
    muc = sql.Column(sql.Integer)
    y_kien = sql.Column(sql.String)
engine = sql.create_engine("sqlite://")
Base.metadata.create_all(engine)
rows = [(1, 7, "đúng 100%"), (2, 3, "chậm"), (3, None, "một_cửa"), (4, 5, None)]
filters = ["muc eq 7", "muc ne 7", "not (muc eq 7)", "contains(y_kien,'%')", "contains(y_kien,'_')"]
with Session(engine) as session:
    session.add_all(Ballot(id=id, muc=muc, y_kien=text) for id, muc, text in rows)
    session.flush()
    seen = {said: [row.id for row in session.scalars(apply_odata_query(sql.select(Ballot), said))] for said in filters}
print("seen:", seen)
assert seen == dict(zip(filters, ([1], [2, 4], [2, 4], [1, 2, 3], [1, 2, 3])))
PYTHON
echo 'the guess missed, as recorded'
