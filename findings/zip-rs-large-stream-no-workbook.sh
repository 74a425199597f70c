#!/usr/bin/env bash
# Guessed: a workbook that is streamed, each part said to be large (zip64), opens wherever a workbook opens; the two
# libraries that can write such a stream write the same heads.
# What happens: beside the field of zip64 the crate zip writes 0 as both sizes into the local head of a part, where Python's
# zipfile writes 0xFFFFFFFF, as the field asks for. unzip and zipfile read both. LibreOffice opens the one of Python and
# makes nothing of the other: its source file could not be loaded.
# Why it matters: who streams an export does not know how large it will be, and says large_file(true) to be safe. The file
# passes every check of an archive and is no workbook to the office that gets it.
# Versions: zip 9.8.1 (Rust), openpyxl 3.1.5, Python 3.11, libreoffice-calc-nogui 7.4.7 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC CARGO_TARGET_DIR="$work/target"
dpkg -s libreoffice-calc-nogui > installed 2>&1 || apt-get install -qq --no-install-recommends libreoffice-calc-nogui > installed 2>&1
dpkg-query -W -f '${Version}' libreoffice-calc-nogui | grep -q '^4:7\.4\.7-'
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
echo 'versions: zip=9.8.1 openpyxl==3.1.5 libreoffice-calc-nogui=7.4.7 (Debian 12)'
echo 'guess: LibreOffice reads 62.5 in both'
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "stream"
version = "0.0.0"
edition = "2021"
[dependencies]
zip = { version = "=9.8.1", default-features = false, features = ["deflate-flate2-zlib-rs"] }
[workspace]
TOML
cat > src/main.rs <<'RUST'
use std::io::Write;
use zip::write::SimpleFileOptions;

// The parts of a folder, named in the order of a list, as a stream: nobody can go back in it.
fn main() {
    let mut out = zip::ZipWriter::new_stream(std::fs::File::create("crate.xlsx").unwrap());
    for name in std::fs::read_to_string("names").unwrap().lines() {
        out.start_file(name, SimpleFileOptions::default().large_file(true)).unwrap();
        out.write_all(&std::fs::read(format!("parts/{name}")).unwrap()).unwrap();
    }
    out.finish().unwrap();
}
RUST
cat > make.py <<'PYTHON'
import openpyxl, zipfile
book = openpyxl.Workbook()
book.active.append(["X1", 62.5])
book.save("plain.xlsx")
class Stream:
    def __init__(self, name): self.file = open(name, "wb")
    def write(self, some): return self.file.write(some)
    def flush(self): self.file.flush()
with zipfile.ZipFile("plain.xlsx") as plain, zipfile.ZipFile(Stream("python.xlsx"), "w", zipfile.ZIP_DEFLATED) as out:
    plain.extractall("parts")
    open("names", "w").write("\n".join(plain.namelist()))
    for name in plain.namelist():
        with out.open(name, "w", force_zip64=True) as part: part.write(plain.read(name))
PYTHON
env/bin/python make.py
cargo run --quiet
cat > look.py <<'PYTHON'
import os, struct, zipfile
for name in "python", "crate":
    file = f"{name}.xlsx"
    with zipfile.ZipFile(file) as found: assert found.testzip() is None
    sizes = struct.unpack("<II", open(file, "rb").read(26)[18:26])
    made = open(f"{name}.csv").read().strip() if os.path.exists(f"{name}.csv") else "no file made"
    print(f"{name}: whole as an archive; sizes in the first head {sizes[0]:#x} {sizes[1]:#x}; LibreOffice: {made}")
PYTHON
for name in python crate; do
  HOME="$work" timeout 300 soffice --headless --convert-to csv $name.xlsx > said.$name 2>&1 < /dev/null || true
done
env/bin/python look.py | tee seen
grep -q '^python: .*0xffffffff 0xffffffff; LibreOffice: X1,62.5$' seen
grep -q '^crate: .*first head 0x0 0x0; LibreOffice: no file made$' seen
grep -q 'could not be loaded' said.crate
echo 'the guess missed, as recorded'
