#pragma once

#include "muster/io/detail/xml_file.hpp"  // xml_file
#include "muster/io/feel_name.hpp"        // feel_name, feel_scope
#include "muster/rules/table_value.hpp"   // value_kind

#include <array>        // array
#include <cstddef>      // size_t
#include <map>          // map
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // pair
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace io_detail {

/// What a `typeRef` stands for.
struct dmn_type {
    std::optional<value_kind> kind{};      ///< none: a structure, or not said
    bool is_list = false;                  ///< a collection; the rest describes its items
    pugi::xml_node structure{};            ///< the item definition that has components
    std::vector<pugi::xml_node> allowed{};  ///< its `allowedValues`, from the outside in
    bool is_outside = false;               ///< functions, ranges and such
};

/// The item definitions of a model.
class dmn_types {
public:
    explicit dmn_types(const xml_file& xml) : xml_{xml} {}

    void add(pugi::xml_node definition) {
        std::string called = xml_.attribute(definition, "name");
        if (called.empty()) { throw xml_.fault(errc::missing, definition, "an itemDefinition without a name"); }
        if (!definitions_.emplace(called, definition).second) {
            throw xml_.fault(errc::duplicate, definition, "two itemDefinitions are called `" + called + "`");
        }
    }

    /// @param node  that names the type, for messages
    [[nodiscard]] dmn_type resolve(const std::string& reference, pugi::xml_node node) const {
        dmn_type made;
        follow(reference, node, made, 0);
        return made;
    }

    /// The type of an item definition or component.
    [[nodiscard]] dmn_type resolve_definition(pugi::xml_node definition) const {
        dmn_type made;
        enter(definition, made, 0);
        return made;
    }

    /// The component of a structure with a name. @pre structure
    [[nodiscard]] std::optional<dmn_type> component(pugi::xml_node structure, const std::string& wanted) const {
        for (const pugi::xml_node each : structure.children()) {
            if (xml_.local(each) == "itemComponent" && xml_.attribute(each, "name") == wanted) {
                return resolve_definition(each);
            }
        }
        return std::nullopt;
    }

    /// Everything that a name of this type lets cells name: itself, or its components as `name.component`.
    void add_names(const std::string& called, const dmn_type& type, feel_scope& scope, std::size_t depth = 0) const {
        if (scope.names().size() >= most_names || depth > deepest_alias || called.size() > longest_name) {
            throw error{errc::out_of_range, in_file(xml_.file()),
                        "the fact " + in_quotes(called) + ": more than " + std::to_string(most_names) +
                            " facts, a structure in itself, or a name of more than " + std::to_string(longest_name) +
                            " bytes"};
        }
        const bool is_value = !type.is_list && !type.structure && !type.is_outside;
        scope.add({called, is_value ? type.kind : std::nullopt, !is_value});
        if (type.is_list || !type.structure) { return; }
        for (const pugi::xml_node each : type.structure.children()) {
            if (xml_.local(each) != "itemComponent") { continue; }
            add_names(called + "." + xml_.attribute(each, "name"), resolve_definition(each), scope, depth + 1);
        }
    }

private:
    static constexpr std::size_t deepest_alias = 32;
    static constexpr std::size_t most_names = 4096;
    static constexpr std::size_t longest_name = 4096;

    void follow(const std::string& reference, pugi::xml_node node, dmn_type& made, std::size_t depth) const {
        if (depth > deepest_alias) {
            throw xml_.fault(errc::contradiction, node, "the type " + in_quotes(reference) + " is defined by itself");
        }
        if (reference.empty()) { return; }
        auto found = definitions_.find(reference);
        std::string plain = reference;
        if (found == definitions_.end()) {  // a prefix, `tns:tAge`, or a namespace, `{...}tAge`
            const std::size_t end = reference.find_last_of(":}");
            if (end != std::string::npos) { plain = reference.substr(end + 1); }
            found = definitions_.find(plain);
        }
        if (found != definitions_.end()) { return enter(found->second, made, depth); }
        if (plain == "Any" || plain == "any") { return; }
        if (const std::optional<value_kind> kind = base_kind(plain)) {
            made.kind = kind;
            return;
        }
        for (const std::string_view each : {"list", "context", "function", "range", "Null"}) {
            if (plain == each || reference.find(std::string{each} + "<") != std::string::npos) {
                made.is_outside = true;
                return;
            }
        }
        throw xml_.fault(errc::unknown_name, node, "no type " + in_quotes(reference) + " is defined here");
    }

    void enter(pugi::xml_node definition, dmn_type& made, std::size_t depth) const {
        if (definition.attribute("isCollection").as_bool()) {
            made.is_outside = made.is_outside || made.is_list;  // a list of lists
            made.is_list = true;
        }
        std::string reference = xml_.attribute(definition, "typeRef");  // an attribute in DMN 1.1
        for (const pugi::xml_node each : definition.children()) {
            const std::string_view what = xml_.local(each);
            if (what == "typeRef") { reference = xml_.text(each); }
            if (what == "allowedValues") { made.allowed.push_back(each); }
            if (what == "itemComponent") { made.structure = definition; }
            if (what == "functionItem") { made.is_outside = true; }
        }
        follow(reference, definition, made, depth + 1);
    }

    [[nodiscard]] static std::optional<value_kind> base_kind(std::string_view called) {
        // `integer`, `long` and `double` are no FEEL types, but modelling tools write them for numbers.
        constexpr std::array<std::pair<std::string_view, value_kind>, 15> kinds{{
            {"string", value_kind::string},
            {"number", value_kind::number},
            {"integer", value_kind::number},
            {"long", value_kind::number},
            {"double", value_kind::number},
            {"boolean", value_kind::boolean},
            {"date", value_kind::date},
            {"time", value_kind::time_of_day},
            {"date and time", value_kind::date_time},
            {"dateTime", value_kind::date_time},
            {"date_time", value_kind::date_time},
            {"days and time duration", value_kind::day_time_duration},
            {"dayTimeDuration", value_kind::day_time_duration},
            {"years and months duration", value_kind::year_month_duration},
            {"yearMonthDuration", value_kind::year_month_duration},
        }};
        for (const auto& [feel, kind] : kinds) {
            if (feel == called) { return kind; }
        }
        return std::nullopt;
    }

    const xml_file& xml_;
    std::map<std::string, pugi::xml_node> definitions_;
};

}  // namespace io_detail
}  // namespace v0
}  // namespace muster
