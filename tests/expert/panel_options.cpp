#include "muster/expert/panel_options.hpp"

#include <doctest/doctest.h>

#include <string>

using muster::errc;
using muster::panel_options;
using muster::pool_tier;

namespace {

std::string complaint(const panel_options& options, errc expected) {
    try {
        muster::check(options);
    } catch (const muster::error& problem) {
        CHECK(problem.code() == expected);
        return problem.what();
    }
    return "no complaint";
}

std::uint64_t digest_of(const panel_options& options) {
    muster::digest sum;
    muster::write_digest(options, sum);
    return sum.value();
}

}  // namespace

TEST_CASE("expert/panel_options: what makes no sense is refused by name, and each setting changes the digest") {
    const panel_options good;
    CHECK(complaint(good, errc::empty) == "no complaint");
    const auto wrong = [&good](auto&& change, errc code, const std::string& words) {
        panel_options other = good;
        change(other);
        CHECK(digest_of(other) != digest_of(good));
        CHECK(complaint(other, code) == words);
    };
    wrong([](auto& o) { o.max_seats = 0; }, errc::out_of_range, "panel_options: max_seats is 0; expected 1 to 10");
    wrong([](auto& o) { o.max_seats = 11; }, errc::out_of_range, "panel_options: max_seats is 11; expected 1 to 10");
    wrong([](auto& o) { o.on_scene_within = {-1}; }, errc::out_of_range,
          "panel_options: on_scene_within is -1; expected 0 ms or more");
    wrong([](auto& o) { o.video_after = {-1}; }, errc::out_of_range,
          "panel_options: video_after is -1; expected 0 ms or more");
    const auto points = [](auto member) { return [member](auto& o) { o.points.*member = -1; }; };
    for (const auto member :
         {&muster::score_points::field, &muster::score_points::licence, &muster::score_points::pool_step,
          &muster::score_points::local_year, &muster::score_points::minute, &muster::score_points::open_case}) {
        wrong(points(member), errc::out_of_range, "panel_options: a number of points is -1; expected 0 to 1000000");
    }
    wrong([](auto& o) { o.points.field = 1'000'001; }, errc::out_of_range,
          "panel_options: a number of points is 1000001; expected 0 to 1000000");
    wrong(
        [](auto& o) {
            o.pool_order = {pool_tier::street, pool_tier::street, pool_tier::district};
        },
        errc::contradiction, "panel_options: pool_order must name each tier of pools once");
}
