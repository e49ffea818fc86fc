#pragma once

#include "locate/path_report.hpp"

#include "muster/core/arithmetic.hpp"    // quantise
#include "muster/grid/owner_shares.hpp"  // owner_shares

#include <string>  // string
#include <vector>  // vector

namespace locate {

/// The column of all that may own a place known only within so many metres: `A 0.731;B 0.269`, the likeliest first.
class share_field {
public:
    share_field(const map& cells, double within_m) : cells_{cells}, radius_{muster::quantise(within_m, 0.001)} {}

    [[nodiscard]] std::vector<std::string> names() const {
        return radius_.mm > 0 ? std::vector<std::string>{"owners"} : std::vector<std::string>{};
    }

    void add_to(std::string& line, const muster::lon_lat& place) {
        if (radius_.mm <= 0) { return; }
        line += ',';
        if (!muster::is_valid(place)) { return; }
        muster::owner_shares(cells_, place, radius_, scratch_, shares_);
        std::string text;
        for (const muster::owner_share& each : shares_) {
            std::string thousandths = std::to_string((each.millionths + 500) / 1000 % 1000);
            thousandths.insert(0, 3 - thousandths.size(), '0');
            text += (text.empty() ? "" : ";") + (each.owner ? cells_.key(each.owner) : std::string{"outside"}) + " " +
                    std::to_string((each.millionths + 500) / 1'000'000) + "." + thousandths;
        }
        detail::add_field(line, text);
    }

private:
    const map& cells_;
    muster::length radius_;
    muster::owner_shares_scratch<muster::lon_lat> scratch_;
    std::vector<muster::owner_share> shares_;
};

}  // namespace locate
