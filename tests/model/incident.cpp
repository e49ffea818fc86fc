#include "muster/model/incident.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace incident_test {

struct full {
    std::string key;
    muster::lon_lat at;
    std::string what;
    muster::instant received;
};
struct maybe {
    int no;
    std::optional<muster::planar> at;
};
struct uncertain {
    unsigned no;
    muster::known<muster::lon_lat> at;
};
struct nowhere {
    std::string_view key;
};

}  // namespace incident_test

template <>
inline constexpr auto muster::fields<incident_test::full> =
    muster::map(muster::id = &incident_test::full::key, muster::position = &incident_test::full::at,
                muster::text = &incident_test::full::what, muster::received_at = &incident_test::full::received);
template <>
inline constexpr auto muster::fields<incident_test::maybe> = muster::map(muster::id = &incident_test::maybe::no,
                                                                         muster::position = &incident_test::maybe::at);
template <>
inline constexpr auto muster::fields<incident_test::uncertain> =
    muster::map(muster::id = &incident_test::uncertain::no, muster::position = &incident_test::uncertain::at);
template <>
inline constexpr auto muster::fields<incident_test::nowhere> = muster::map(muster::id = &incident_test::nowhere::key,
                                                                           muster::position = muster::absent);

static_assert(muster::check<muster::incident, incident_test::full>());
static_assert(muster::check<muster::incident, incident_test::maybe>());
static_assert(muster::check<muster::incident, incident_test::uncertain>());
static_assert(muster::check<muster::incident, incident_test::nowhere>());

namespace {

using namespace incident_test;

template <muster::position_type P, class T>
muster::known<P> where(const T& object) {
    return muster::position_of<P, muster::fields<T>>(object);
}

constexpr auto swapped = muster::map(
    muster::id = &full::key, muster::position = [](const full& f) {
        return muster::lon_lat{f.at.lat, f.at.lon};
    });
static_assert(muster::check<muster::incident, full, swapped>());

}  // namespace

TEST_CASE("model/incident: positions are read as they are, optional or known ones too") {
    CHECK(where<muster::lon_lat>(full{"a", {120, 30}, "", {}}).value() == muster::lon_lat{120, 30});
    CHECK(where<muster::planar>(maybe{1, muster::planar{5, 6}}).value() == muster::planar{5, 6});
    CHECK_FALSE(where<muster::planar>(maybe{1, {}}).is_known());
    CHECK(where<muster::lon_lat>(uncertain{1, muster::lon_lat{1, 2}}).value() == muster::lon_lat{1, 2});
    CHECK_FALSE(where<muster::lon_lat>(uncertain{1, muster::unknown}).is_known());
    CHECK_FALSE(where<muster::planar>(nowhere{"x"}).is_known());
    CHECK_FALSE(where<muster::lon_lat>(nowhere{"x"}).is_known());
}

TEST_CASE("model/incident: a position that is not valid is no position") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(where<muster::lon_lat>(full{"a", {nan, 30}, "", {}}).is_known());
    CHECK_FALSE(where<muster::lon_lat>(full{"a", {30, 120}, "", {}}).is_known());  // latitude 120: swapped by mistake
    CHECK_FALSE(where<muster::lon_lat>(uncertain{1, muster::lon_lat{nan, nan}}).is_known());
    CHECK_FALSE(where<muster::planar>(maybe{1, muster::planar{muster::planar::limit_mm + 1, 0}}).is_known());
}

TEST_CASE("model/incident: a second map reads the same type in another way") {
    const full call{"a", {30, 120}, "", {}};
    CHECK(muster::position_of<muster::lon_lat, swapped>(call).value() == muster::lon_lat{120, 30});
}
