// SPDX-License-Identifier: Apache-2.0
// A delegate's row as a person: an adult's form, and the least-data form of a child.
#pragma once

#include "common/domain/import_cells.hpp"

namespace kinhmoi {

/// Fills record.person from an adult's row.
void read_adult(CellReader& cells, ImportRecord& record, const ImportOptions& options,
                bool from_tcvn3);
/// Fills record.person with name, school, age band, leader and consents; reads nothing else.
void read_minor(CellReader& cells, const ImportRecord* above, ImportRecord& record,
                bool from_tcvn3);
/// Is there a name in the row?
bool has_full_name(const CellReader& cells);

}  // namespace kinhmoi
