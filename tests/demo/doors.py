# SPDX-License-Identifier: Apache-2.0
"""The morning: doors, scans, a batch from a phone that was offline, and the report."""
import secrets
import threading

from client import Client
from preparation import digits_of
from recorder import problem_text


class Door:
    """One enrolled phone: it counts its scans and makes their ids."""

    def __init__(self, server, enrolled, now_ms):
        self.client = Client(server, enrolled["token"])
        self.setting = enrolled["setting"]
        self.device = self.setting["device"]
        self.gate = self.device["gate_id"]
        self.now_ms = now_ms
        self.dseq = 0

    def record(self, text, **more):
        self.dseq += 1
        self.now_ms += 1000
        scan = {"scan_id": secrets.token_hex(16), "epoch": self.device["epoch"], "dseq": self.dseq,
                "gate_id": self.gate, "wall_ms": self.now_ms, "mono_ms": self.dseq * 1000,
                "offset_ms": 0, "mode": "online", "text": text}
        scan.update(more)
        return scan

    def send(self, scan):
        return self.client.post("/api/v1/door/scans", scan).json

    def scan(self, text, **more):
        return self.send(self.record(text, **more))


class Morning:
    def __init__(self, server, recorder, preparation, opens_ms):
        self.server, self.say, self.prep = server, recorder, preparation
        self.opens_ms = opens_ms
        self.doors = {}
        self.present = 0
        self.walk_ins = 0

    def enrol(self):
        gates = self.prep.every(self.prep.organizer, f"/api/v1/events/{self.prep.event}/gates")
        sites = {s["id"]: s for s in self.prep.every(self.prep.organizer,
                                                     f"/api/v1/events/{self.prep.event}/sites")}
        home = {i["site"]["id"] for i in self.prep.overview()}
        ours = [g for g in gates if g["site"] in home][:2]
        other = next(g for g in gates if g["site"] not in home)
        for name, gate in zip(("A", "B", "C"), [*ours, other]):
            offer = self.say.expect("Đơn vị tổ chức", f"cấp mã ghép máy {name} tại {gate['name']}, "
                                    f"{sites[gate['site']]['name']}", self.prep.organizer.post(
                                        f"/api/v1/events/{self.prep.event}/doors",
                                        {"gate_id": gate["id"], "label": f"Máy {name}"}), 201)
            phone = Client(self.server)
            enrolled = self.say.expect(f"Máy {name}", "ghép bằng mã", phone.post(
                "/api/v1/door/enrol", {"code": offer["code"]}), 201)
            again = phone.post("/api/v1/door/enrol", {"code": offer["code"]})
            self.say.step(f"Máy {name}", "mã chỉ dùng được một lần", again.status == 410, problem_text(again))
            self.doors[name] = Door(self.server, enrolled, self.opens_ms)
        refused = self.doors["A"].client.get(f"/api/v1/events/{self.prep.event}/delegates")
        self.say.step("Máy A", "hỏi danh sách đại biểu: không được phép", refused.status == 403)

    def load_passes(self, stays_away):
        passes = self.prep.every(self.prep.organizer, f"/api/v1/events/{self.prep.event}/passes?limit=200")
        current = [p for p in passes if p["state"] == "current"]
        self.parties = [p for p in current if p["party_size"] > 1]
        new = self.prep.organizer.get(f"/api/v1/delegates/{self.prep.substituted['after']}/pass").json
        self.substitute = new["id"]
        self.singles = [p for p in current if p["party_size"] == 1 and p["id"] != self.substitute
                        and p["delegate"] != stays_away]
        self.substitute_digits = digits_of(new["url"])

    def verdict(self, door, what, answer, wanted, count=0, walk_in=False):
        ok = answer.get("verdict") == wanted
        self.say.step(f"Máy {door}", what, ok,
                      answer["message"]["vi"] if "message" in answer else answer)
        if ok and wanted == "admitted":
            self.present += 0 if walk_in else count
            self.walk_ins += count if walk_in else 0

    def ordinary_scans(self):
        a, b, c = self.doors["A"], self.doors["B"], self.doors["C"]
        first = digits_of(self.singles[0]["url"])
        scan = a.record(first)
        self.verdict("A", "đại biểu thứ nhất", a.send(scan), "admitted", 1)
        same = a.send(scan)
        self.say.step("Máy A", "gửi lại đúng lượt quét đó: câu trả lời cũ",
                      same["stored"] == "same" and same["verdict"] == "admitted")
        self.verdict("B", "cùng thẻ ở cửa khác", b.scan(first), "already_in")
        self.verdict("C", "thẻ của điểm cầu khác", c.scan(digits_of(self.singles[1]["url"])), "wrong_site")
        self.verdict("A", "thẻ của người đã được thay", a.scan(self.prep.substituted["digits"]), "revoked")
        self.verdict("A", "thẻ của người dự thay", a.scan(self.substitute_digits), "admitted", 1)
        forged = first[:100] + str((int(first[100]) + 1) % 10) + first[101:]
        self.verdict("B", "mã giả mạo (sửa một chữ số)", b.scan(forged), "unknown")
        document = f"HTTPS://{a.setting['host'].upper()}/D/0190A0B0-0000-7000-8000-000000000000"
        self.verdict("B", "mã QR của tài liệu", b.scan(document), "document_code")
        self.verdict("B", "mã của nơi khác", b.scan("https://example.invalid/xyz"), "not_a_pass")
        number = self.singles[1]["short_number"].replace(" ", "")
        self.verdict("B", "số in dưới mã, gõ bằng tay", b.scan(number), "admitted", 1)

    def same_instant(self):
        digits = digits_of(self.singles[2]["url"])
        records = [(self.doors[n], self.doors[n].record(digits)) for n in ("A", "B")]
        answers, barrier = [], threading.Barrier(2)

        def go(door, scan):
            barrier.wait()
            answers.append(door.send(scan)["verdict"])

        threads = [threading.Thread(target=go, args=pair) for pair in records]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ok = sorted(answers) == ["admitted", "already_in"]
        self.say.step("Máy A và B", "một thẻ, hai cửa, cùng lúc: đúng một lần mời vào", ok, ", ".join(answers))
        self.present += 1

    def offline_batch(self):
        """Door B works without network, then hands everything in twice, out of order."""
        b = self.doors["B"]
        batch = [b.record(digits_of(p["url"]), mode="offline", local_verdict="admitted", list_version=1,
                          list_age_s=600) for p in self.singles[3:9]]
        # One of them was already let in at door A while B could not know.
        self.verdict("A", "đại biểu thứ tư, trong lúc máy B ngoại tuyến",
                     self.doors["A"].scan(digits_of(self.singles[3]["url"])), "admitted", 1)
        poison = {"scan_id": secrets.token_hex(16), "dseq": "không phải số"}
        answer = self.say.expect("Máy B", "có mạng lại: gửi cả loạt, kèm một mục hỏng", b.client.post(
            "/api/v1/door/scans/batch", {"scans": list(reversed(batch)) + [poison]}), 200)
        stored = [r["stored"] for r in answer["results"]]
        self.say.step("Máy B", "mục hỏng được cách ly, các mục khác được ghi",
                      stored.count("new") == len(batch) and stored.count("quarantined") == 1, stored)
        again = b.client.post("/api/v1/door/scans/batch", {"scans": batch}).json["results"]
        self.say.step("Máy B", "gửi lại lần nữa: không có gì ghi hai lần",
                      all(r["stored"] == "same" for r in again))
        self.present += len(batch) - 1
        kinds = [i["kind"] for i in self.prep.every(self.prep.organizer,
                                                    f"/api/v1/events/{self.prep.event}/incidents")]
        self.say.step("Đơn vị tổ chức", "một thẻ vào hai cửa khi ngoại tuyến thành sự việc có tên",
                      "double_admission" in kinds, ", ".join(kinds))

    def party(self):
        if not self.parties:
            return
        a, party = self.doors["A"], self.parties[0]
        digits, size = digits_of(party["url"]), party["party_size"]
        self.verdict("A", f"đoàn {size} em, chưa thấy người phụ trách", a.scan(digits, count=size), "check")
        self.verdict("A", f"đoàn {size} em cùng người phụ trách, {size - 1} em vào trước",
                     a.scan(digits, count=size - 1, escort_seen=True), "admitted", size - 1)
        self.verdict("A", "em còn lại vào sau", a.scan(digits, count=1, escort_seen=True), "admitted", 1)
        self.verdict("A", "thêm một em nữa: vượt số của đoàn", 
                     a.scan(digits, count=1, escort_seen=True), "already_in")

    def walk_in(self):
        a = self.doors["A"]
        scan = a.record("", kind="walk_in")
        answer = self.say.expect("Máy A", "khách không có trong danh sách: đăng ký tại bàn", a.client.post(
            "/api/v1/door/walk-ins", {"scan": scan, "full_name": "Hồ Thử Khách", "organization": "Khách mời"}), 200)
        self.verdict("A", "khách được mời vào", answer.get("result", {}), "admitted", 1, walk_in=True)

    def undo(self):
        a, digits = self.doors["A"], digits_of(self.singles[9]["url"])
        mistaken = a.record(digits)
        answer = a.send(mistaken)
        self.say.step("Máy A", "quét nhầm một thẻ", answer["verdict"] == "admitted", answer["message"]["vi"])
        undone = a.scan("", kind="undo", undoes=mistaken["scan_id"], pass_id=answer["pass_id"])
        self.verdict("A", "hoàn tác", undone, "undone")

    def rest(self):
        """Everybody else comes, but for some."""
        a = self.doors["A"]
        coming = self.singles[10:-5]
        admitted = sum(a.scan(digits_of(p["url"]))["verdict"] == "admitted" for p in coming)
        self.say.step("Máy A", f"{len(coming)} đại biểu khác lần lượt vào", admitted == len(coming), admitted)
        self.present += admitted

    def sync(self):
        a = self.doors["A"]
        changes = self.say.expect("Máy A", "nhận thay đổi từ các cửa khác",
                                  a.client.get("/api/v1/door/changes?since=1"), 200)
        self.say.step("Máy A", "thẻ thu hồi đứng trước", len(changes.get("revocations", [])) > 0,
                      f"{len(changes['revocations'])} thẻ thu hồi, {len(changes['admissions'])} lượt vào")
        for name, door in self.doors.items():
            hello = self.say.expect(f"Máy {name}", "báo số lượt đã gửi", door.client.post("/api/v1/door/hello", {
                "epoch": door.device["epoch"], "last_dseq": door.dseq, "queue_length": 0,
                "list_version": changes["version"], "offset_ms": 0}), 200)
            self.say.step(f"Máy {name}", "máy chủ không thiếu lượt nào", hello.get("missing") == [],
                          f"{door.dseq} lượt")

    def report(self):
        report = self.say.expect("Đơn vị tổ chức", "lấy báo cáo", self.prep.organizer.get(
            f"/api/v1/events/{self.prep.event}/report"), 200)
        total = report["total"]
        checks = [
            ("có mặt đúng bằng số đã vào cửa", total["present"], self.present),
            ("khách ngoài danh sách", total["walk_in"], self.walk_ins),
            ("vắng có lý do", total["excused"], self.prep.excused),
            ("dự thay", total["substituted"], 1),
            ("dự kiến = có mặt + vắng + vắng có lý do", total["expected"],
             total["present"] + total["absent"] + total["excused"]),
            ("chỉ tiêu", total["quota"], self.prep.planned_units()),
        ]
        for part in ("by_site", "by_group", "by_agency"):
            for key in total:
                if sum(line[key] for line in report[part]) != total[key]:
                    checks.append((f"tổng {part}/{key}", sum(line[key] for line in report[part]), total[key]))
        for what, have, want in checks:
            self.say.step("Báo cáo", what, have == want, f"{have} / {want}")
        return report
