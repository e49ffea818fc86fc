// A libFuzzer target: no bytes make the reader of DMN files crash; they are refused or give a model that decides and
// that is written and read back. With -DMUSTER_FUZZ_MAIN a plain program that tries the files named on its command line.
#include "muster/io/dmn.hpp"
#include "muster/io/tck_cases.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    try {
        static_cast<void>(muster::parse_tck_cases(bytes, "cases.xml"));
    } catch (const muster::error&) {}  // NOLINT(bugprone-empty-catch): refusing is an answer
    try {
        const muster::decision_model model = muster::parse_dmn(bytes, "model.dmn");
        muster::case_facts facts;
        for (const muster::model_fact& each : model.facts()) { facts.set(each.name, muster::number_value(1, each.kind)); }
        for (const muster::model_decision& each : model.decisions()) {
            static_cast<void>(model.decide(each.name, facts));
        }
        std::string written;
        try {
            written = muster::write_dmn(model);
        } catch (const muster::error&) { return 0; }
        if (muster::write_dmn(muster::parse_dmn(written, "again.dmn")) != written) { std::abort(); }
    } catch (const muster::error&) {}  // NOLINT(bugprone-empty-catch)
    return 0;
}

#include "replay.hpp"
