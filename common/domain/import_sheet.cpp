// SPDX-License-Identifier: Apache-2.0
// The judge itself: cleans the rows, finds the heading, reads row after row, counts.
#include "common/domain/import_sheet.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "common/base/csv.hpp"
#include "common/base/limits.hpp"
#include "common/domain/import_duplicates.hpp"
#include "common/domain/import_person.hpp"
#include "common/domain/import_rows.hpp"

namespace kinhmoi {
namespace {

/// A row as it will be read: repaired, clean, with what was done to each cell.
struct CleanRow {
    std::vector<CleanText> cells;
    std::vector<std::string> texts;
    std::optional<TextEncoding> mojibake;
};

CleanRow clean_row(std::vector<std::string> raw) {
    CleanRow row;
    raw.resize(std::min(raw.size(), limits::sheet_columns));
    for (std::string& cell : raw) {
        // Far beyond any field's own limit: cut, so that no cell can be costly; 4 bytes a letter.
        if (cell.size() > 4 * limits::cell_text) cell.resize(4 * limits::cell_text);
    }
    row.mojibake = repair_mojibake(raw);
    for (const std::string& cell : raw) {
        row.cells.push_back(clean_text(cell));
        row.texts.push_back(row.cells.back().text);
    }
    return row;
}

IssueCode mojibake_issue(TextEncoding encoding) {
    if (encoding == TextEncoding::tcvn3) return IssueCode::legacy_tcvn3_decoded;
    if (encoding == TextEncoding::vni) return IssueCode::legacy_vni_decoded;
    return IssueCode::legacy_windows_1258_decoded;
}

/// Counts persons or organizations of a group against its quota.
struct GroupUse {
    const ImportGroup* group = nullptr;
    int rows = 0;
    int persons = 0;
    std::unordered_set<std::string> organizations;

    int distinct() const {
        return group->counts_organizations ? static_cast<int>(organizations.size()) : persons;
    }
    /// False if the unit was counted before.
    bool add(const Person& person) {
        ++persons;
        if (!group->counts_organizations) return true;
        const std::string key = agency_key(person.organization);
        return organizations.insert(key.empty() ? "\n" + std::to_string(persons) : key).second;
    }
};

class Judge {
public:
    Judge(const ImportSheet& sheet, const ImportOptions& options)
        : sheet_(sheet), options_(options), duplicates_(options.known) {
        for (const ImportGroup& group : options.groups) uses_[group.code].group = &group;
        for (const KnownPerson& known : options.known) {
            if (GroupUse* use = use_of(known.group_code)) use->add(known.person);
        }
    }

    ImportResult run() {
        if (sheet_.rows.size() > limits::sheet_rows) return refused(IssueCode::sheet_too_large);
        ImportRows texts;
        for (const auto& raw : sheet_.rows) {
            rows_.push_back(clean_row(raw));
            texts.push_back(rows_.back().texts);
        }
        const ImportGroup* chosen = group_of(options_.default_group);
        find_columns(texts, chosen && chosen->is_minors);
        const bool readable = has_name_column();
        if (!readable) note_unreadable();
        find_unused_lines();
        group_code_ = chosen ? chosen->code : "";
        RowReader reader(header_, options_.groups);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            ImportRecord record;
            record.first_line = line_of(i);
            if (readable) read_row(i, reader, record);
            else record.kind = texts_blank(i) ? RecordKind::blank : RecordKind::banner;
            result_.records.push_back(std::move(record));
        }
        finish(readable);
        return std::move(result_);
    }

private:
    ImportResult refused(IssueCode code) {
        result_.file_issues.push_back({code});
        count_issues();
        return std::move(result_);
    }

    const ImportGroup* group_of(const std::string& code) const {
        const auto found = uses_.find(code);
        return found == uses_.end() ? nullptr : found->second.group;
    }

    GroupUse* use_of(const std::string& code) {
        const auto found = uses_.find(code);
        return found == uses_.end() ? nullptr : &found->second;
    }

    int line_of(std::size_t row) const {
        return row < sheet_.first_lines.size() ? sheet_.first_lines[row]
                                               : static_cast<int>(row) + 1;
    }

    bool texts_blank(std::size_t row) const {
        const auto& texts = rows_[row].texts;
        return std::all_of(texts.begin(), texts.end(), [](auto& text) { return text.empty(); });
    }

    void find_columns(const ImportRows& texts, bool minors) {
        header_ = find_header(texts, minors);
        const bool children_form = column_of(header_.columns, ImportField::age_band).has_value();
        if (children_form && !minors) header_ = find_header(texts, true);
        form_is_minors_ = children_form;
        if (!options_.columns.empty()) {
            header_.columns = options_.columns;
            header_.columns.resize(std::min(header_.columns.size(), limits::sheet_columns));
            header_.headings.resize(std::max(header_.headings.size(), header_.columns.size()));
            // Nobody's mapping makes collectable what never is.
            for (std::size_t i = 0; i < header_.columns.size(); ++i) {
                if (is_sensitive_heading(header_.headings[i], false)) header_.columns[i].reset();
            }
        }
        result_.columns = header_.columns;
        result_.dropped_columns = header_.dropped;
        result_.file_issues = header_.issues;
    }

    bool has_name_column() const {
        return column_of(header_.columns, ImportField::full_name) ||
               column_of(header_.columns, ImportField::family_name);
    }

    void note_unreadable() {
        const bool found = header_.count > 0 || !options_.columns.empty();
        result_.file_issues.push_back(
            {found ? IssueCode::name_column_missing : IssueCode::header_missing});
    }

    void read_row(std::size_t i, RowReader& reader, ImportRecord& record) {
        if (i < header_.first + header_.count) {
            record.kind = i >= header_.first ? RecordKind::header
                          : texts_blank(i)   ? RecordKind::blank
                                             : RecordKind::banner;
            return;
        }
        const RowKind row = reader.read(rows_[i].texts);
        record.kind = row.kind;
        record.declared = row.declared;
        if (row.kind == RecordKind::group_heading) start_group(row.heading, record);
        if (row.kind == RecordKind::delegate) read_delegate(i, record);
        if (row.kind == RecordKind::total) judge_total(record);
    }

    void start_group(const std::string& heading, ImportRecord& record) {
        const ImportGroup* group = match_group(heading, options_.groups);
        // A list for one group may have headings of its own (schools, districts of a team).
        if (!group && options_.groups.size() == 1) group = &options_.groups.front();
        group_code_ = group ? group->code : "";
        record.group_code = group_code_;
        ordinals_.clear();
        if (!group) record.issues.push_back({IssueCode::group_unknown, std::nullopt, 0, heading});
    }

    void judge_total(ImportRecord& record) {
        const int since = result_.delegate_rows - rows_at_last_total_;
        const bool fits = !record.declared || *record.declared == result_.delegate_rows ||
                          *record.declared == since;
        if (!fits) record.issues.push_back({IssueCode::total_differs});
        rows_at_last_total_ = result_.delegate_rows;
    }

    /// Index of the first of the numbered but unfilled rows that end a printed form.
    void find_unused_lines() {
        const auto ordinal = column_of(header_.columns, ImportField::ordinal);
        const auto is_unused = [&](const CleanRow& row) {
            for (std::size_t i = 0; i < row.texts.size(); ++i) {
                if (!row.texts[i].empty() && i != ordinal) return false;
            }
            return true;
        };
        unused_from_ = rows_.size();
        while (unused_from_ > 0 && is_unused(rows_[unused_from_ - 1])) --unused_from_;
    }

    void read_delegate(std::size_t i, ImportRecord& record) {
        const CleanRow& row = rows_[i];
        const ImportRecord* above = last_delegate_ ? &result_.records[*last_delegate_] : nullptr;
        CellReader cells(header_, row.cells, above, record);
        const bool named = has_full_name(cells);
        if (!named && unused_from_ <= i) {
            record.kind = RecordKind::blank;
            return;
        }
        record.group_code = group_code_;
        record.ordinal = ++result_.delegate_rows;
        GroupUse* use = use_of(group_code_);
        if (use) ++use->rows;
        if (!named) {
            record.issues.push_back({IssueCode::name_missing, ImportField::full_name});
            return;
        }
        const bool from_tcvn3 =
            row.mojibake == TextEncoding::tcvn3 || sheet_.encoding == TextEncoding::tcvn3;
        if (row.mojibake) record.issues.push_back({mojibake_issue(*row.mojibake)});
        judge_shape(row, cells);
        record.is_minor = form_is_minors_ || (use && use->group->is_minors);
        if (record.is_minor) read_minor(cells, above, record, from_tcvn3);
        else read_adult(cells, record, options_, from_tcvn3);
        if (!use) cells.note(IssueCode::group_missing, ImportField::full_name);
        if (record.is_minor) note_minors(cells, use);
        judge_ordinal(row, record);
        duplicates_.judge(record, result_.records);
        judge_quota(record, use);
        last_delegate_ = result_.records.size();
    }

    /// Too many cells, or a row that ends before what it should say.
    void judge_shape(const CleanRow& row, CellReader& cells) {
        for (std::size_t i = header_.columns.size(); i < row.texts.size(); ++i) {
            if (!row.texts[i].empty()) cells.note(IssueCode::extra_columns, ImportField::full_name);
        }
        if (sheet_.trailing_blanks_cut) return;
        for (const ImportField field : {ImportField::position, ImportField::organization,
                                        ImportField::phone, ImportField::leader_phone}) {
            const auto column = column_of(header_.columns, field);
            if (column && *column >= row.texts.size())
                cells.note(IssueCode::missing_columns, field);
        }
    }

    void judge_ordinal(const CleanRow& row, ImportRecord& record) {
        const auto column = column_of(header_.columns, ImportField::ordinal);
        if (!column || *column >= row.texts.size()) return;
        const auto number = parse_ordinal(row.texts[*column]);
        if (number && !ordinals_.insert(*number).second) {
            record.issues.push_back({IssueCode::stt_repeated, ImportField::ordinal});
        }
    }

    void judge_quota(ImportRecord& record, GroupUse* use) {
        if (!use || record.duplicate_of != 0 || !record.known_id.empty()) return;
        const bool is_new = use->add(record.person);
        const auto max = use->group->quota_max;
        if (!is_new || !max || use->distinct() <= *max) return;
        const IssueCode code = use->group->quota_is_approximate
                                   ? IssueCode::quota_exceeded_approximate
                                   : IssueCode::quota_exceeded;
        record.issues.push_back({code, std::nullopt, use->distinct() - *max});
    }

    /// Columns of adults that a child's row fills were not read: say so once, by their heading.
    void note_minors(const CellReader& cells, const GroupUse* use) {
        if (use && !use->group->is_minors && !minors_form_noted_) {
            minors_form_noted_ = true;
            result_.file_issues.push_back({IssueCode::minors_form});
        }
        for (const ImportField field :
             {ImportField::position, ImportField::phone, ImportField::email,
              ImportField::registered_on, ImportField::note, ImportField::rank,
              ImportField::honorific}) {
            if (!cells.filled(field) || !minors_dropped_.insert(field).second) continue;
            const std::string heading = header_.headings[*column_of(header_.columns, field)];
            result_.dropped_columns.push_back(heading);
            result_.file_issues.push_back({IssueCode::minors_column_dropped, field, 0, heading});
        }
    }

    void finish(bool readable) {
        if (readable && result_.delegate_rows == 0) {
            result_.file_issues.push_back({IssueCode::sheet_empty});
        }
        for (const ImportGroup& group : options_.groups) {
            const GroupUse& use = uses_.at(group.code);
            const int over = group.quota_max ? std::max(0, use.distinct() - *group.quota_max) : 0;
            result_.group_counts.push_back(
                {group.code, use.rows, use.distinct(), group.quota_max, over});
        }
        count_issues();
    }

    void count_issues() {
        const auto count = [this](const std::vector<ImportIssue>& issues) {
            for (const ImportIssue& issue : issues) {
                const Severity severity = issue_text(issue.code).severity;
                result_.errors += severity == Severity::error ? 1 : 0;
                result_.warnings += severity == Severity::warning ? 1 : 0;
            }
        };
        count(result_.file_issues);
        for (const ImportRecord& record : result_.records) count(record.issues);
    }

    const ImportSheet& sheet_;
    const ImportOptions& options_;
    DuplicateFinder duplicates_;
    std::unordered_map<std::string, GroupUse> uses_;
    std::vector<CleanRow> rows_;
    ImportHeader header_;
    ImportResult result_;
    std::string group_code_;            // of the rows being read
    std::unordered_set<int> ordinals_;  // seen under this heading
    std::unordered_set<ImportField> minors_dropped_;
    std::optional<std::size_t> last_delegate_;  // index in result_.records
    int rows_at_last_total_ = 0;
    std::size_t unused_from_ = 0;
    bool form_is_minors_ = false;
    bool minors_form_noted_ = false;
};

}  // namespace

ImportResult judge_sheet(const ImportSheet& sheet, const ImportOptions& options) {
    return Judge(sheet, options).run();
}

}  // namespace kinhmoi
