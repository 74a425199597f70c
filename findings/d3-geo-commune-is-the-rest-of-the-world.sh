#!/usr/bin/env bash
# Guessed: d3-geo takes a polygon that is made as the standard of GeoJSON (RFC 7946) asks, with the outer ring against the
# clock, for the area inside: a commune is small, holds its own school and not Paris.
# What happens: it takes it for all of the world but the commune: its share of the sphere is 0.9999998, it holds Paris and
# not the school, and its middle lies off Chile. turf, on the same polygon, says 115 km², and as guessed. With the ring
# turned, against the standard, it is the other way about in d3-geo, and turf does not mind. No error.
# Why it matters: maps of communes are drawn by it, and tools that write GeoJSON by the standard are right to turn the
# rings so. Every commune then covers the page, and which commune an interview lies in is answered with all others.
# Versions: d3-geo 3.1.2, @turf/turf 7.4.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . d3-geo@3.1.2 @turf/turf@7.4.0
echo 'versions: d3-geo@3.1.2 @turf/turf@7.4.0'
echo 'guess: small, with the school, without Paris'
cat > map.mjs <<'NODE'
import assert from "assert";
import { geoArea, geoCentroid, geoContains } from "d3-geo";
import { area, booleanClockwise, booleanPointInPolygon } from "@turf/turf";
const ring = [[105.8, 22.1], [105.9, 22.1], [105.9, 22.2], [105.8, 22.2], [105.8, 22.1]];
const school = [105.85, 22.15], paris = [2.35, 48.85];
assert(!booleanClockwise(ring));
const look = (coordinates) => {
  const commune = { type: "Polygon", coordinates };
  return {
    share: geoArea(commune) / (4 * Math.PI), middle: geoCentroid(commune).map(Math.round),
    school: geoContains(commune, school), paris: geoContains(commune, paris), km2: Math.round(area(commune) / 1e6),
    turf: [booleanPointInPolygon(school, commune), booleanPointInPolygon(paris, commune)],
  };
};
const standard = look([ring]), turned = look([ring.slice().reverse()]);
console.log("seen:", standard, "turned:", turned);
assert(standard.share > 0.9999 && !standard.school && standard.paris && standard.km2 === 115);
assert.deepStrictEqual(standard.middle, [-74, -22]);
assert(turned.share < 0.0001 && turned.school && !turned.paris && turned.km2 === 115);
assert.deepStrictEqual([standard.turf, turned.turf], [[true, false], [true, false]]);
NODE
node map.mjs
echo 'the guess missed, as recorded'
