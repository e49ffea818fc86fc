// A libFuzzer target: no bytes make the reader of CSV tables crash; they are refused or give a table that decides and
// that is written and read back. With -DMUSTER_FUZZ_MAIN a plain program that tries the files named on its command line.
#include "muster/io/table_csv.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    try {
        const muster::table_model model = muster::parse_table_csv(bytes, "table.csv");
        const muster::loaded_table table{model};
        std::vector<muster::table_value> values;
        for (const muster::input_clause& each : model.inputs) { values.push_back(muster::number_value(1, each.kind)); }
        static_cast<void>(table.decide(values));
        std::string written;
        try {
            written = muster::write_table_csv(model);
        } catch (const muster::error&) { return 0; }
        if (muster::write_table_csv(muster::parse_table_csv(written, "again.csv")) != written) { std::abort(); }
    } catch (const muster::error&) {}  // NOLINT(bugprone-empty-catch): refusing is an answer
    return 0;
}

#include "replay.hpp"
