#!/usr/bin/env bash
# Guessed: a Vietnamese subject that Python's EmailMessage writes is read back as it was, by Python and by others.
# What happens: where the subject is folded, the space between two words is gone: "Ủy ban nhândân huyện Ngân Sơn còn 3
# ngày để nộpbáo cáo". In the mail the blank stands between two encoded words, where the rule (RFC 2047) has it ignored;
# postal-mime, a reader in JavaScript, shows the same. A subject that fits one line is right.
# Why it matters: a digest or a reminder names the office and the deadline, and in Vietnamese, where every syllable
# stands apart, two run together make another word or none. A short trial subject shows nothing. Header() of
# email.header, the older way, keeps the spaces.
# Versions: the email package of CPython 3.11 (that of Debian 12), postal-mime 4.0.0. (CPython 3.8.18 and 3.12.1 did the same, 3.13.0 was right.)
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -c 'import sys; assert sys.version_info[:2] == (3, 11), sys.version'
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . postal-mime@4.0.0
echo "versions: $(python3 --version) postal-mime@4.0.0"
echo 'guess: the subject as it was'
cat > write.py <<'PYTHON'
import email, email.policy
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
subject = "Nhắc hạn giải trình: Ủy ban nhân dân huyện Ngân Sơn còn 3 ngày để nộp báo cáo tự chấm điểm năm 2019"
message = EmailMessage(policy=email.policy.SMTP)
message["Subject"] = subject
message.set_content("Xem trong phần mềm.")
open("a.eml", "wb").write(message.as_bytes())
seen = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)["Subject"]
print("seen:", seen)
assert seen == subject.replace("nhân dân", "nhândân").replace("nộp báo", "nộpbáo") != subject
open("seen", "w").write(seen)
older = Header(subject, "utf-8").encode()
assert str(make_header(decode_header(older))) == subject
short = EmailMessage(policy=email.policy.SMTP)
short["Subject"] = "Nhắc hạn: Ngân Sơn"
assert email.message_from_bytes(short.as_bytes(), policy=email.policy.default)["Subject"] == "Nhắc hạn: Ngân Sơn"
PYTHON
python3 write.py
cat > read.mjs <<'NODE'
import assert from "assert";
import { readFileSync } from "fs";
import PostalMime from "postal-mime";
const { subject } = await PostalMime.parse(readFileSync("a.eml"));
console.log("postal-mime:", subject);
assert.strictEqual(subject, readFileSync("seen", "utf8"));
NODE
node read.mjs
echo 'the guess missed, as recorded'
