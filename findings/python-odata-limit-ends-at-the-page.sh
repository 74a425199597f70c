#!/usr/bin/env bash
# Guessed: query.limit(25) of python-odata gives the first 25 rows of a set that has 30, also where the service hands out pages of
# ten with @odata.nextLink, as OData 4 lets it: query.all() follows these links.
# What happens: with a limit it reads the first page and stops: ten rows, no error, no word that there are more. Its iterator leaves the
# link aside wherever $top is among the options.
# Why it matters: "the first 1,000 ballots" are as many as the server cares to put on one page, and shares and means are taken of these.
# Versions: python-odata 0.8.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-odata==0.8.1
echo 'versions: python-odata==0.8.1'
echo 'guess: all() gives 30 rows, limit(25) gives 25, limit(5) gives 5'
env/bin/python - <<'PYTHON'
import http.server, json, threading, urllib.parse
from odata import ODataService

METADATA = """<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="S" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="Ballot"><Key><PropertyRef Name="number"/></Key>
<Property Name="number" Type="Edm.Int64" Nullable="false"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="ballots" EntityType="S.Ballot"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"""
ROWS, PAGE = [{"number": number} for number in range(1, 31)], 10

class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(url.query))
        body, kind = METADATA, "application/xml"
        if not url.path.endswith("$metadata"):
            behind, top = int(asked.get("$skiptoken", 0)), int(asked.get("$top", len(ROWS)))
            page = ROWS[behind:behind + min(PAGE, top)]
            answer = {"@odata.context": "$metadata#ballots", "value": page}
            if top > len(page) and behind + PAGE < len(ROWS):
                left = f"&$top={top - PAGE}" if "$top" in asked else ""
                answer["@odata.nextLink"] = f"ballots?$skiptoken={behind + PAGE}{left}"
            body, kind = json.dumps(answer), "application/json"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("OData-Version", "4.0")
        self.end_headers()
        self.wfile.write(body.encode())

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
service = ODataService(f"http://127.0.0.1:{server.server_port}/", reflect_entities=True, quiet_progress=True)
query = service.query(service.entities["ballots"])
seen = {"all": len(query.all()), "limit(25)": len(query.limit(25).all()), "limit(5)": len(query.limit(5).all())}
print("seen:", seen)
assert seen == {"all": 30, "limit(25)": 10, "limit(5)": 5}
PYTHON
echo 'the guess missed, as recorded'
