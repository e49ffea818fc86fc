#pragma once

#include "case_value.hpp"
#include "loading.hpp"

#include "muster/core/error.hpp"           // error
#include "muster/io/detail/json_text.hpp"  // parse_json
#include "muster/io/detail/text.hpp"       // read_file, in_quotes
#include "muster/rules/case_facts.hpp"     // case_facts

#include <nlohmann/json.hpp>  // json

#include <cstddef>  // size_t
#include <string>   // string
#include <utility>  // move

namespace decision_table {

/// One case from a JSON object: a member each fact, an object in it for a fact with parts: `{"Client": {"age": 18}}` is
/// `Client.age`. Dates and times are strings; null is unknown, and so is what is not said.
class case_json {
public:
    explicit case_json(const muster::decision_model& model) : model_{model} {}

    /// @throws muster::error file_not_found, syntax, type_mismatch, unknown_name (no such fact), with file and pointer
    [[nodiscard]] muster::case_facts read(const std::string& path) const {
        return parse(muster::io_detail::read_file(path), path);
    }
    /// @param called what messages call it
    [[nodiscard]] muster::case_facts parse(const std::string& content, const std::string& called) const {
        constexpr std::size_t max_depth = 16;
        const nlohmann::json all = muster::io_detail::parse_json(content, called, max_depth);
        muster::case_facts facts;
        if (!all.is_object()) {
            throw muster::error{muster::errc::type_mismatch, at(called, ""),
                                std::string{"expected an object with a member each fact, found "} + kind_of(all)};
        }
        add(facts, all, called, "", "");
        return facts;
    }

private:
    static muster::source_position at(const std::string& file, std::string pointer) {
        muster::source_position where;
        where.file = file;
        where.pointer = std::move(pointer);
        return where;
    }
    static const char* kind_of(const nlohmann::json& value) {
        return value.is_array() ? "an array" : value.is_object() ? "an object" : value.type_name();
    }

    // RFC 6901
    static std::string escaped(const std::string& key) {
        std::string out;
        for (const char each : key) { out += each == '~' ? std::string{"~0"} : each == '/' ? "~1" : std::string{each}; }
        return out;
    }

    void add(muster::case_facts& facts, const nlohmann::json& object, const std::string& file,
             const std::string& pointer, const std::string& prefix) const {
        for (const auto& [key, value] : object.items()) {
            const std::string here = pointer + "/" + escaped(key);
            const std::string fact = prefix + key;
            if (value.is_object()) {
                add(facts, value, file, here, fact + ".");
                continue;
            }
            facts.set(fact, read_one(value, declared(fact, file, here), fact, at(file, here)));
        }
    }

    [[nodiscard]] muster::value_kind declared(const std::string& fact, const std::string& file,
                                              const std::string& pointer) const {
        std::string there;
        for (const muster::model_fact& each : model_.facts()) {
            if (each.name == fact) { return each.kind; }
            there += (there.empty() ? "`" : ", `") + each.name + "`";
        }
        throw muster::error{muster::errc::unknown_name, at(file, pointer),
                            "no fact is called `" + fact + "`; there are " + there};
    }

    [[nodiscard]] static muster::table_value read_one(const nlohmann::json& value, muster::value_kind kind,
                                                      const std::string& fact, const muster::source_position& where) {
        if (value.is_null()) { return muster::unknown_value(kind); }
        if (value.is_string() && kind == muster::value_kind::string) {
            return muster::text_value(value.get<std::string>());
        }
        if (value.is_boolean() && kind == muster::value_kind::boolean) {
            return muster::boolean_value(value.get<bool>());
        }
        const bool is_number = kind == muster::value_kind::number || kind == muster::value_kind::whole_number ||
                               kind == muster::value_kind::weekday;
        if (value.is_number() && is_number) { return checked_number(value.get<double>(), kind, where); }
        const bool is_calendar = !is_number && kind != muster::value_kind::boolean && kind != muster::value_kind::string;
        if (value.is_string() && is_calendar) { return read_value(value.get_ref<const std::string&>(), kind, where); }
        throw muster::error{muster::errc::type_mismatch, where,
                            "`" + fact + "` is a " + std::string{to_string(kind)} + ", found " +
                                (value.is_array()    ? "an array"
                                 : value.is_string() ? muster::io_detail::in_quotes(value.get_ref<const std::string&>())
                                                     : value.dump())};
    }

    const muster::decision_model& model_;
};

}  // namespace decision_table
