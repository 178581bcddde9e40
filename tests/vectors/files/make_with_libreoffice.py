#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files of this folder with LibreOffice (Debian: libreoffice-calc-nogui, python3-uno): a list
as a department keeps it, in each format; with passwords; with a macro; with hidden parts. The files
are kept because the tests should not need LibreOffice. Run: make_with_libreoffice.py FOLDER"""
import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

folder = Path(sys.argv[1]).resolve()
ROWS = [
    ["SỞ NỘI VỤ THÀNH PHỐ CẦN THƠ", "", "", "", "", "", ""],
    ["DANH SÁCH ĐẠI BIỂU DỰ LỄ PHÁT ĐỘNG", "", "", "", "", "", ""],
    ["", "", "", "", "", "", ""],
    ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Liên hệ", "", "Ngày đăng ký"],
    ["", "", "", "", "SĐT", "Email", ""],
    [1, "Nguyễn Mẫu An", "Chủ tịch", "Hội Mẫu Thử số 01", 500000001, "an@vi-du.example", 46169],
    [2, "Vũ Mẫu Thị Dũng", "Phó Chủ tịch", "-nt-", "0500.000.002", "", 46169],
    [3, "Dương Thử Hữu", "Chánh Văn phòng", "Hội Mẫu Thử số 03", "+84 500 000 003", "", 46170],
    [4, "Đặng Giả Ước", "Uỷ viên", "", 500000004, "", 46170],
]
MERGES = [(0, 0, 6, 0), (0, 1, 6, 1), (0, 3, 0, 4), (1, 3, 1, 4), (2, 3, 2, 4), (3, 3, 3, 4), (4, 3, 5, 3), (6, 3, 6, 4), (3, 7, 3, 8)]
EXCEL, OLD_EXCEL, CALC = "Calc MS Excel 2007 XML", "MS Excel 97", "calc8"


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def named(**values):
    made = []
    for name, value in values.items():
        one = NamedValue()
        one.Name, one.Value = name, value
        made.append(one)
    return prop("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", tuple(made)))


def std97(password, salt=bytes(range(16))):
    """The key of a locked .xls (MS-OFFCRYPTO 2.3.6.2), which LibreOffice wants ready made."""
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    key = hashlib.md5((first + salt) * 16).digest()
    return named(STD97EncryptionKey=uno.ByteSequence(key), STD97UniqueID=uno.ByteSequence(salt))


def desktop():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve("uno:pipe,name=kinhmoi;urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def fill(book):
    sheet = book.Sheets.getByIndex(0)
    sheet.Name = "Danh sách"
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            if isinstance(value, int):
                sheet.getCellByPosition(c, r).Value = value
            elif value:
                sheet.getCellByPosition(c, r).String = value
    dates = book.NumberFormats.queryKey("DD/MM/YYYY", uno.createUnoStruct("com.sun.star.lang.Locale"), False)
    if dates < 0:
        dates = book.NumberFormats.addNew("DD/MM/YYYY", uno.createUnoStruct("com.sun.star.lang.Locale"))
    sheet.getCellRangeByPosition(6, 5, 6, 8).NumberFormat = dates
    for left, top, right, bottom in MERGES:
        sheet.getCellRangeByPosition(left, top, right, bottom).merge(True)
    sheet.getCellRangeByPosition(0, 3, 6, 4).CharWeight = 150.0
    book.Sheets.insertNewByName("Ghi chú", 1)
    book.Sheets.getByName("Ghi chú").getCellByPosition(0, 0).String = "Sửa lần cuối năm 2019"


def hide(book):
    """One person, the column of e-mail addresses, and the sheet of last year."""
    sheet = book.Sheets.getByIndex(0)
    sheet.Rows.getByIndex(6).IsVisible = False
    sheet.Columns.getByIndex(5).IsVisible = False
    book.Sheets.insertNewByName("Năm trước", 2)
    old = book.Sheets.getByName("Năm trước")
    for r in range(20):
        old.getCellByPosition(1, r).String = "Nguyễn Mẫu Cũ" if r else "Họ và tên"
    old.IsVisible = False


def main():
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}",
                                   "--accept=pipe,name=kinhmoi;urp;"])
        try:
            app = desktop()

            def save(name, filter_name, *more):
                book = app.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))
                fill(book)
                if name.startswith("hidden"):
                    hide(book)
                if name.startswith("macros"):
                    if not book.BasicLibraries.hasByName("Standard"):
                        book.BasicLibraries.createLibrary("Standard")
                    book.BasicLibraries.getByName("Standard").insertByName("Module1", "Sub Main\nMsgBox 1\nEnd Sub\n")
                args = (prop("FilterName", filter_name), *more)
                uno.invoke(book, "storeToURL", ((folder / name).as_uri(), args))
                book.close(True)

            password = "mau thu"
            for kind, filter_name, lock in (
                ("xlsx", EXCEL, named(OOXPassword=password, CryptoType="Standard")),
                ("xls", OLD_EXCEL, std97(password)),
                ("ods", CALC, prop("Password", password)),
            ):
                save(f"list.{kind}", filter_name)
                save(f"locked.{kind}", filter_name, lock)
                save(f"hidden.{kind}", filter_name)
            save("macros.ods", CALC)
            app.terminate()
        finally:
            office.wait(30)


main()
