// SPDX-License-Identifier: Apache-2.0
#include "server/metrics.hpp"

namespace kinhmoi {
namespace {

void add(std::string& out, const char* name, const char* type, const char* help,
         std::uint64_t value) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n" +
           name + " " + std::to_string(value) + "\n";
}

void add(std::string& out, const char* name, const char* help, const store::Histogram& histogram) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " histogram\n";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < histogram.bounds.size(); ++i) {
        total += histogram.counts[i];
        out += std::string(name) + "_bucket{le=\"" + std::to_string(histogram.bounds[i]) + "\"} " +
               std::to_string(total) + "\n";
    }
    total += histogram.counts.back();
    out += std::string(name) + "_bucket{le=\"+Inf\"} " + std::to_string(total) + "\n" + name +
           "_sum " + std::to_string(histogram.sum) + "\n" + name + "_count " +
           std::to_string(total) + "\n";
}

}  // namespace

std::string metrics_text(const store::StoreStats& stats, const live::HubStats& live,
                         std::uint64_t free_disk_bytes) {
    std::string out;
    add(out, "kinhmoi_write_queue", "gauge", "Write jobs waiting now.", stats.write_queue);
    add(out, "kinhmoi_read_queue", "gauge", "Read jobs waiting now.", stats.read_queue);
    add(out, "kinhmoi_commits_total", "counter", "Groups committed.", stats.commits);
    add(out, "kinhmoi_failed_groups_total", "counter", "Groups of which nothing was kept.",
        stats.failed_groups);
    add(out, "kinhmoi_write_jobs_total", "counter", "Jobs answered by a commit.", stats.write_jobs);
    add(out, "kinhmoi_refused_busy_total", "counter", "Jobs turned away at a full queue.",
        stats.refused_busy);
    add(out, "kinhmoi_checkpoints_total", "counter", "Checkpoints of the write-ahead log.",
        stats.checkpoints);
    add(out, "kinhmoi_wal_pages", "gauge", "Pages in the write-ahead log.", stats.wal_pages);
    add(out, "kinhmoi_disk_free_bytes", "gauge", "Room left for the data folder.", free_disk_bytes);
    add(out, "kinhmoi_group_size", "Jobs a commit.", stats.group_size);
    add(out, "kinhmoi_commit_microseconds", "BEGIN to the end of COMMIT.", stats.commit_us);
    add(out, "kinhmoi_live_watchers", "gauge", "Pages that follow an event now.", live.watchers);
    add(out, "kinhmoi_live_texts_total", "counter", "Changes and snapshots put into words.",
        live.texts);
    add(out, "kinhmoi_live_dropped_total", "counter", "Watchers cut for reading too slowly.",
        live.dropped);
    return out;
}

}  // namespace kinhmoi
