# SPDX-License-Identifier: Apache-2.0
"""Plays one ceremony from plan to report over HTTP. See scripts/demo."""
import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile

from client import Server
from doors import Morning
from preparation import Preparation
from recorder import Recorder

COLUMNS = [("quota", "Chỉ tiêu"), ("nominated", "Đã cử"), ("approved", "Duyệt"), ("present", "Có mặt"),
           ("absent", "Vắng"), ("excused", "Có lý do"), ("substituted", "Dự thay"), ("walk_in", "Khách")]


def print_table(report):
    names = [line["name"] for part in ("by_site", "by_group", "by_agency") for line in report[part]]
    width = min(44, max(map(len, names)))

    def row(name, counts):
        cells = "".join(f"{counts[key]:>10}" for key, _ in COLUMNS)
        print(f"  {name[:width]:<{width}}{cells}")

    for title, part in (("Điểm cầu", "by_site"), ("Thành phần", "by_group"), ("Cơ quan mời", "by_agency")):
        print(f"\n  {title:<{width}}" + "".join(f"{text:>10}" for _, text in COLUMNS))
        for line in report[part]:
            row(line["name"], line)
    print()
    row("TỔNG", report["total"])


def local(moment, zone_text):
    """RFC 3339 in the offset that the plan's own times use."""
    return moment.astimezone(zone_text).isoformat(timespec="seconds")


def play(options, data):
    with open(options.plan, encoding="utf-8") as file:
        plan = json.load(file)
    starts = datetime.datetime.fromisoformat(plan["event"]["starts_at"])
    zone = starts.tzinfo
    due = datetime.date.fromisoformat(plan["event"]["deadline"]["due_on"])
    midnight = datetime.datetime.combine(due, datetime.time(), zone)
    inclusive = plan["event"]["deadline"].get("is_inclusive", True)
    cut_off = midnight + datetime.timedelta(days=1 if inclusive else 0)

    say = Recorder()
    server = Server(options.program, data)
    subprocess.run([options.program, "init", "--data", data], check=True, stdout=subprocess.DEVNULL)
    try:
        say.chapter("Trước hạn: kế hoạch, tài khoản, danh sách")
        code = subprocess.run([options.program, "account", "first-code", "--data", data, "--now",
                               local(cut_off - datetime.timedelta(days=3), zone)],
                              check=True, capture_output=True, text=True).stdout.split()[-1]
        server.start(local(cut_off - datetime.timedelta(days=3), zone))
        prep = Preparation(server, say, plan, options.lists)
        prep.open_accounts(code)
        prep.import_plan()
        prep.open_agencies()
        clean = [item for item in prep.manifest if item["quality"] == "clean"]
        for item in clean:
            prep.send_clean(item)
        for item in prep.manifest:
            if item["quality"] == "dirty":
                prep.send_dirty(item)
        prep.return_one(clean[0])
        prep.approve(prep.sent_keys())
        late = prep.fill_late_list()
        prep.close_the_door_on_late_lists()
        prep.issue_passes()
        prep.look_at_images()

        say.chapter("Sau hạn: gia hạn, thay đổi muộn")
        server.start(local(cut_off + datetime.timedelta(minutes=1), zone))
        extended = cut_off + datetime.timedelta(hours=2)
        prep.miss_the_deadline(*late, {"due_on": extended.date().isoformat(),
                                       "time": extended.strftime("%H:%M"), "is_inclusive": False})
        prep.change_late(clean[0])
        excused = prep.excuse_one(clean[1])
        prep.issue_passes()

        say.chapter("Buổi sáng: các cửa")
        opens = starts - datetime.timedelta(hours=1)
        server.start(local(opens, zone))
        morning = Morning(server, say, prep, int(opens.timestamp() * 1000))
        morning.enrol()
        morning.load_passes(stays_away=excused)
        morning.ordinary_scans()
        morning.same_instant()
        morning.offline_batch()
        morning.party()
        morning.walk_in()
        morning.undo()
        morning.rest()
        morning.sync()

        say.chapter("Báo cáo")
        report = morning.report()
        print_table(report)
    finally:
        server.stop()
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({"steps": say.steps, "report": report}, out, ensure_ascii=False, indent=1)
            out.write("\n")
    print(f"\n{len(say.steps)} bước, {say.failures} sai / {len(say.steps)} steps, {say.failures} wrong")
    return 1 if say.failures else 0


def main():
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__.splitlines()[0])
    parser.add_argument("--plan", required=True, metavar="FILE", help="a plan after config/plan.schema.json")
    parser.add_argument("--lists", required=True, metavar="FOLDER",
                        help="delegate lists and lists.json, which says who sends which file")
    parser.add_argument("--json", metavar="FILE", help="write the steps and the report here too")
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kinhmoi-demo-") as folder:
        sys.exit(play(options, os.path.join(folder, "data")))


if __name__ == "__main__":
    main()
