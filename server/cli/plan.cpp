// SPDX-License-Identifier: Apache-2.0
// kinhmoi plan: a whole ceremony in and out as one JSON document.
#include <fstream>
#include <iostream>
#include <sstream>

#include "common/base/faults.hpp"
#include "server/api/json_reader.hpp"
#include "server/api/plan_json.hpp"
#include "server/app.hpp"
#include "server/cli/command.hpp"
#include "server/store/rows/event_rows.hpp"
#include "server/usecase/audit.hpp"

namespace kinhmoi::cli {
namespace {

struct PlanFile {
    Common common;
    std::string file;
    std::string event;
};

std::string read_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    const bool is_file = std::filesystem::is_regular_file(file);
    if (in && is_file) text << in.rdbuf();
    if (!in || !is_file) {
        fail(Failure(FailureKind::not_found,
                     {"Không đọc được tệp " + file + ".", "Cannot read the file " + file + "."}));
    }
    return text.str();
}

void import_file(const PlanFile& options) {
    auto reading = api::read_plan(must(api::parse_json(read_file(options.file))));
    if (!reading.faults.empty()) fail(invalid(std::move(reading.faults)));
    auto store = open_store(settings_of(options.common));
    const auto outcome = must(store->write_now([&](store::WriteTx& tx) {
        return usecase::import_plan(tx, usecase::command_line_actor(), reading.plan);
    }));
    std::cout << outcome.event.code << ": " << outcome.created << " mới / created, "
              << outcome.updated << " sửa / updated, " << outcome.unchanged
              << " không đổi / unchanged\n";
    for (const std::string& place : outcome.extra)
        std::cout << "  chỉ có trong máy chủ / only in the store: " << place << "\n";
}

void export_event(const PlanFile& options) {
    auto store = open_store(settings_of(options.common));
    const auto plan = must(store->read_now([&](store::ReadTx& tx) -> Result<usecase::Plan> {
        const auto event = store::load_event_by_code(tx, options.event);
        if (!event) {
            return Failure(FailureKind::not_found,
                           {"Không có sự kiện mang mã " + options.event + ".",
                            "There is no event with the code " + options.event + "."});
        }
        return usecase::export_plan(tx, usecase::command_line_actor(), event->id);
    }));
    std::cout << api::plan_json(plan).dump(2) << "\n";
}

}  // namespace

void add_plan(CLI::App& app) {
    CLI::App* plan = app.add_subcommand("plan", "Import or export a whole ceremony");
    plan->require_subcommand(1);
    auto options = std::make_shared<PlanFile>();

    CLI::App* in = plan->add_subcommand("import", "Create or update an event from a plan file");
    add_common(*in, options->common);
    in->add_option("file", options->file, "JSON after config/plan.schema.json")->required();
    in->footer("Example: kinhmoi plan import --data data config/can-tho.plan.json");
    in->callback([options] { import_file(*options); });

    CLI::App* out = plan->add_subcommand("export", "Print an event as a plan");
    add_common(*out, options->common);
    out->add_option("event", options->event, "The event's code")->required();
    out->footer("Example: kinhmoi plan export --data data CT-LPD-20260529 > plan.json");
    out->callback([options] { export_event(*options); });
}

}  // namespace kinhmoi::cli
