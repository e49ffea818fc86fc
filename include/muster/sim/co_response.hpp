#pragma once

#include "muster/core/distributions.hpp"       // chance
#include "muster/core/random.hpp"              // random
#include "muster/department/co_response.hpp"   // co_response
#include "muster/sim/detail/past_company.hpp"  // company_of
#include "muster/sim/district_model.hpp"       // district

#include <cstddef>  // size_t
#include <cstdint>  // int64_t
#include <map>      // map
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {
namespace sim {

/// Which past is made up.
struct past_options {
    std::uint64_t seed = 1;
    std::uint32_t days = 90;
    std::uint32_t incidents_a_day = 2000;
};

namespace detail {

/// How often which departments acted together in so many incidents of a class: a set has one bit a department.
[[nodiscard]] inline std::map<std::uint64_t, std::int64_t> sets_that_acted(const std::vector<department>& departments,
                                                                           incident_class what, std::uint64_t incidents,
                                                                           random generator) {
    const auto bit_of = [&](const char* key) {
        std::uint64_t bit = 1;
        for (const department& each : departments) {
            if (each.key == key) { return bit; }
            bit <<= 1;
        }
        return std::uint64_t{0};
    };
    const std::vector<companion> company = company_of(what);
    std::vector<std::uint64_t> bits;
    for (const companion& each : company) { bits.push_back(bit_of(each.department)); }
    std::map<std::uint64_t, std::int64_t> times;
    for (std::uint64_t k = 0; k < incidents; ++k) {
        std::uint64_t together = 0;
        for (std::size_t c = 0; c < company.size(); ++c) {
            if (chance(generator, company[c].permille, 1000)) { together |= bits[c]; }
        }
        ++times[together];
    }
    for (const once& each : seen_once) {
        if (each.what == what && incidents > 0) { ++times[bit_of(each.one) | bit_of(each.other)]; }
    }
    return times;
}

}  // namespace detail

/// A made-up log of which departments acted together: who had to, and who came along in some or most cases.
///
/// More than the duties say: market regulation came to most e-bike fires, emergency management to most accidents on
/// building sites, housing and ecology to most slope failures; so learning has something to add. A few pairs were
/// seen just once and say nothing yet. How many incidents there were of a type follows from the options, not from chance.
/// Lines are in the order of the classes, then of the sets of departments.
///
/// @pre        the departments are those of `make_district`
/// @complexity O(incidents)
/// Deterministic: yes, integers only; what is drawn for one class shifts no other
[[nodiscard]] inline std::vector<co_response> make_co_response(const district& where, const past_options& past = {}) {
    const random generator = random{past.seed}.stream("co-response");
    const std::uint64_t incidents = std::uint64_t{past.days} * past.incidents_a_day;
    std::vector<co_response> log;
    for (std::size_t i = 0; i < incident_classes; ++i) {
        const auto what = static_cast<incident_class>(i);
        const std::uint64_t of_class = incidents * detail::class_profiles[i].frequency / 1000;
        const auto sets = detail::sets_that_acted(where.departments, what, of_class, generator.stream(code_of(what)));
        for (const auto& [together, count] : sets) {
            co_response line{std::string{code_of(what)}, {}, count};
            for (std::size_t d = 0; d < where.departments.size(); ++d) {
                if ((together >> d & 1U) != 0) { line.departments.push_back(where.departments[d].key); }
            }
            log.push_back(line);
        }
    }
    return log;
}

}  // namespace sim
}  // namespace v0
}  // namespace muster
