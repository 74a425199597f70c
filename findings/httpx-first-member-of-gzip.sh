#!/usr/bin/env bash
# Guessed: a gzip body of two members, which the format (RFC 1952) has for appending, is read whole by HTTP clients of
# Python, as gunzip does.
# What happens: httpx gives the first member alone, with status 200 and the right Content-Length, and no error. requests
# and aiohttp give both, and so does fetch of Node.
# Why it matters: a log or an export of a day that is appended to as .gz, and what compresses in blocks (bgzip, pigz with
# several files), is served so. A client loses every ballot after the first piece and gets a file that ends at a line.
# Versions: httpx 0.28.1, requests 2.34.2, urllib3 2.8.0, aiohttp 3.14.5, Node 20 or later.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='httpx==0.28.1 requests==2.34.2 urllib3==2.8.0 aiohttp==3.14.5'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: both lines from each'
env/bin/python - <<'PYTHON'
import aiohttp, asyncio, gzip, http.server, httpx, requests, subprocess, threading
body = gzip.compress(b"1;PB0001\n") + gzip.compress(b"2;PB0002\n")
assert gzip.decompress(body) == b"1;PB0001\n2;PB0002\n"
class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        for name, value in [("Content-Encoding", "gzip"), ("Content-Length", len(body)), ("Content-Type", "text/csv")]:
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
page = f"http://127.0.0.1:{server.server_port}/"
async def by_aiohttp():
    async with aiohttp.ClientSession() as session, session.get(page) as answer:
        return await answer.text()
js = f"fetch('{page}').then((r) => r.text()).then((text) => process.stdout.write(text))"
seen = {
    "httpx": httpx.get(page).text,
    "requests": requests.get(page).text,
    "aiohttp": asyncio.run(by_aiohttp()),
    "fetch": subprocess.run(["node", "-e", js], check=True, capture_output=True, text=True).stdout,
}
print("seen:", seen)
both = "1;PB0001\n2;PB0002\n"
assert httpx.get(page).status_code == 200
assert seen == {"httpx": "1;PB0001\n", "requests": both, "aiohttp": both, "fetch": both}
PYTHON
echo 'the guess missed, as recorded'
