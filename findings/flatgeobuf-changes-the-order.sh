#!/usr/bin/env bash
# Guessed: a table of places written and read by geopandas comes back in its order, whatever the format. (Taken for
# granted, not written down; met while looking at names of columns.)
# What happens: FlatGeobuf gives the rows by where they lie: 001, 002, 003 come as 002, 001, 003. GeoJSON and GeoPackage
# keep the order, and so does FlatGeobuf with SPATIAL_INDEX="NO". No warning.
# Why it matters: it is what web maps of communes are served as, for its size. Points that are put beside it row by row, as
# plotting and pandas' concat do, land on another commune, and each map looks complete.
# Versions: geopandas 1.2.0, pyogrio 0.13.0 (GDAL 3.12.4), shapely 2.2.0, pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='geopandas==1.2.0 pyogrio==0.13.0 shapely==2.2.0 pandas==2.3.3 numpy==2.4.6'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: 001, 002, 003'
env/bin/python - <<'PYTHON'
import geopandas
places = geopandas.points_from_xy([105.8, 105.9, 105.85], [22.1, 22.2, 22.0])
table = geopandas.GeoDataFrame({"ma": ["001", "002", "003"]}, geometry=places, crs=4326)
seen = {}
for name, more in {"a.fgb": {}, "plain.fgb": {"SPATIAL_INDEX": "NO"}, "a.geojson": {}, "a.gpkg": {}}.items():
    table.to_file(name, **more)
    seen[name] = geopandas.read_file(name).ma.tolist()
print("seen:", seen)
assert seen.pop("a.fgb") == ["002", "001", "003"]
assert all(codes == ["001", "002", "003"] for codes in seen.values())
PYTHON
echo 'the guess missed, as recorded'
