#pragma once

#include "muster/core/error.hpp"    // error
#include "muster/core/label.hpp"    // label
#include "muster/grid/polygon.hpp"  // cell_drawing, tier_drawing

#include <cstddef>      // size_t
#include <map>          // map
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace muster {
inline namespace v0 {

/// A cell of the finest tier that says which cells it lies in: `{"Shilin", "Taipei"}` finest last, see `parents`.
template <position_type P>
struct leaf_drawing {
    cell_drawing<P> cell;
    std::vector<std::string> parents;  ///< keys of the cells above it, of the coarsest tier first
};

/// What the parents' keys mean.
struct leaf_tier_options {
    /// Names that are unique within their parent only are made keys by the path to them, "county/town"; otherwise a
    /// cell under two parents is refused.
    bool use_paths_as_keys = false;
};

/// All tiers of a hierarchy from the cells of its finest one and what they say about the tiers above.
///
/// A cell above has the polygons of all leaves below it as its area (what counts is their union), the key that the
/// leaves give, and that key's last name as its name. Leaves without an area make cells without one. Cells are in the
/// order in which the leaves name them first. Every cell but those of the coarsest tier has its `parent` set.
///
/// @param tier_names  of the coarsest tier first, the leaves' tier last: one more than each leaf has parents
/// @throws muster::error empty (no leaves; a key or parent without a name), missing (another number of parents),
///         duplicate (a leaf's key twice), contradiction (a cell under two parents); each names the leaves by number,
///         from 0. @complexity O(n log n + positions). Deterministic: yes.
template <position_type P>
[[nodiscard]] std::vector<tier_drawing<P>> tiers_from_leaves(std::vector<leaf_drawing<P>> leaves,
                                                             const std::vector<label>& tier_names,
                                                             const leaf_tier_options& options = {}) {
    const auto fault = [](errc code, std::size_t leaf, const std::string& message) {
        return error{code, "leaf " + std::to_string(leaf) + ": " + message};
    };
    const auto quoted = [](std::string_view key) { return "'" + std::string{key} + "'"; };
    const auto tier_text = [&](std::size_t tier) {
        const std::string_view called = tier_names[tier].in(language::en);
        return "tier " + (called.empty() ? std::to_string(tier) : quoted(called));
    };
    if (tier_names.empty()) { throw error{errc::empty, "tiers from leaves: no tier; expected that of the leaves"}; }
    if (leaves.empty()) { throw error{errc::empty, "tiers from leaves: no leaves; expected at least one"}; }
    const std::size_t above = tier_names.size() - 1;
    std::vector<tier_drawing<P>> tiers(tier_names.size());
    for (std::size_t t = 0; t < tiers.size(); ++t) { tiers[t].name = tier_names[t]; }

    struct known_cell {
        std::size_t cell;  // index in its tier
        std::size_t leaf;  // the first to name it
    };
    std::vector<std::map<std::string, known_cell>> known(tier_names.size());
    for (std::size_t l = 0; l < leaves.size(); ++l) {
        leaf_drawing<P>& leaf = leaves[l];
        if (leaf.cell.key.empty()) { throw fault(errc::empty, l, "its key is empty"); }
        const auto [same, is_new] = known[above].try_emplace(leaf.cell.key, known_cell{l, l});
        if (!is_new) {
            throw fault(errc::duplicate, l,
                        "key " + quoted(leaf.cell.key) + " is that of leaf " + std::to_string(same->second.leaf) +
                            " already; keys are unique in a tier");
        }
        if (leaf.parents.size() != above) {
            throw fault(errc::missing, l,
                        quoted(leaf.cell.key) + " has " + std::to_string(leaf.parents.size()) + " parents; expected " +
                            std::to_string(above) + ", one in each tier above");
        }
        std::string parent;  // key of the cell in the tier before
        for (std::size_t t = 0; t < above; ++t) {
            const std::string& called = leaf.parents[t];
            if (called.empty()) {
                throw fault(errc::empty, l, quoted(leaf.cell.key) + " names no cell of " + tier_text(t));
            }
            std::string key = options.use_paths_as_keys && t > 0 ? parent + "/" + called : called;
            const auto [place, is_first] = known[t].try_emplace(key, known_cell{tiers[t].cells.size(), l});
            if (is_first) { tiers[t].cells.push_back({key, label{called}, {}, parent}); }
            cell_drawing<P>& cell = tiers[t].cells[place->second.cell];
            if (cell.parent != parent) {
                throw fault(errc::contradiction, l,
                            quoted(key) + " of " + tier_text(t) + " lies in " + quoted(parent) + ", by leaf " +
                                std::to_string(place->second.leaf) + " in " + quoted(cell.parent) +
                                "; expected one parent (use_paths_as_keys keeps cells of one name apart)");
            }
            cell.area.insert(cell.area.end(), leaf.cell.area.begin(), leaf.cell.area.end());
            parent = std::move(key);
        }
        leaf.cell.parent = std::move(parent);
    }
    for (leaf_drawing<P>& leaf : leaves) { tiers[above].cells.push_back(std::move(leaf.cell)); }
    return tiers;
}

}  // namespace v0
}  // namespace muster
