#pragma once

#include "muster/expert/panel_selector.hpp"

#include "unit/square_city.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

/// Experts as a caller may keep them, and a situation of nothing but them.
namespace advisers {

inline constexpr muster::instant never{std::numeric_limits<std::int64_t>::max()};

struct adviser {
    std::string key;
    muster::capability_set fields;
    std::string pool = "city";
    std::optional<muster::planar> at{};
    muster::capability_set licensed{};
    muster::duration turnout{};
    muster::instant until = never;
    std::string home{};
    int years = 0;
    std::vector<std::string> interests{};
};

struct situation {
    muster::instant now{};
    muster::expert_registry<muster::planar> experts;

    [[nodiscard]] std::uint64_t version() const noexcept { return experts.version(); }
};

}  // namespace advisers

template <>
inline constexpr auto muster::fields<advisers::adviser> = muster::map(
    muster::id = &advisers::adviser::key, muster::capabilities = &advisers::adviser::fields,
    muster::in_pool = &advisers::adviser::pool, muster::position = &advisers::adviser::at,
    muster::licences = &advisers::adviser::licensed, muster::turnout = &advisers::adviser::turnout,
    muster::term_ends = &advisers::adviser::until, muster::home_cell = &advisers::adviser::home,
    muster::years_local = &advisers::adviser::years, muster::conflict_cells = &advisers::adviser::interests);

namespace advisers {

using registry = muster::expert_registry<muster::planar>;
using selector = muster::panel_selector<muster::planar>;
using context = muster::consult_context<situation>;

inline std::vector<muster::expert_pool> pools() {
    return {{"city", {"city pool", "区级专家库"}, muster::pool_tier::district, "", never},
            {"works", {"building works"}, muster::pool_tier::department, "D", never},
            {"S0", {"street 0"}, muster::pool_tier::street, "S0", never},
            {"S1", {"street 1"}, muster::pool_tier::street, "S1", never}};
}

/// One incident and what the stages before have said about it.
struct question {
    square_city::call about;
    muster::location where;
    muster::classification what{muster::type_id{0}};
    muster::grading how_serious{muster::level_III};
    muster::requirement needed{};
    muster::joint_action_group group{};
};

inline question at(const square_city::hierarchy& cells, std::optional<muster::planar> place) {
    question made;
    made.about.at = place;
    made.where = place ? cells.locate(*place) : cells.locate_unknown();
    made.needed.cards = {{0}};
    return made;
}

inline context context_of(const question& q, const situation& now, muster::workspace& scratch,
                          muster::record recording = muster::record::all) {
    return {q.where, q.what, q.how_serious, q.needed, q.group, now, now.now, scratch, recording};
}

inline muster::expert_panel ask(const selector& stage, const question& q, const situation& now,
                                muster::record recording = muster::record::all) {
    muster::workspace scratch;
    return stage(q.about, context_of(q, now, scratch, recording));
}
inline muster::score_terms explain(const selector& stage, std::uint32_t number, const question& q,
                                   const situation& now) {
    muster::workspace scratch;
    return stage.explain(now.experts.handle_of(number), q.about, context_of(q, now, scratch));
}
inline muster::reason why_not(const selector& stage, std::uint32_t number, const question& q, const situation& now) {
    muster::workspace scratch;
    return stage.why_not(now.experts.handle_of(number), q.about, context_of(q, now, scratch, muster::record::none));
}
inline muster::expert_verdict verdict(const muster::reason& each) { return each.verdict_as<muster::expert_verdict>(); }

inline std::vector<std::string> keys(const muster::expert_panel& panel, const registry& experts) {
    std::vector<std::string> all;
    for (const muster::expert_panel::seat& each : panel.seats) { all.push_back(experts[each.expert.index].key); }
    return all;
}

}  // namespace advisers
