// SPDX-License-Identifier: Apache-2.0
// Names, sentences and keys of incidents.
#include "common/domain/incident.hpp"

#include <algorithm>
#include <cassert>

#include "common/domain/admission.hpp"
#include "common/domain/name_table.hpp"

namespace kinhmoi {

namespace {

constexpr NamedValue<IncidentKind> incident_kind_names[] = {
    {IncidentKind::double_admission, "double_admission"},
    {IncidentKind::admitted_revoked, "admitted_revoked"},
    {IncidentKind::missed_in, "missed_in"},
    {IncidentKind::over_party, "over_party"},
    {IncidentKind::override_used, "override_used"},
    {IncidentKind::cloned_device, "cloned_device"},
    {IncidentKind::clock_suspect, "clock_suspect"},
};

struct Title {
    IncidentKind kind;
    const char* vi;
    const char* en;
};
constexpr Title titles[] = {
    {IncidentKind::double_admission, "Một thẻ được mời vào hai lần khi đại biểu đang ở bên trong",
     "One pass was let in twice while its holder was inside"},
    {IncidentKind::admitted_revoked, "Đã mời vào bằng thẻ đã bị thu hồi",
     "Somebody was let in with a pass that had been revoked"},
    {IncidentKind::missed_in, "Ghi nhận lượt ra nhưng chưa có lượt vào tương ứng",
     "Somebody went out who had not been recorded coming in"},
    {IncidentKind::over_party, "Số người vào nhiều hơn số thành viên của đoàn",
     "More people came in than the party has members"},
    {IncidentKind::override_used, "Cán bộ tại cửa đã cho vào dù hệ thống không chấp nhận",
     "Door staff let somebody in against the verdict"},
    {IncidentKind::cloned_device,
     "Hai lượt quét mang cùng một số thứ tự: thiết bị có thể bị sao chép",
     "Two scans bear one number: the device may have been copied"},
    {IncidentKind::clock_suspect, "Đồng hồ của thiết bị tại cửa bị sai",
     "The clock of a door device is wrong"},
};

std::string device_key(IncidentKind kind, DeviceId device, EpochId epoch) {
    return std::string(name_of(kind)) + ":" + to_text(device) + ":" + to_text(epoch);
}

}  // namespace

const char* name_of(IncidentKind kind) {
    return name_in(incident_kind_names, kind);
}
std::optional<IncidentKind> parse_incident_kind(std::string_view text) {
    return value_in(incident_kind_names, text);
}

Message incident_title(IncidentKind kind) {
    for (const auto& title : titles) {
        if (title.kind == kind) return {title.vi, title.en};
    }
    assert(false && "every kind has a title");
    return {};
}

Incident scan_incident(IncidentKind kind, const StoredScan& cause) {
    assert(cause.scan.pass && "only scans of a pass are folded");
    Incident incident;
    incident.kind = kind;
    incident.key =
        std::string(name_of(kind)) + ":" + to_text(*cause.scan.pass) + ":" + to_text(cause.scan.id);
    incident.pass = cause.scan.pass;
    incident.device = cause.scan.device;
    incident.gate = cause.scan.gate;
    incident.scans = {cause.scan.id};
    incident.opened_at = cause.effective_at;
    return incident;
}

Incident clone_incident(std::vector<StoredScan> same_number) {
    assert(same_number.size() >= 2);
    std::sort(same_number.begin(), same_number.end(),
              [](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
    const auto& last = same_number.back();
    Incident incident;
    incident.kind = IncidentKind::cloned_device;
    incident.key = device_key(incident.kind, last.scan.device, last.scan.epoch) + ":" +
                   std::to_string(last.scan.dseq);
    incident.device = last.scan.device;
    for (const auto& stored : same_number) incident.scans.push_back(stored.scan.id);
    incident.opened_at = last.effective_at;
    return incident;
}

Incident clock_incident(DeviceId device, EpochId epoch, Instant noticed_at) {
    Incident incident;
    incident.kind = IncidentKind::clock_suspect;
    incident.key = device_key(incident.kind, device, epoch);
    incident.device = device;
    incident.opened_at = noticed_at;
    return incident;
}

}  // namespace kinhmoi
