// SPDX-License-Identifier: Apache-2.0
// The list itself: see common_passwords.hpp for the form of a word.
#include "qr/common_passwords.hpp"

namespace kinhmoi::qr {
namespace {

constexpr std::string_view worst_words[] = {
    // Digits and rows of keys.
    "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "0123456789",
    "123123", "123123123", "321321", "654321", "87654321", "987654321", "9876543210", "0987654321",
    "111111", "000000", "222222", "333333", "444444", "555555", "666666", "777777", "888888",
    "999999", "112233", "11223344", "121212", "123321", "1122334455", "147258", "147258369",
    "159753", "159357", "258456", "741852", "741852963", "789456", "789456123", "456789", "102030",
    "10203040", "1029384756", "131313", "232323", "696969", "686868", "868686", "888666", "666888",
    "123654", "456123", "6868", "8686", "7979", "3979", "2468", "1357", "13579", "24680", "qwerty",
    "qwertyuiop", "qwertyui", "qwert", "qwer", "asdf", "asdfgh", "asdfghjkl", "asdfghjk", "zxcv",
    "zxcvbn", "zxcvbnm", "qazwsx", "qazwsxedc", "1q2w3e", "1q2w3e4r", "1q2w3e4r5t", "q1w2e3r4",
    "q1w2e3", "1qaz2wsx", "1qaz", "2wsx", "3edc", "zaq1", "zaq12wsx", "qweasd", "qweasdzxc",
    "asdzxc", "poiuytrewq", "lkjhgfdsa", "mnbvcxz", "!@#$", "!@#$%", "!@#$%^", "!@#$%^&*", "a1b2c3",
    "a1b2c3d4", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghijkl", "abc123",
    "abcd1234", "aaaa", "bbbb", "1a2b3c", "123abc", "123qwe", "qwe123", "asd123", "zxc123",
    "a123456", "aa123456", "abc12345", "q123456", "z123456",
    // Vietnamese.
    "matkhau", "matkhau1", "matkhau123", "matkhaumoi", "matma", "khongbiet", "khongco",
    "khongcomatkhau", "mậtkhẩu", "matkhaucu", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "anhnhoem",
    "emnhoanh", "iloveyou", "yeuemnhieu", "yeuanhnhieu", "tinhyeu", "tinhban", "toiyeuem", "toiyeu",
    "chongyeu", "voyeu", "conyeu", "meyeu", "boyeu", "giadinh", "hanhphuc", "mayman", "phattai",
    "thanhcong", "thanhtai", "locphat", "anninh", "binhan", "bimat", "xinchao", "chaoban", "chaoem",
    "tamsu", "congchua", "hoangtu", "thienthan", "thienduong", "conheo", "heocon", "meocon",
    "concho", "cuncon", "gaucon", "emyeu", "anhyeu", "mottinhyeu", "maimai", "maimaiyeuem",
    "motminh", "codon", "buon", "vuive", "dethuong", "ngocnghech", "langtham", "vietnam", "việtnam",
    "vietnam123", "hanoi", "hànội", "saigon", "danang", "haiphong", "cantho", "hochiminh",
    "thanhpho", "langson", "quangninh", "nghean", "thanhhoa", "dongnai", "binhduong", "hue1",
    "vungtau", "dalat", "nhatrang", "miennam", "mienbac", "mientay", "tphcm", "tphochiminh",
    "nguyen", "nguyenvan", "nguyenthi", "tran", "tranvan", "tranthi", "phamvan", "phamthi", "hoang",
    "hoangvan", "levan", "lethi", "vuvan", "dangvan", "dovan", "hongdang", "minhanh", "tuananh",
    "thanhthao", "phuong", "phuongthao", "thuylinh", "ngocanh", "quynhanh", "hoanganh", "ducanh",
    "quanganh", "sinhnhat", "namsinh", "ngaysinh", "dienthoai", "hocsinh", "sinhvien", "truonghoc",
    "giaovien", "lopmot", "congan", "canhsat", "bodoi", "uybannhandan", "uyban", "ubnd", "tinhuy",
    "thanhuy", "huyenuy", "dangbo", "chibo", "doanthanhnien", "congdoan", "phunu", "nongdan",
    "sogiaoduc", "sonoivu", "soyte", "sotaichinh", "vanphong", "vanthu", "quantri", "quantrivien",
    "hethong", "taikhoan", "dangnhap", "nhanvien", "giamdoc", "truongphong", "phophong",
    "chuyenvien", "lanhdao", "bangiamdoc", "ketoan", "hanhchinh", "tochuc", "canbo", "congchuc",
    "daibieu", "giaymoi", "kinhmoi", "suki", "sukien", "hoinghi", "hoithao", "lephatdong",
    "khaimac", "dientap", "diemdanh", "letan", "thumoi", "moihop", "bongda", "bongdaviet", "vodich",
    "manchester1", "chelsea1", "zalo", "zalo123", "zing", "zingme", "vinaphone", "viettel",
    "mobifone", "vnpt", "tamthoi", "macdinh", "thunghiem", "thu123", "test123", "doimatkhau",
    "mkmoi", "matkhau2024", "matkhau2025", "matkhau2026",
    // English and everywhere.
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "pa$$word", "pa$$w0rd", "passwort", "password1",
    "password123", "passcode", "passphrase", "pass1234", "pass123", "pass", "welcome", "welcome1",
    "letmein", "login", "admin", "admin123", "administrator", "adminadmin", "root", "toor",
    "master", "superman", "batman", "spiderman", "dragon", "monkey", "football", "baseball",
    "basketball", "soccer", "hockey", "sunshine", "princess", "shadow", "flower", "butterfly",
    "michael", "jennifer", "jessica", "jordan", "daniel", "charlie", "thomas", "robert", "andrew",
    "joshua", "ashley", "nicole", "matthew", "hunter", "killer", "trustno1", "freedom", "whatever",
    "secret", "secret123", "default", "changeme", "changeit", "guest", "user", "user123", "test",
    "testing", "test1234", "temp", "temp123", "temporary", "access", "server", "database", "system",
    "computer", "internet", "wireless", "network", "router", "cisco", "linux", "windows",
    "microsoft", "google", "facebook", "youtube", "samsung", "iphone", "apple", "android", "oracle",
    "hello", "hello123", "helloworld", "lovely", "loveyou", "lovelove", "mylove", "forever",
    "angel", "baby", "babygirl", "summer", "winter", "spring", "autumn", "monday", "sunday",
    "january", "december", "cookie", "chocolate", "banana", "orange", "cheese", "pepper", "ginger",
    "starwars", "pokemon", "naruto", "minecraft", "liverpool", "arsenal", "chelsea", "barcelona",
    "ronaldo", "messi", "manchester", "united", "yamaha", "honda", "toyota", "mercedes", "ferrari",
    "london", "paris", "america", "china", "money", "lucky", "million", "winner", "number",
    "nothing", "something", "computer123", "office", "manager", "company", "service", "support"};

}  // namespace

std::span<const std::string_view> common_passwords() {
    return worst_words;
}

}  // namespace kinhmoi::qr
