// SPDX-License-Identifier: Apache-2.0
// crypto_secretbox around private keys; reads and checks the master key's file.
#include "qr/key_seal.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

#include "qr/secrets.hpp"

namespace kinhmoi::qr {
namespace {

static_assert(sealed_key_bytes ==
              crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + PrivateKey::size);
static_assert(crypto_secretbox_KEYBYTES == MasterKey::size);

// The longest well-formed file: 64 hexadecimal digits and CR LF; one more byte shows a longer one.
constexpr std::size_t read_limit = 2 * MasterKey::size + 3;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

Failure key_file_failure(const std::filesystem::path& file, const char* vi, const char* en) {
    return Failure(FailureKind::invalid, {"Tệp khoá chủ " + file.string() + ": " + vi,
                                          "Master key file " + file.string() + ": " + en});
}

/// How many bytes of the file stand in out now; negative on an error.
ssize_t read_all(int fd, std::span<std::uint8_t> out) {
    std::size_t filled = 0;
    while (filled < out.size()) {
        const ssize_t got = ::read(fd, out.data() + filled, out.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(filled);
}

std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

/// False when the bytes are neither of the two forms.
bool parse_key(std::span<const std::uint8_t> raw, MasterKey& out) {
    if (raw.size() == MasterKey::size) {
        std::ranges::copy(raw, out.fill().begin());
        return true;
    }
    const std::string_view text(reinterpret_cast<const char*>(raw.data()), raw.size());
    return from_hex(without_line_end(text), out.fill());
}

}  // namespace

std::vector<std::uint8_t> seal_private_key(const PrivateKey& key, const MasterKey& master) {
    std::vector<std::uint8_t> sealed(sealed_key_bytes);
    const auto nonce = std::span(sealed).first<crypto_secretbox_NONCEBYTES>();
    random_bytes(nonce);
    crypto_secretbox_easy(sealed.data() + nonce.size(), key.view().data(), PrivateKey::size,
                          nonce.data(), master.view().data());
    return sealed;
}

Result<PrivateKey> open_private_key(std::span<const std::uint8_t> sealed, const MasterKey& master,
                                    const PublicKey& public_key) {
    const Failure refusal(
        FailureKind::invalid,
        {"Không mở được khoá ký của sự kiện: khoá chủ không đúng hoặc dữ liệu đã bị thay đổi. Đề "
         "nghị kiểm tra tệp khoá chủ và bản sao lưu.",
         "The event's signing key cannot be opened: the master key is not the right one, or the "
         "data was changed. Check the master key file and the backup."});
    if (sealed.size() != sealed_key_bytes) return refusal;
    PrivateKey key;
    const auto nonce = sealed.first<crypto_secretbox_NONCEBYTES>();
    const auto box = sealed.subspan(nonce.size());
    if (crypto_secretbox_open_easy(key.fill().data(), box.data(), box.size(), nonce.data(),
                                   master.view().data()) != 0)
        return refusal;
    if (public_key_of(key) != public_key) return refusal;
    return key;
}

bool key_file_is_private(unsigned mode, unsigned owner, unsigned group) {
    const unsigned access = mode & 07777;
    if (access == 0600 || access == 0400) return true;
    return access == 0440 && owner == 0 && group == 0;
}

Result<MasterKey> load_master_key(const std::filesystem::path& file) {
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0)
        return key_file_failure(
            file, "không mở được. Đề nghị kiểm tra đường dẫn và quyền đọc của dịch vụ.",
            "cannot be opened. Check the path and that the service may read it.");
    if (!S_ISREG(info.st_mode))
        return key_file_failure(file, "không phải là tệp thường. Đề nghị chỉ đúng tệp khoá.",
                                "is not a regular file. Name the key file itself.");
    if (!key_file_is_private(info.st_mode, info.st_uid, info.st_gid))
        return key_file_failure(
            file, "người khác có quyền truy cập. Đề nghị đặt quyền 0600 hoặc 0400 (chmod 600).",
            "others have access to it. Set its mode to 0600 or 0400 (chmod 600).");
    const GuardedBytes raw = guarded_bytes(read_limit);
    const ssize_t size = read_all(fd.get(), {raw.get(), read_limit});
    if (size < 0)
        return key_file_failure(file, "không đọc được. Đề nghị kiểm tra ổ đĩa.",
                                "cannot be read. Check the disk.");
    MasterKey key;
    if (!parse_key({raw.get(), static_cast<std::size_t>(size)}, key))
        return key_file_failure(
            file, "sai nội dung. Đề nghị dùng đúng 32 byte, hoặc 64 chữ số thập lục phân.",
            "has the wrong content. It must hold 32 bytes, or 64 hexadecimal digits.");
    const auto bytes = key.view();
    if (std::ranges::all_of(bytes, [&](std::uint8_t byte) { return byte == bytes[0]; }))
        return key_file_failure(file, "không ngẫu nhiên. Đề nghị tạo khoá mới bằng lệnh init.",
                                "is not random. Make a new key with the init command.");
    return key;
}

}  // namespace kinhmoi::qr
