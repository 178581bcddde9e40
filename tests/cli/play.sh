#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The program as an administrator uses it: tests/cli/play.sh PROGRAM ROOT
set -euo pipefail
kinhmoi=$1 root=$2
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
data=$folder/data
fail() { echo "FAILED: $*" >&2; exit 1; }
must_fail() { "$@" >"$folder/out" 2>&1 && fail "$* should have failed"; return 0; }

echo "every command has help with an example"
for command in serve init "account first-code" "account list" "plan import" "plan export" "key list" \
    "key rotate" "key compromise" "key new-master" backup restore verify; do
    # shellcheck disable=SC2086
    $kinhmoi $command --help | grep -q "Example: kinhmoi" || fail "$command --help"
done

echo "a data folder that does not exist is named"
must_fail "$kinhmoi" verify --data "$folder/nowhere"
grep -q "$folder/nowhere" "$folder/out" || fail "no path in: $(cat "$folder/out")"

echo "init makes a folder that only its owner may read"
"$kinhmoi" init --data "$data" >/dev/null
[[ $(stat -c %a "$data") == 700 ]] || fail "mode of the data folder"
[[ $(stat -c %a "$data/master.key") == 600 ]] || fail "mode of the master key"
[[ $(stat -c %a "$data/tls.key") == 600 ]] || fail "mode of the TLS key"
must_fail "$kinhmoi" init --data "$data"

echo "a plan goes in, again without change, and comes out as it went in"
"$kinhmoi" plan import --data "$data" "$root/config/can-tho.plan.json" >/dev/null
"$kinhmoi" plan import --data "$data" "$root/config/can-tho.plan.json" | grep -q " 0 mới / created, 0 sửa" || fail "second import"
"$kinhmoi" plan export --data "$data" CT-LPD-20260529 >"$folder/one.json"
"$kinhmoi" init --data "$folder/other" >/dev/null
"$kinhmoi" plan import --data "$folder/other" "$folder/one.json" >/dev/null
"$kinhmoi" plan export --data "$folder/other" CT-LPD-20260529 | cmp - "$folder/one.json" || fail "export, import, export"

echo "a wrong plan is told all its faults"
sed 's/"unit": "person"/"unit": "horse"/; s/"starts_at": "[^"]*"/"starts_at": "soon"/' "$folder/one.json" >"$folder/wrong.json"
must_fail "$kinhmoi" plan import --data "$data" "$folder/wrong.json"
grep -q "/event/starts_at" "$folder/out" && grep -q "/unit" "$folder/out" || fail "faults: $(cat "$folder/out")"

echo "HTTPS with the certificate init made; a second process is refused; Ctrl-C ends cleanly"
"$kinhmoi" serve --data "$data" --port 0 >"$folder/serve.out" 2>"$folder/serve.log" &
server=$!
for _ in $(seq 100); do grep -q ^ready "$folder/serve.out" && break; read -rt 0.1 <> <(:) || true; done
url=$(sed -n 's/^ready //p' "$folder/serve.out")
[[ $url == https://localhost:* ]] || fail "ready line: $url"
curl -sf --cacert "$data/tls.crt" "$url/readyz" | grep -q '"status":"ready"' || fail "readyz"
curl -sf --cacert "$data/tls.crt" "$url/" | grep -q "Kính mời" || fail "start page"
curl -s --cacert "$data/tls.crt" "$url/door/" | grep -q "<html" || fail "the door's page"
must_fail "$kinhmoi" serve --data "$data" --port 0
must_fail "$kinhmoi" account list --data "$data"

echo "pages from a folder, while developing"
must_fail "$kinhmoi" serve --data "$folder/other" --http --port 0 --web-dir "$folder/nowhere"
grep -q "$folder/nowhere" "$folder/out" || fail "no path in: $(cat "$folder/out")"
mkdir -p "$folder/pages/door"
echo "trang thử" >"$folder/pages/door/index.html"
"$kinhmoi" serve --data "$folder/other" --http --port 0 --web-dir "$folder/pages" >"$folder/pages.out" 2>/dev/null &
pages=$!
for _ in $(seq 100); do grep -q ^ready "$folder/pages.out" && break; read -rt 0.1 <> <(:) || true; done
curl -s "$(sed -n 's/^ready //p' "$folder/pages.out")/door/" | grep -q "trang thử" || { kill "$pages"; fail "--web-dir"; }
kill -INT "$pages"
wait "$pages" || fail "serve --web-dir did not end with 0"

echo "a backup of the running server, verified, restored elsewhere"
mkdir "$folder/copies"
"$kinhmoi" backup --data "$data" "$folder/copies" >"$folder/backup.out"
manifest=$(grep -m1 '\.manifest' "$folder/backup.out" || sed -n 3p "$folder/backup.out")
kill -INT "$server"
wait "$server" || fail "serve did not end with 0"
server=
[[ ! -s $data/kinhmoi.db-wal ]] || fail "the write-ahead log is not empty after the end"
mkdir -m 700 "$folder/restored"
"$kinhmoi" restore --data "$folder/restored" "$manifest" >/dev/null
"$kinhmoi" verify --data "$folder/restored" >/dev/null
"$kinhmoi" plan export --data "$folder/restored" CT-LPD-20260529 | cmp - "$folder/one.json" || fail "the restored plan"

echo "a document's file goes with the backup and comes back; damage is found"
python3 - "$data" "$folder/before.out" <<'PYTHON'
import hashlib, os, sqlite3, sys
data, out = sys.argv[1:]
letter = b"%PDF-1.7 thu moi"
name = hashlib.sha256(letter).digest()
os.makedirs(data + "/files", mode=0o700, exist_ok=True)
open(data + "/files/" + name.hex(), "wb").write(letter)
db = sqlite3.connect(data + "/kinhmoi.db")
document = db.execute("SELECT id FROM documents LIMIT 1").fetchone()[0]
db.execute("INSERT INTO document_files VALUES (?, ?, 'application/pdf', 'thu-moi.pdf', ?, 0, x'00')",
           (document, name, len(letter)))
db.commit()
open(out, "w").write(name.hex())
PYTHON
letter=$(cat "$folder/before.out")
mkdir "$folder/later"
"$kinhmoi" verify --data "$data" >/dev/null
"$kinhmoi" backup --data "$data" "$folder/later" >"$folder/backup.out"
[[ -f $folder/later/files/$letter ]] || fail "the file is not in the backup"
manifest=$(ls "$folder/later/"*.manifest)
echo "0190b8c1-0000-7000-8000-000000000001" >"$data/erasures.list"
"$kinhmoi" restore --data "$data" "$manifest" >/dev/null
mkdir -m 700 "$folder/again"
"$kinhmoi" restore --data "$folder/again" "$manifest" >/dev/null
"$kinhmoi" verify --data "$folder/again" >/dev/null
echo broken >"$folder/again/files/$letter"
must_fail "$kinhmoi" verify --data "$folder/again"
grep -q "$letter" "$folder/out" || fail "the damaged file is not named"

echo "what was changed in the audit log is found"
python3 - "$folder/restored/kinhmoi.db" <<'PYTHON'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE audit_log SET action = 'nothing' WHERE seq = 1")
db.commit()
PYTHON
must_fail "$kinhmoi" verify --data "$folder/restored"
echo "all passed"
