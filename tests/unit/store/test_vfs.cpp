// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/test_vfs.hpp"

#include <sqlite3.h>

#include <cstring>

namespace kinhmoi::store::test {
namespace {

TestVfs* current = nullptr;

struct ShimFile {
    sqlite3_file base;
    bool is_log;
    bool is_watched;  // the database or its log
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return shim(file).real();
}
sqlite3_vfs* underlying(sqlite3_vfs* vfs) {
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int close_file(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    if (shim(file).is_log && current->fail_log_read) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), into, size, at);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const int code = real(file)->pMethods->xWrite(real(file), from, size, at);
    if (code == SQLITE_OK && shim(file).is_watched)
        current->record(
            {DiskOp::Kind::write, shim(file).is_log, at,
             std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
    return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int code = real(file)->pMethods->xTruncate(real(file), size);
    if (code == SQLITE_OK && shim(file).is_watched)
        current->record({DiskOp::Kind::truncate, shim(file).is_log, size, {}});
    return code;
}

int sync_file(sqlite3_file* file, int flags) {
    if (shim(file).is_watched) {
        if (shim(file).is_log) ++current->log_syncs;
        if (shim(file).is_log && current->fail_log_sync) return SQLITE_IOERR_FSYNC;
        if (!shim(file).is_log && current->fail_database_sync) return SQLITE_IOERR_FSYNC;
    }
    // Not passed on: the recording says what is durable, and the test is faster.
    (void)flags;
    if (shim(file).is_watched) current->record({DiskOp::Kind::sync, shim(file).is_log, 0, {}});
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

int control(sqlite3_file* file, int op, void* argument) {
    if (op == SQLITE_FCNTL_PRAGMA) {
        char** words = static_cast<char**>(argument);
        if (!words[2] && current->tampered_pragma == words[1]) {
            words[0] = sqlite3_mprintf("tampered");
            return SQLITE_OK;
        }
    }
    return real(file)->pMethods->xFileControl(real(file), op, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods shim_methods = {
    2,         close_file,  read_file,      write_file, truncate_file, sync_file,       file_size,
    lock_file, unlock_file, check_reserved, control,    sector_size,   characteristics, shm_map,
    shm_lock,  shm_barrier, shm_unmap,      nullptr,    nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    ShimFile& opened = shim(file);
    opened.is_log = (flags & SQLITE_OPEN_WAL) != 0;
    opened.is_watched = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_DB)) != 0;
    opened.base.pMethods = nullptr;
    sqlite3_vfs* below = underlying(vfs);
    const int code = below->xOpen(below, path, opened.real(), flags, out_flags);
    if (opened.real()->pMethods) opened.base.pMethods = &shim_methods;
    return code;
}

int remove_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    sqlite3_vfs* below = underlying(vfs);
    const int code = below->xDelete(below, path, sync_folder);
    const std::size_t length = std::strlen(path);
    if (code == SQLITE_OK && length > 4 && std::strcmp(path + length - 4, "-wal") == 0)
        current->record({DiskOp::Kind::remove, true, 0, {}});
    return code;
}

}  // namespace

struct TestVfs::Registration {
    sqlite3_vfs vfs;
};

TestVfs::TestVfs() : registration_(std::make_unique<Registration>()) {
    sqlite3_initialize();
    sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
    sqlite3_vfs& vfs = registration_->vfs;
    vfs = *below;
    vfs.zName = name;
    vfs.pNext = nullptr;
    vfs.pAppData = below;
    vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + below->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    // The rest of unix's methods look at their own pAppData only when opening.
    current = this;
    sqlite3_vfs_register(&vfs, 0);
}

TestVfs::~TestVfs() {
    sqlite3_vfs_unregister(&registration_->vfs);
    current = nullptr;
}

void TestVfs::start_recording() {
    std::lock_guard lock(mutex_);
    recording_ = true;
    ops_.clear();
}

void TestVfs::ack(std::int64_t id) {
    record({DiskOp::Kind::ack, false, id, {}});
}

std::vector<DiskOp> TestVfs::take_recording() {
    std::lock_guard lock(mutex_);
    recording_ = false;
    return std::move(ops_);
}

void TestVfs::record(DiskOp op) {
    std::lock_guard lock(mutex_);
    if (recording_) ops_.push_back(std::move(op));
}

}  // namespace kinhmoi::store::test
