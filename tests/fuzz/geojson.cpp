// A libFuzzer target: no bytes make the readers of GeoJSON and TopoJSON crash; they are refused or give features that
// are written and read back the same. With -DMUSTER_FUZZ_MAIN a plain program that tries the files named on its command
// line.
#include "muster/io/geojson_lines.hpp"
#include "muster/io/geojson_write.hpp"
#include "muster/io/leaf_file.hpp"
#include "muster/io/topojson.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

void write_and_read(const std::vector<muster::geojson_feature>& features, const muster::geojson_options& options) {
    const std::string written = muster::write_geojson(features);
    if (muster::write_geojson(muster::parse_geojson(written, "again.geojson", options)) != written) { std::abort(); }
    static_cast<void>(muster::write_geojson(features, {.wind_as_rfc_7946 = true}));
}

template <class Read>
void attempt(const Read& read) {
    try {
        read();
    } catch (const muster::error&) {}  // NOLINT(bugprone-empty-catch): refusing is an answer
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    muster::geojson_options lax;
    lax.accept_no_geometry = true;
    lax.accept_other_geometry = true;
    lax.drop_collapsed_rings = true;
    std::vector<muster::geojson_feature> features;
    attempt([&] { features = muster::parse_geojson(bytes, "areas.geojson"); });
    if (!features.empty()) { write_and_read(features, {}); }
    features.clear();
    attempt([&] { features = muster::parse_geojson(bytes, "any.geojson", lax); });
    if (!features.empty()) { write_and_read(features, lax); }
    features.clear();
    attempt([&] { features = muster::parse_geojson_lines(bytes, "lines.geojson", lax); });
    if (!features.empty()) { write_and_read(features, lax); }
    features.clear();
    attempt([&] { features = muster::parse_topojson(bytes, "topology.json", {}, lax); });
    if (!features.empty()) { write_and_read(features, lax); }
    attempt([&] {
        const auto tier = muster::parse_tier(bytes, "tier.geojson", "key", "name");
        if (muster::write_geojson(muster::parse_tier(muster::write_geojson(tier), "tier", "key", "name")) !=
            muster::write_geojson(tier)) {
            std::abort();
        }
    });
    attempt([&] { static_cast<void>(muster::parse_leaves(bytes, "leaves.geojson", "key", "name", {"up"})); });
    return 0;
}

#include "replay.hpp"
