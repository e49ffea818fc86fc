// Why? Asked of one decision of the made-up district: why this mode, why not that unit, why this expert, who came along
// and why, and what would another fact have changed. Each answer is the library's, from the decision's own reasons.
#include "muster/governance/governance.hpp"
#include "muster/governance/plan_text.hpp"
#include "muster/sim/district.hpp"
#include "muster/sim/reference_city.hpp"
#include "muster/sim/scripted.hpp"

#include <iostream>
#include <string>

using namespace muster;

int main(int count, char** arguments) {
    if (count > 1) {
        std::cerr << "explain_a_decision takes no arguments, and was given `" << arguments[1] << "`\n";
        return 2;
    }
    const sim::district ground = sim::make_district();
    const sim::reference_city city{ground};
    const sim::script script = sim::make_script(ground, {.utc_offset_min = 0});
    situation<planar> now = city.make_situation(ground);
    const governance district{city.make_full_policy(), "district-g", 2, record::all, city.card};
    const name_book names = district.names(city.skills, now.units, now.experts);

    sim::call slope = *script.find("slope_failure");
    now.now = slope.received;
    workspace scratch;
    const plan made = district.decide(sim::told_call{&slope}, now, scratch);
    std::cout << "What was decided, in brief\n\n" << to_text(made, names, language::en, telling::in_brief);

    const auto answers = [&](const reason_list& reasons, auto&& wanted) {
        for (const reason& each : reasons) {
            if (wanted(each)) { std::cout << "  " << to_text(each, names) << '\n'; }
        }
    };
    const auto is_about = [](subject about) { return [about](const reason& each) { return each.about == about; }; };

    std::cout << "\nWhy is each department there?\n";
    answers(made.group.reasons, is_about(subject::department));

    const dispatch_context<situation<planar>> at_dispatch{made.where, made.what, made.how_serious, made.needed,
                                                          now,        now.now,   scratch,          record::all};
    std::cout << "\nWhy does Engine 1 not go?\n";
    for (const reason& each : city.rings.why_not(now.units.find("FE-001"), sim::told_call{&slope}, at_dispatch)) {
        std::cout << "  " << to_text(each, names) << '\n';
    }

    const consult_context<situation<planar>> at_consult{
        made.where, made.what, made.how_serious, made.needed, made.group, now, now.now, scratch, record::all};
    std::cout << "\nWhy these experts? Points that add up, for this case only\n";
    for (const expert_panel::seat& each : made.panel.seats) {
        const score_terms terms = city.panel.explain(each.expert, sim::told_call{&slope}, at_consult);
        std::cout << "  " << names.name_of(subject::expert, each.expert.index, language::en) << ": fields "
                  << terms.fields << " + licences " << terms.licences << " + pool " << terms.pool << " + years here "
                  << terms.local_years << " + nearness " << terms.presence << " + open cases " << terms.load << " = "
                  << terms.total() << '\n';
    }

    std::cout << "\nWhat would another fact have changed?\n";
    const auto if_instead = [&](const char* what, const sim::call& other) {
        const plan changed = district.decide(sim::told_call{&other}, now, scratch);
        std::cout << "  " << what << ": level " << names.name_of(subject::level, changed.how_serious.decided.rank, {})
                  << ", " << changed.group.members.size() << " parts of departments, " << changed.panel.seats.size()
                  << " experts, " << changed.units.assignments.size() << " units, " << changed.called.posts.size()
                  << " posts of command\n";
    };
    if_instead("as it was", slope);
    slope.trapped = 12;
    if_instead("twelve people trapped instead of two", slope);
    slope.position.reset();
    if_instead("twelve, and nobody said where", slope);
}
