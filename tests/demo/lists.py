# SPDX-License-Identifier: Apache-2.0
"""Delegate lists of the demo: files as an agency has them, and invented people where it has none."""
import csv
import io
import json
import os


def read_manifest(folder):
    with open(os.path.join(folder, "lists.json"), encoding="utf-8") as file:
        return json.load(file)


def read_cells(folder, name):
    """Rows of cells, as a spreadsheet program would hand them over."""
    with open(os.path.join(folder, name), "rb") as file:
        text = file.read().decode("utf-8-sig")
    delimiter = ";" if text.split("\n")[0].count(";") > text.split("\n")[0].count(",") else ","
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def invented_people(count, organization, phone_from):
    """Adults with names that are nobody's."""
    families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"]
    middles = ["Mẫu", "Thử", "Giả"]
    givens = ["An", "Bình", "Cường", "Dũng", "Đức", "Hà", "Khánh", "Lan", "Minh", "Ngọc", "Quỳnh", "Sơn"]
    people = []
    for i in range(count):
        people.append({
            "full_name": f"{families[i % 10]} {middles[i % 3]} {givens[i % 12]}",
            "position": "Phóng viên",
            "organization": f"{organization} {i + 1:02d}",
            "phone": f"05{phone_from + i:08d}",
        })
    return people


def without_faults(records, group):
    """The persons of a judged sheet that a clerk would keep: each once, without errors."""
    kept = []
    for record in records:
        if record["kind"] != "delegate" or record["group_code"] != group:
            continue
        only_quota = [i for i in record["issues"] if i["severity"] == "error" and i["code"] != "quota_exceeded"]
        if only_quota or record["duplicate_of"]:
            continue
        kept.append(record["person"])
    return kept
