// SPDX-License-Identifier: Apache-2.0
#include "server/api/plan_json.hpp"

#include <algorithm>
#include <set>

#include "common/base/text.hpp"
#include "server/api/event_fields.hpp"
#include "server/api/part_fields.hpp"

namespace kinhmoi::api {
namespace {

constexpr std::size_t most_agencies = 10'000;
constexpr std::size_t most_parts = 20'000;

/// Distinct ids that tie the parts of one document together.
class LocalIds {
public:
    template <class Id>
    Id next() {
        Id id;
        ++last_;
        for (std::size_t i = 0; i < 8; ++i)
            id.bytes[15 - i] = static_cast<std::uint8_t>(last_ >> (8 * i));
        return id;
    }

private:
    std::uint64_t last_ = 0;
};

class PlanReader {
public:
    explicit PlanReader(const Json& body) : in_(body) {}

    PlanReading run() {
        in_.integer("plan_version", plan_version, plan_version);
        auto program = in_.optional_object("program");
        auto event = in_.optional_object("event");
        if (!event && !in_.has("event"))
            in_.fault("event", "missing", {"là thông tin bắt buộc.", "is required."});
        auto agencies = in_.objects("agencies", most_agencies);
        auto sites = in_.objects("sites", most_parts);
        auto groups = in_.objects("groups", most_parts);
        // Codes first: parts refer to one another in any order.
        name_codes(agencies, plan_.agencies);
        name_codes(sites, plan_.sites);
        name_codes(groups, plan_.groups);
        if (program) read_program(*program);
        if (event) {
            plan_.event.id = ids_.next<EventId>();
            FieldReader fields(*event, &codes_);
            visit_event(fields, plan_.event);
            event->finish();
        }
        read_each(agencies, plan_.agencies,
                  [](FieldReader& f, Agency& agency) { visit_agency(f, agency); });
        read_parts(sites, plan_.sites);
        read_new_parts("gates", plan_.gates);
        read_parts(groups, plan_.groups);
        read_new_parts("quotas", plan_.quotas);
        read_new_parts("contacts", plan_.contacts);
        read_new_parts("tasks", plan_.tasks);
        read_new_parts("documents", plan_.documents);
        read_new_parts("streams", plan_.streams);
        in_.finish();
        auto faults = all_faults();
        return {std::move(plan_), std::move(faults)};
    }

private:
    template <class T>
    void name_codes(std::vector<ObjectReader>& readers, std::vector<T>& parts) {
        for (ObjectReader& reader : readers) {
            T part;
            part.id = ids_.next<decltype(part.id)>();
            const Json* code = reader.take("code");
            if (code && code->is_string())
                codes_.add(clean(code->get_ref<const std::string&>()), part.id);
            parts.push_back(std::move(part));
        }
    }

    void read_program(ObjectReader& reader) {
        Program program;
        program.id = ids_.next<ProgramId>();
        FieldReader fields(reader, &codes_);
        visit_program(fields, program);
        reader.finish();
        codes_.add(program.code, program.id);
        plan_.program = std::move(program);
    }

    template <class T, class Visit>
    void read_each(std::vector<ObjectReader>& readers, std::vector<T>& parts, Visit visit) {
        for (std::size_t i = 0; i < readers.size(); ++i) {
            FieldReader fields(readers[i], &codes_);
            visit(fields, parts[i]);
            readers[i].finish();
        }
    }

    template <class Part>
    void read_parts(std::vector<ObjectReader>& readers, std::vector<Part>& parts) {
        read_each(readers, parts, [](FieldReader& f, Part& part) { visit_part(f, part); });
    }

    template <class Part>
    void read_new_parts(const char* section, std::vector<Part>& parts) {
        auto readers = in_.objects(section, most_parts);
        for (std::size_t i = 0; i < readers.size(); ++i) {
            Part part;
            part.id = ids_.next<decltype(part.id)>();
            parts.push_back(std::move(part));
        }
        read_parts(readers, parts);
    }

    /// A rule is not judged where the value itself could not be read.
    std::vector<FieldFault> all_faults() {
        std::vector<FieldFault> faults = in_.faults().take();
        std::set<std::string> paths;
        for (const FieldFault& fault : faults) paths.insert(fault.path);
        for (FieldFault& fault : usecase::plan_faults(plan_)) {
            if (!paths.contains(fault.path)) faults.push_back(std::move(fault));
        }
        return faults;
    }

    ObjectReader in_;
    usecase::Plan plan_;
    CodeBook codes_;
    LocalIds ids_;
};

template <class Part>
Json parts_json(const std::vector<Part>& parts, const CodeBook& codes, const std::string& zone) {
    Json items = Json::array();
    for (const Part& part : parts) {
        FieldWriter fields(&codes, zone);
        if constexpr (std::same_as<Part, Agency>) visit_agency(fields, part);
        else visit_part(fields, part);
        items.push_back(fields.take());
    }
    return items;
}

}  // namespace

PlanReading read_plan(const Json& body) {
    return PlanReader(body).run();
}

Json plan_json(const usecase::Plan& plan) {
    CodeBook codes;
    for (const Agency& agency : plan.agencies) codes.add(agency.code, agency.id);
    for (const Site& site : plan.sites) codes.add(site.code, site.id);
    for (const ParticipantGroup& group : plan.groups) codes.add(group.code, group.id);
    if (plan.program) codes.add(plan.program->code, plan.program->id);

    const std::string& zone = plan.event.time_zone;
    Json out = {{"plan_version", plan_version}};
    if (plan.program) {
        FieldWriter fields(&codes, zone);
        visit_program(fields, *plan.program);
        out["program"] = fields.take();
    }
    FieldWriter event(&codes, zone);
    visit_event(event, plan.event);
    out["event"] = event.take();
    out["agencies"] = parts_json(plan.agencies, codes, zone);
    out["sites"] = parts_json(plan.sites, codes, zone);
    out["gates"] = parts_json(plan.gates, codes, zone);
    out["groups"] = parts_json(plan.groups, codes, zone);
    out["quotas"] = parts_json(plan.quotas, codes, zone);
    out["contacts"] = parts_json(plan.contacts, codes, zone);
    out["tasks"] = parts_json(plan.tasks, codes, zone);
    out["documents"] = parts_json(plan.documents, codes, zone);
    out["streams"] = parts_json(plan.streams, codes, zone);
    return out;
}

}  // namespace kinhmoi::api
