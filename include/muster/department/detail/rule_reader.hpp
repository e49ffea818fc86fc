#pragma once

#include "muster/core/error.hpp"                   // error
#include "muster/department/detail/key_index.hpp"  // key_index
#include "muster/department/duty.hpp"              // department_rules
#include "muster/department/resolved_rules.hpp"    // resolved_duty, resolved_claim
#include "muster/model/capability.hpp"             // capability_set
#include "muster/model/level.hpp"                  // response_scale
#include "muster/model/type_tree.hpp"              // type_tree

#include <cstdint>  // uint32_t
#include <string>   // string
#include <vector>   // vector

namespace muster {
inline namespace v0 {

namespace detail {

/// Checks what a city lays down about its departments, line by line, and turns names into numbers.
/// @throws error as `department_directory` says
class rule_reader {
public:
    rule_reader(const key_index& keys, const std::vector<capability_set>& can, const type_tree& types,
                const response_scale& scale)
        : keys_{keys}, can_{can}, types_{types}, scale_{scale} {}

    struct duty_line {
        resolved_duty what;
        type_id type{};
        response_level least{};
    };
    struct claim_line {
        resolved_claim what;
        type_id type{};
        response_level least{};
    };

    [[nodiscard]] std::vector<duty_line> duties(const std::vector<duty>& written) const {
        std::vector<duty_line> read;
        for (const duty& each : written) {
            const std::string who = "a duty of department `" + each.department + "`";
            const std::uint32_t whose = known(each.department, "a duty");
            check_scope(each.type, each.least, who);
            if (!each.function) { throw error{errc::missing, here_ + who + " names no function"}; }
            if (each.function.index >= capability_set::limit) {
                throw error{errc::out_of_range,
                            here_ + who + " is for function " + std::to_string(each.function.index) +
                                "; they are numbered from 0 to " + std::to_string(capability_set::limit - 1)};
            }
            if (!can_[whose].contains(each.function)) {
                throw error{errc::contradiction, here_ + who + " is for function " +
                                                     std::to_string(each.function.index) +
                                                     ", which is not among its capabilities"};
            }
            const duty_line made{{whose, each.function, each.part, depth_of(each.type)}, each.type, each.least};
            for (const duty_line& other : read) { check_pair(made, other, who); }
            read.push_back(made);
        }
        return read;
    }

    /// The owners by type, none for a type that no line names; the last for lines without a type.
    [[nodiscard]] std::vector<std::uint32_t> owners(const std::vector<case_ownership>& written) const {
        std::vector<std::uint32_t> read(types_.size() + 1, key_index::none);
        for (const case_ownership& each : written) {
            const std::uint32_t whose = known(each.department, "a case ownership");
            check_scope(each.type, {}, "a case ownership of department `" + each.department + "`");
            std::uint32_t& place = read[each.type ? each.type.index : types_.size()];
            if (place != key_index::none) {
                throw error{errc::duplicate, here_ + "cases of " + called(each.type) + " have two owners, `" +
                                                 keys_[place] + "` and `" + each.department + "`"};
            }
            place = whose;
        }
        return read;
    }

    [[nodiscard]] std::vector<claim_line> claims(const std::vector<claim>& written,
                                                 std::vector<label>& resources) const {
        std::vector<claim_line> read;
        for (const claim& each : written) {
            const std::string who = "a claim of department `" + each.department + "`";
            const std::uint32_t whose = known(each.department, "a claim");
            check_scope(each.type, each.least, who);
            if (each.resource.en.empty()) { throw error{errc::empty, here_ + who + " names no resource"}; }
            if (each.from.ms < 0) {
                throw error{errc::out_of_range, here_ + who + " on `" + each.resource.en + "` starts at " +
                                                    std::to_string(each.from.ms) + " ms; 0 is the order"};
            }
            if (each.until <= each.from) {
                throw error{errc::contradiction, here_ + who + " on `" + each.resource.en + "` ends at " +
                                                     std::to_string(each.until.ms) + " ms, not after its start at " +
                                                     std::to_string(each.from.ms) + " ms"};
            }
            read.push_back({{whose, number(each.resource, resources, who), each.from, each.until, each.is_exclusive},
                            each.type,
                            each.least});
        }
        return read;
    }

    [[nodiscard]] std::uint32_t first_receiver(const std::string& written) const {
        if (written.empty()) {
            throw error{errc::missing, here_ +
                                           "no first receiver is named; calls that name no "
                                           "department need one"};
        }
        return known(written, "the first receiver");
    }

private:
    const std::string here_ = "department_directory: ";

    [[nodiscard]] std::uint32_t known(const std::string& key, const char* line) const {
        const std::uint32_t found = keys_.find(key);
        if (found == key_index::none) {
            throw error{errc::unknown_name, here_ + line + " names department `" + key + "`, which there is not"};
        }
        return found;
    }

    void check_scope(type_id type, response_level least, const std::string& who) const {
        if (type && type.index >= types_.size()) {
            throw error{errc::unknown_name, here_ + who + " is for a type that is not of the tree"};
        }
        if (least && !scale_.contains(least)) {
            throw error{errc::out_of_range, here_ + who + " names a level of rank " + std::to_string(least.rank) +
                                                "; the scale has ranks 1 to " + std::to_string(scale_.size())};
        }
    }

    void check_pair(const duty_line& made, const duty_line& other, const std::string& who) const {
        if (made.what.department == other.what.department && made.what.function == other.what.function &&
            made.type == other.type && made.least == other.least && made.what.part != other.what.part) {
            throw error{errc::contradiction, here_ + who + " is primary and supporting in function " +
                                                 std::to_string(made.what.function.index) + " for " +
                                                 called(made.type)};
        }
    }

    [[nodiscard]] resource_id number(const label& wanted, std::vector<label>& resources, const std::string& who) const {
        for (std::uint32_t i = 0; i < resources.size(); ++i) {
            if (resources[i].en != wanted.en) { continue; }
            if (resources[i].zh.empty()) { resources[i].zh = wanted.zh; }
            if (!wanted.zh.empty() && wanted.zh != resources[i].zh) {
                throw error{errc::contradiction, here_ + who + " calls `" + wanted.en + "` `" + wanted.zh +
                                                     "`, another one calls it `" + resources[i].zh + "`"};
            }
            return {i};
        }
        resources.push_back(wanted);
        return {static_cast<std::uint32_t>(resources.size() - 1)};
    }

    [[nodiscard]] std::uint32_t depth_of(type_id type) const {
        std::uint32_t depth = 0;
        for (; type; type = types_.parent(type)) { ++depth; }
        return depth;
    }
    [[nodiscard]] std::string called(type_id type) const {
        return type ? "type `" + std::string{types_.code(type)} + "`" : std::string{"every type"};
    }

    const key_index& keys_;
    const std::vector<capability_set>& can_;
    const type_tree& types_;
    const response_scale& scale_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
