#!/usr/bin/env bash
# Guessed: a shapefile that geopandas writes is read by geopandas; names of columns are cut to ten letters, with a warning.
# What happens: they are cut to ten bytes, in the middle of a letter: "số_phiếu", of eight letters, and "mức_độ_hài_lòng" are
# written with a warning, and reading the file raises UnicodeDecodeError; pyshp does not open it either. "phường_xã"
# happens to be cut between two letters, and is read.
# Why it matters: maps of communes go about as shapefiles. Whether a file opens hangs on which Vietnamese letter stands
# at the tenth byte of a head, and the one who wrote it does not see it.
# Versions: geopandas 1.2.0, pyogrio 0.13.0 (GDAL 3.12.4), shapely 2.2.0, pandas 2.3.3, numpy 2.4.6, pyshp 3.1.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='geopandas==1.2.0 pyogrio==0.13.0 shapely==2.2.0 pandas==2.3.3 numpy==2.4.6 pyshp==3.1.6'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: each is read, under a shorter name'
env/bin/python - <<'PYTHON'
import geopandas, shapefile, warnings
warnings.simplefilter("ignore")
seen = {}
for name in ["so_phieu", "phường_xã", "số_phiếu", "mức_độ_hài_lòng"]:
    table = geopandas.GeoDataFrame({name: [12, 34]}, geometry=geopandas.points_from_xy([105.8, 105.9], [22.1, 22.2]), crs=4326)
    table.to_file("a.shp")
    try:
        seen[name] = geopandas.read_file("a.shp").columns[0]
    except UnicodeDecodeError as error:
        seen[name] = error.reason
    try:
        shapefile.Reader("a").close()
        opened = True
    except shapefile.ShapefileException:
        opened = False
    assert opened == (seen[name] != "unexpected end of data")
print("seen:", seen)
assert seen == {"so_phieu": "so_phieu", "phường_xã": "phường_"} | dict.fromkeys(["số_phiếu", "mức_độ_hài_lòng"], "unexpected end of data")
PYTHON
echo 'the guess missed, as recorded'
