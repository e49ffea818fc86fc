// A libFuzzer target: no bytes make the readers of GeoJSON and TopoJSON crash; they are refused or give features that
// are written and read back the same. With -DMUSTER_FUZZ_MAIN a plain program that tries the files named on its command
// line.
#include "muster/grid/drawing_faults.hpp"
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

// Positions that are none are read as drawn, and are not written.
bool all_valid(const std::vector<muster::geojson_feature>& features) {
    const auto is_valid = [](const muster::ring<muster::lon_lat>& points) {
        for (const muster::lon_lat& p : points) {
            if (!muster::is_valid(p)) { return false; }
        }
        return true;
    };
    for (const muster::geojson_feature& each : features) {
        if (!is_valid(each.points)) { return false; }
        for (const auto& part : each.area) {
            if (!is_valid(part.outer)) { return false; }
            for (const auto& hole : part.holes) {
                if (!is_valid(hole)) { return false; }
            }
        }
    }
    return true;
}

// Faults are listed for whatever was read, the same for the same drawing; few positions only, for many cross often.
void list_faults(const std::vector<muster::geojson_feature>& features) {
    constexpr std::size_t most_positions = 60;
    std::size_t positions = 0;
    std::vector<muster::tier_drawing<muster::lon_lat>> tiers(2);
    for (const muster::geojson_feature& each : features) {
        for (const auto& part : each.area) {
            positions += part.outer.size() + part.holes.size();
            for (const auto& hole : part.holes) { positions += hole.size(); }
        }
        if (positions > most_positions) { return; }
        const std::string* parent = each.property("up");
        tiers[each.property("leaf") == nullptr ? 0 : 1].cells.push_back(
            {each.id, each.id, each.area, parent == nullptr ? std::string{} : *parent});
    }
    if (muster::drawing_faults(tiers).size() != muster::drawing_faults(tiers).size()) { std::abort(); }
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
    muster::geojson_options as_drawn = lax;
    as_drawn.drop_collapsed_rings = false;
    as_drawn.accept_faulty_rings = true;
    muster::geojson_options boxed = lax;
    boxed.expected_box = muster::box<muster::lon_lat>{{0, -10}, {20, 50}};
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
    features.clear();
    attempt([&] { features = muster::parse_geojson(bytes, "boxed.geojson", boxed); });
    if (!features.empty()) { write_and_read(features, boxed); }
    for (const bool topology : {false, true}) {
        features.clear();
        attempt([&] {
            features = topology ? muster::parse_topojson(bytes, "drawn.json", {}, as_drawn)
                                : muster::parse_geojson(bytes, "drawn.geojson", as_drawn);
        });
        if (features.empty()) { continue; }
        list_faults(features);
        if (all_valid(features)) { write_and_read(features, as_drawn); }
    }
    attempt([&] {
        const auto tier = muster::parse_tier(bytes, "tier.geojson", "key", "name");
        if (muster::write_geojson(muster::parse_tier(muster::write_geojson(tier), "tier", "key", "name")) !=
            muster::write_geojson(tier)) {
            std::abort();
        }
    });
    attempt([&] {
        muster::tier_file_options all;
        all.parent_property = "parent";
        all.accept_no_parent = true;
        all.chinese_name_property = "name_zh";
        all.reading = as_drawn;
        all.reading.accept_other_geometry = false;
        const auto tier = muster::parse_tier(bytes, "tier.geojson", "key", "name", all);
        const std::string written = muster::write_geojson(tier);  // refuses positions that are none
        if (muster::write_geojson(muster::parse_tier(written, "tier", "key", "name", all)) != written) { std::abort(); }
    });
    attempt([&] { static_cast<void>(muster::parse_leaves(bytes, "leaves.geojson", "key", "name", {"up"})); });
    return 0;
}

#include "replay.hpp"
