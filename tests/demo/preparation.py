# SPDX-License-Identifier: Apache-2.0
"""Before the ceremony: plan, access, lists, decisions, passes."""
from client import Client
from lists import invented_people, read_cells, read_manifest, without_faults
from recorder import problem_text

PASSWORD = "một câu dài để nhớ 2026"


class Preparation:
    def __init__(self, server, recorder, plan, lists_folder):
        self.server, self.say = server, recorder
        self.plan, self.folder = plan, lists_folder
        self.manifest = read_manifest(lists_folder)
        self.organizer = None
        self.clerks = {}     # agency code -> Client
        self.event = None    # id
        self.agencies = {}   # code -> id
        self.lists = {}      # (agency code, group code) -> list id
        self.excused = 0
        self.substituted = None  # {"old": digits, "before": id, "after": id}

    # --- people

    def activated(self, code, username, name):
        """Uses a one-time code and signs in; the browser's session then makes an API token."""
        browser = Client(self.server)
        self.say.expect(name, "kích hoạt tài khoản bằng mã một lần", browser.post(
            "/api/v1/activation",
            {"code": code, "username": username, "display_name": name, "password": PASSWORD}), 201)
        self.say.expect(name, "đăng nhập", browser.post(
            "/api/v1/session", {"username": username, "password": PASSWORD}), 201)
        token = self.say.expect(name, "tạo khoá truy cập cho phần mềm", browser.post(
            "/api/v1/tokens", {"name": "demo"}), 201)
        program = Client(self.server, token.get("secret"))
        program.browser = browser  # dangerous requests want a session that gave its password lately
        return program

    def open_accounts(self, first_code):
        admin = self.activated(first_code, "quan-tri", "Quản trị viên")
        link = self.say.expect("Quản trị viên", "mời đơn vị tổ chức", admin.browser.post(
            "/api/v1/links", {"role": "organizer", "note": "đơn vị tổ chức"}), 201)
        used_up = Client(self.server).post("/api/v1/activation", {
            "code": first_code, "username": "ke-khac", "display_name": "Kẻ khác", "password": PASSWORD})
        self.say.step("Người lạ", "dùng lại mã đã dùng: bị từ chối", used_up.status == 410,
                      problem_text(used_up))
        self.organizer = self.activated(link["code"], "to-chuc", "Đơn vị tổ chức")

    def import_plan(self):
        outcome = self.say.expect("Đơn vị tổ chức", "nhập kế hoạch",
                                  self.organizer.put("/api/v1/plan", self.plan), 200)
        self.event = outcome["event"]["id"]
        again = self.organizer.put("/api/v1/plan", self.plan).json
        self.say.step("Đơn vị tổ chức", "nhập lại kế hoạch: không có gì thay đổi",
                      again["created"] == 0 and again["updated"] == 0, f"{again['unchanged']} mục")
        broken = dict(self.plan, event=dict(self.plan["event"], starts_at="sáng thứ Sáu", title=""))
        refused = self.organizer.post("/api/v1/plan/check", broken)
        self.say.step("Đơn vị tổ chức", "kế hoạch sai: mọi lỗi được báo một lần",
                      len(refused.json.get("faults", [])) >= 2, f"{len(refused.json.get('faults', []))} lỗi")
        for agency in self.every(self.organizer, "/api/v1/agencies"):
            self.agencies[agency["code"]] = agency["id"]
        for item in self.overview():
            self.lists[self.agency_code(item["agency"]["id"]), item["group"]["code"]] = item["id"]
        sums = self.organizer.get(f"/api/v1/events/{self.event}/quota-sums").json
        self.say.step("Đơn vị tổ chức", "cộng chỉ tiêu",
                      sums["units_assigned"] == self.planned_units(),
                      f"đã giao {sums['units_assigned']} trên {sums['announced_total']}, "
                      f"chưa giao {sums['unassigned']}")

    def planned_units(self):
        return sum(q.get("max") or q.get("min") or 0 for q in self.plan["quotas"])

    def agency_code(self, wanted):
        return next(code for code, agency in self.agencies.items() if agency == wanted)

    def agency_name(self, code):
        return next(a["name"] for a in self.plan["agencies"] if a["code"] == code)

    def every(self, client, path):
        """All pages of a list."""
        cursor, items = None, []
        while True:
            joint = "&" if "?" in path else "?"
            page = client.get(path + (f"{joint}cursor={cursor}" if cursor else "")).json
            items += page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return items

    def overview(self):
        return self.every(self.organizer, f"/api/v1/events/{self.event}/lists")

    def quota(self, agency, group):
        return next(q for q in self.plan["quotas"] if q["agency"] == agency and q["group"] == group)

    def late_agency(self):
        """An agency with a number in its quota, and no list in the folder."""
        sent = {item["agency"] for item in self.manifest}
        return next(q["agency"] for q in self.plan["quotas"] if q["agency"] not in sent and q.get("max"))

    def open_agencies(self):
        codes = list(dict.fromkeys([item["agency"] for item in self.manifest] + [self.late_agency()]))
        for number, code in enumerate(codes, 1):
            link = self.say.expect("Đơn vị tổ chức", f"gửi liên kết cho {self.agency_name(code)}",
                                   self.organizer.post(f"/api/v1/events/{self.event}/access-links",
                                                       {"agency": self.agencies[code]}), 201)
            self.clerks[code] = self.activated(link["code"], f"can-bo-{number}", self.agency_name(code))
        first, second = codes[0], codes[1]
        foreign = next(l for (agency, _), l in self.lists.items() if agency == second)
        self.say.step(self.agency_name(first), "hỏi danh sách của cơ quan khác: không tìm thấy",
                      self.clerks[first].get(f"/api/v1/lists/{foreign}").status == 404)

    # --- lists

    def sheet(self, item, list_id=None):
        body = {"rows": read_cells(self.folder, item["file"])}
        if list_id:
            body["list"] = list_id
        return body

    def submit(self, code, list_id):
        clerk = self.clerks[code]
        revision = clerk.get(f"/api/v1/lists/{list_id}").json["revision"]
        return clerk.post(f"/api/v1/lists/{list_id}/submit", {"revision": revision})

    def send_clean(self, item):
        code, clerk = item["agency"], self.clerks[item["agency"]]
        name, list_id = self.agency_name(code), self.lists[item["agency"], item["group"]]
        body = self.sheet(item, list_id)
        check = self.say.expect(name, f"kiểm tra {item['file']}",
                                clerk.post(f"/api/v1/events/{self.event}/import/check", body), 200)
        self.say.step(name, "không có lỗi", check["errors"] == 0, f"{check['delegate_rows']} người")
        first = clerk.post(f"/api/v1/events/{self.event}/import/apply", body).json
        again = clerk.post(f"/api/v1/events/{self.event}/import/apply", body).json
        self.say.step(name, "nhập tệp hai lần: không ai bị thêm hai lần",
                      first["added"] == check["delegate_rows"] and again["added"] == 0,
                      f"{first['added']} người")
        receipt = self.say.expect(name, "gửi danh sách", self.submit(code, list_id), 200)
        self.say.step(name, "nhận biên nhận", receipt.get("count") == check["delegate_rows"],
                      receipt.get("receipt_number"))

    def send_dirty(self, item):
        code, clerk = item["agency"], self.clerks[item["agency"]]
        name = self.agency_name(code)
        check = self.say.expect(name, f"kiểm tra {item['file']}",
                                clerk.post(f"/api/v1/events/{self.event}/import/check", self.sheet(item)), 200)
        codes = sorted({i["code"] for r in check["records"] for i in r["issues"] if i["severity"] == "error"})
        self.say.step(name, "mọi lỗi được báo một lần, chưa lưu gì", check["errors"] > 0,
                      f"{check['errors']} lỗi, {check['warnings']} cảnh báo: {', '.join(codes)}")
        for group in sorted({c["group_code"] for c in check["group_counts"] if c["rows"]}):
            self.send_corrected(code, group, without_faults(check["records"], group), check)

    def send_corrected(self, code, group, people, check):
        """The clerk keeps who is right; one person too many is tried first."""
        name, clerk, list_id = self.agency_name(code), self.clerks[code], self.lists[code, group]
        most = self.quota(code, group).get("max")
        units = next(c["distinct"] for c in check["group_counts"] if c["group_code"] == group)
        if most and units > most:
            over = people + ([] if len(people) > most else invented_people(1, "Công ty CP Giả Định", 900))
            draft = self.say.expect(name, f"lưu nháp vượt chỉ tiêu ({group})",
                                    self.save(clerk, list_id, over), 200)
            self.say.step(name, "nháp cho biết vượt bao nhiêu", draft.get("over_by", 0) > 0,
                          draft.get("quota_message", {}).get("vi"))
            refused = self.submit(code, list_id)
            self.say.step(name, "gửi danh sách vượt chỉ tiêu: bị từ chối",
                          refused.status == 422 and refused.json["kind"] == "over_quota",
                          problem_text(refused))
            people = people[:most]
        self.say.expect(name, f"sửa và lưu danh sách ({group})", self.save(clerk, list_id, people), 200)
        self.say.expect(name, f"gửi danh sách đã sửa ({group})", self.submit(code, list_id), 200,
                        f"{len(people)} người")

    def save(self, clerk, list_id, people):
        revision = clerk.get(f"/api/v1/lists/{list_id}").json["revision"]
        return clerk.put(f"/api/v1/lists/{list_id}/draft", {"revision": revision, "rows": people})

    def return_one(self, item):
        name, list_id = self.agency_name(item["agency"]), self.lists[item["agency"], item["group"]]
        self.say.expect("Đơn vị tổ chức", f"trả lại danh sách của {name}, nêu lý do", self.organizer.post(
            f"/api/v1/lists/{list_id}/return", {"reason": "Đề nghị ghi rõ chức vụ của đại biểu thứ nhất"}), 200)
        clerk = self.clerks[item["agency"]]
        current = clerk.get(f"/api/v1/lists/{list_id}").json
        self.say.step(name, "đọc lý do trả lại", current["state"] == "returned", current["return_reason"])
        rows = [{k: v for k, v in row.items() if k != "ordinal"} for row in current["rows"]]
        rows[0]["position"] = (rows[0]["position"] + " (nhiệm kỳ 2025 - 2030)").strip()
        self.say.expect(name, "sửa một dòng", clerk.put(
            f"/api/v1/lists/{list_id}/draft", {"revision": current["revision"], "rows": rows}), 200)
        stale = clerk.put(f"/api/v1/lists/{list_id}/draft", {"revision": current["revision"], "rows": rows})
        self.say.step(name, "người thứ hai lưu bản cũ: được báo, không ghi đè", stale.status == 409)
        self.say.expect(name, "gửi lại", self.submit(item["agency"], list_id), 200)
        differences = self.organizer.get(f"/api/v1/lists/{list_id}/differences?from=1&to=2").json
        self.say.step("Đơn vị tổ chức", "xem khác biệt giữa hai lần gửi",
                      [d["fields"] for d in differences["items"]] == [["position"]],
                      f"{len(differences['items'])} dòng đổi")

    def approve(self, keys):
        for key in keys:
            self.say.expect("Đơn vị tổ chức", f"duyệt danh sách {key[1]} của {self.agency_name(key[0])}",
                            self.organizer.post(f"/api/v1/lists/{self.lists[key]}/approve", {}), 200)

    def sent_keys(self):
        """(agency, group) of every list that waits for a decision."""
        return [(self.agency_code(i["agency"]["id"]), i["group"]["code"])
                for i in self.overview() if i["state"] == "submitted"]

    # --- after the deadline

    def close_the_door_on_late_lists(self):
        event = self.organizer.get(f"/api/v1/events/{self.event}").json
        body = {k: v for k, v in event.items() if k in self.plan["event"]}
        for key in ("program", "host_agency", "lead_agency", "reception_agency", "receiving_agency",
                    "receiving_unit"):
            if key in event:
                body[key] = event[key]
        body["late_policy"] = "refuse"
        self.say.expect("Đơn vị tổ chức", "quyết định không nhận danh sách muộn",
                        self.organizer.put(f"/api/v1/events/{self.event}", body), 200)

    def fill_late_list(self):
        code = self.late_agency()
        quota = next(q for q in self.plan["quotas"] if q["agency"] == code and q.get("max"))
        list_id = self.lists[code, quota["group"]]
        people = invented_people(quota["max"], "Cơ quan báo chí Giả Định", 400)
        self.say.expect(self.agency_name(code), "soạn danh sách, chưa gửi",
                        self.save(self.clerks[code], list_id, people), 200, f"{len(people)} người")
        return code, quota["group"], list_id

    def miss_the_deadline(self, code, group, list_id, extended_to):
        name = self.agency_name(code)
        refused = self.submit(code, list_id)
        self.say.step(name, "gửi sau hạn: bị từ chối, danh sách còn nguyên",
                      refused.status == 422 and refused.json["kind"] == "late", problem_text(refused))
        self.say.expect("Đơn vị tổ chức", f"gia hạn cho riêng {name}", self.organizer.post(
            f"/api/v1/events/{self.event}/extensions",
            {"agency": self.agencies[code], "deadline": extended_to,
             "reason": "Mạng của cơ quan gặp sự cố chiều ngày hết hạn"}), 201)
        self.say.expect(name, "gửi trong thời gian gia hạn", self.submit(code, list_id), 200)
        self.approve([(code, group)])

    def delegates(self, client, query=""):
        return self.every(client, f"/api/v1/events/{self.event}/delegates?limit=200{query}")

    def adult_of(self, item):
        """The first person on a clean list."""
        return self.delegates(self.clerks[item["agency"]],
                              f"&list={self.lists[item['agency'], item['group']]}")[0]

    def change_late(self, item):
        """After the cut-off one person is replaced by a request that the organizer accepts."""
        name, clerk = self.agency_name(item["agency"]), self.clerks[item["agency"]]
        old = self.adult_of(item)
        old_pass = self.organizer.get(f"/api/v1/delegates/{old['id']}/pass").json
        substitute = invented_people(3, old["person"]["organization"], 800)[2]
        asked = self.say.expect(name, "xin cử người dự thay sau hạn", clerk.post(
            f"/api/v1/delegates/{old['id']}/substitute",
            {"person": substitute, "reason": "Đi công tác đột xuất"}), 200)
        self.say.step(name, "thành đề nghị chờ duyệt", asked.get("route") == "request")
        self.say.expect("Đơn vị tổ chức", "chấp nhận người dự thay", self.organizer.post(
            f"/api/v1/late-changes/{asked['request']['id']}/accept", {}), 200)
        before = self.organizer.get(f"/api/v1/delegates/{old['id']}").json
        self.say.step("Đơn vị tổ chức", "người cũ được ghi là đã thay", before["status"] == "substituted")
        self.substituted = {"before": old["id"], "after": before["substituted_by"],
                            "digits": digits_of(old_pass["url"])}

    def excuse_one(self, item):
        person = self.delegates(self.clerks[item["agency"]],
                                f"&list={self.lists[item['agency'], item['group']]}")[-1]
        self.say.expect(self.agency_name(item["agency"]), "báo vắng có lý do cho một người",
                        self.clerks[item["agency"]].post(f"/api/v1/delegates/{person['id']}/excuse",
                                                         {"reason": "Ốm, có giấy báo"}), 200)
        self.excused += 1
        return person["id"]

    # --- passes

    def issue_passes(self):
        outcome = self.say.expect("Đơn vị tổ chức", "phát thẻ", self.organizer.post(
            f"/api/v1/events/{self.event}/passes", {}), 200)
        self.say.step("Đơn vị tổ chức", "số thẻ mới", True, outcome.get("issued"))
        return outcome

    def look_at_images(self):
        one = self.every(self.organizer, f"/api/v1/events/{self.event}/passes")[0]
        svg = self.organizer.get(f"/api/v1/passes/{one['id']}/qr.svg?level=M")
        png = self.organizer.get(f"/api/v1/passes/{one['id']}/qr.png?level=Q&scale=8")
        self.say.step("Đơn vị tổ chức", "lấy ảnh mã QR dạng SVG", svg.status == 200 and b"<svg" in svg.body,
                      f"{len(svg.body)} byte")
        self.say.step("Đơn vị tổ chức", "lấy ảnh mã QR dạng PNG",
                      png.status == 200 and png.body.startswith(b"\x89PNG"), f"{len(png.body)} byte")


def digits_of(url):
    return url.rsplit("/", 1)[1]
