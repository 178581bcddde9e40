// SPDX-License-Identifier: Apache-2.0
// Documents' bytes under their hash, and the list of who was erased, after crashes and damage.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <chrono>

#include "server/files/document_files.hpp"
#include "server/files/durable.hpp"
#include "server/files/erasure_list.hpp"

namespace kinhmoi::files {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
protected:
    Files() {
        std::string name = (fs::temp_directory_path() / "kinhmoi-files-XXXXXX").string();
        EXPECT_TRUE(mkdtemp(name.data()));
        root_ = name;
    }
    ~Files() override { fs::remove_all(root_); }

    static unsigned mode_of(const fs::path& file) {
        struct stat info {};
        EXPECT_EQ(stat(file.c_str(), &info), 0);
        return info.st_mode & 0777;
    }
    static DelegateId person(std::uint8_t last) {
        DelegateId id;
        id.bytes[15] = last;
        return id;
    }

    fs::path root_;
};

TEST_F(Files, AreNamedByWhatTheyHoldAndPrivate) {
    const ContentFolder folder(root_ / "files");
    const ContentHash hash = folder.put("abc");
    EXPECT_EQ(to_hex(hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(folder.put("abc"), hash);
    EXPECT_EQ(folder.get(hash), "abc");
    EXPECT_EQ(mode_of(root_ / "files"), 0700u);
    EXPECT_EQ(mode_of(root_ / "files" / to_hex(hash)), 0600u);
    EXPECT_EQ(std::distance(fs::directory_iterator(root_ / "files"), {}), 1) << "no .tmp is left";
}

TEST_F(Files, DamageAndLossAreSeen) {
    const ContentFolder folder(root_ / "files");
    const ContentHash hash = folder.put("abc");
    write_durably(root_ / "files" / to_hex(hash), "abd");
    EXPECT_EQ(folder.get(hash), std::nullopt);
    EXPECT_EQ(folder.put("abc"), hash) << "uploading again mends it";
    EXPECT_EQ(folder.get(hash), "abc");
    EXPECT_EQ(folder.get(content_hash("never")), std::nullopt);
}

TEST_F(Files, CopyingTakesOnlyWhatIsSound) {
    const ContentFolder from(root_ / "from");
    const ContentFolder to(root_ / "to");
    const ContentHash one = from.put("one");
    const ContentHash two = from.put("two");
    EXPECT_TRUE(from.copy_to(to, {one}));
    EXPECT_EQ(to.get(one), "one");
    EXPECT_EQ(to.get(two), std::nullopt);
    write_durably(root_ / "from" / to_hex(two), "other");
    EXPECT_FALSE(from.copy_to(to, {one, two}));
    EXPECT_EQ(to.get(two), std::nullopt);
}

TEST_F(Files, SweepingLeavesTheWantedAndTheNew) {
    const ContentFolder folder(root_ / "files");
    EXPECT_EQ(folder.sweep({}), 0u) << "no folder yet";
    const ContentHash kept = folder.put("kept");
    const ContentHash old = folder.put("old");
    const ContentHash young = folder.put("young");
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(25);
    for (const ContentHash& hash : {kept, old})
        fs::last_write_time(root_ / "files" / to_hex(hash), yesterday);
    EXPECT_EQ(folder.sweep({kept}), 1u);
    EXPECT_TRUE(folder.get(kept));
    EXPECT_FALSE(folder.get(old));
    EXPECT_TRUE(folder.get(young)) << "its row may not be written yet";
}

TEST_F(Files, TheErasureListOutlivesALineCutShort) {
    ErasureList list(root_ / "erasures.list");
    EXPECT_TRUE(list.read().empty());
    list.add(person(1));
    append_durably(list.file(), "0190b8c1-0000");
    list.add(person(2));
    EXPECT_EQ(list.read(), (std::vector{person(1), person(2)}));
    EXPECT_EQ(mode_of(list.file()), 0600u);

    ErasureList other(root_ / "other.list");
    other.add(person(2));
    other.add(person(3));
    list.add_all(other);
    EXPECT_EQ(list.read(), (std::vector{person(1), person(2), person(3)}));
}

TEST_F(Files, AFolderThatCannotBeWrittenIsTold) {
    EXPECT_THROW(write_durably(root_ / "none" / "file", "x"), std::system_error);
    EXPECT_THROW(read_file(root_ / "none"), std::system_error);
}

}  // namespace
}  // namespace kinhmoi::files
