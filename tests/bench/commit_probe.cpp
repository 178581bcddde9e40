// SPDX-License-Identifier: Apache-2.0
// What one durable COMMIT of a group costs on this disk, with SQLite alone and the store's
// settings: prints the 50th and 99th percentile in microseconds. commit_probe FILE GROUP COMMITS
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

void run(sqlite3* db, const char* sql) {
    char* error = nullptr;
    if (sqlite3_exec(db, sql, nullptr, nullptr, &error) == SQLITE_OK) return;
    std::cerr << sql << ": " << error << "\n";
    std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const int group = std::atoi(argv[2]);
    const int commits = std::atoi(argv[3]);
    sqlite3* db = nullptr;
    if (sqlite3_open(argv[1], &db) != SQLITE_OK) return 1;
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "PRAGMA synchronous = FULL");
    run(db, "PRAGMA wal_autocheckpoint = 4000");
    run(db,
        "CREATE TABLE scans (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body TEXT NOT "
        "NULL)");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO scans (id, body) VALUES ($1, $2)", -1, &insert, nullptr);
    std::mt19937_64 random(1);
    const std::string body(200, 'x');
    std::vector<double> micros;
    for (int i = 0; i < commits; ++i) {
        run(db, "BEGIN IMMEDIATE");
        for (int k = 0; k < group; ++k) {
            const std::uint64_t id[2] = {random(), random()};
            sqlite3_bind_blob(insert, 1, id, sizeof id, SQLITE_TRANSIENT);
            sqlite3_bind_text(insert, 2, body.c_str(), -1, SQLITE_STATIC);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        const auto begin = std::chrono::steady_clock::now();
        run(db, "COMMIT");
        micros.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    std::sort(micros.begin(), micros.end());
    std::cout << micros[micros.size() / 2] << " " << micros[micros.size() * 99 / 100] << "\n";
}
