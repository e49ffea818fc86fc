#pragma once

#include "muster/core/label.hpp"                  // language
#include "muster/rules/detail/passing_limit.hpp"  // limit_distance
#include "muster/rules/input_clause.hpp"          // input_clause

#include <array>        // array
#include <cmath>        // abs, isinf, isnan
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace muster {
inline namespace v0 {
namespace detail {

[[nodiscard]] inline std::string quoted(std::string_view words, language in) {
    return in == language::en ? "`" + std::string{words} + "`" : "“" + std::string{words} + "”";
}

[[nodiscard]] inline std::string_view weekday_word(double day, language in) noexcept {
    constexpr std::array<std::string_view, 7> english{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
    constexpr std::array<std::string_view, 7> chinese{"星期一", "星期二", "星期三", "星期四",
                                                      "星期五", "星期六", "星期日"};
    if (!(day >= 1 && day <= 7)) { return "?"; }
    return (in == language::en ? english : chinese)[static_cast<std::size_t>(day) - 1];
}

/// A value for people: as FEEL writes it, weekdays by their names.
[[nodiscard]] inline std::string plain_words(const table_value& value, language in) {
    const bool is_day = value.kind == value_kind::weekday && value.number >= 1 && value.number <= 7;
    if (value.is_known && is_day) { return std::string{weekday_word(value.number, in)}; }
    return to_string(value, in);
}

/// "dead is 12", dead为12.
[[nodiscard]] inline std::string value_words(const input_clause& input, const table_value& value, language in) {
    return std::string{input.name.in(in)} + (in == language::en ? " is " : "为") + plain_words(value, in);
}

/// A span for people: "2 days 3 h 20 min", 2天3小时20分.
[[nodiscard]] inline std::string span_words(double ms, language in) {
    struct part {
        std::int64_t ms;
        std::string_view one, many, chinese;
    };
    constexpr std::array<part, 3> parts{part{86'400'000, " day", " days", "天"}, part{3'600'000, " h", " h", "小时"},
                                        part{60'000, " min", " min", "分"}};
    std::string out;
    auto rest = static_cast<std::int64_t>(std::abs(ms));
    for (const part& each : parts) {
        const std::int64_t count = rest / each.ms;
        rest %= each.ms;
        if (count == 0) { continue; }
        if (in == language::en && !out.empty()) { out += " "; }
        out += std::to_string(count) + std::string{in == language::zh ? each.chinese
                                                   : count == 1       ? each.one
                                                                      : each.many};
    }
    if (rest != 0 || out.empty()) {
        if (in == language::en && !out.empty()) { out += " "; }
        out += shortest(static_cast<double>(rest) / 1000) + (in == language::en ? " s" : "秒");
    }
    return out;
}

/// What is missing to a limit: "18 below 30", 比30小18; "3 days before ...", 比……早3天.
[[nodiscard]] inline std::string distance_words(const limit_distance& by, value_kind kind, language in) {
    const bool is_small = by.missing > 0;
    const std::string limit = number_text(by.limit, kind);
    std::string amount;
    std::string_view english = is_small ? " below " : " above ";
    std::string_view chinese = is_small ? "小" : "大";
    const auto count_of = [&](std::string_view one, std::string_view many, std::string_view unit) {
        const double count = std::abs(by.missing);
        return shortest(count) + std::string{in == language::zh ? unit : count == 1 ? one : many};
    };
    switch (kind) {
        case value_kind::date: amount = count_of(" day", " days", "天"); break;
        case value_kind::year_month_duration: amount = count_of(" month", " months", "个月"); break;
        case value_kind::time_of_day:
        case value_kind::date_time:
        case value_kind::day_time_duration: amount = span_words(by.missing, in); break;
        default: amount = shortest(std::abs(by.missing)); break;
    }
    if (kind == value_kind::date || kind == value_kind::time_of_day || kind == value_kind::date_time) {
        english = is_small ? " before " : " after ";
        chinese = is_small ? "早" : "晚";
    } else if (kind == value_kind::day_time_duration || kind == value_kind::year_month_duration) {
        english = is_small ? " shorter than " : " longer than ";
        chinese = is_small ? "短" : "长";
    }
    std::string out =
        in == language::en ? amount + std::string{english} + limit : "比" + limit + std::string{chinese} + amount;
    if (!by.passes) { out += in == language::en ? ", which does not pass itself" : "（不含" + limit + "）"; }
    return out;
}

/// The values that an entry passes or refuses, for people; those of text, yes or no, and weekdays.
[[nodiscard]] inline std::string listed_words(const input_entry& entry, value_kind kind, language in) {
    std::vector<std::string> all;
    if (kind == value_kind::string) {
        for (const std::string& each : entry.texts) { all.push_back(plain_words(text_value(each), in)); }
        for (const std::string& each : entry.prefixes) {
            all.push_back((in == language::en ? "what begins with " : "以此开头：") +
                          plain_words(text_value(each), in));
        }
    } else {
        const double last = kind == value_kind::weekday ? 7 : 1;
        for (double each = kind == value_kind::weekday ? 1 : 0; each <= last; ++each) {
            bool is_listed = false;
            for (const number_range& range : entry.ranges) { is_listed = is_listed || range.holds(each); }
            if (is_listed) { all.push_back(plain_words(number_value(each, kind), in)); }
        }
    }
    if (entry.accepts_unknown) { all.push_back(to_string(unknown_value(kind), in)); }
    constexpr std::size_t most = 6;  // a long list is no explanation
    std::string out;
    for (std::size_t i = 0; i < all.size() && i < most; ++i) {
        out += (i == 0 ? "" : in == language::en ? " or " : "或") + all[i];
    }
    if (all.size() > most) {
        out += in == language::en ? " or " + std::to_string(all.size() - most) + " others"
                                  : "等" + std::to_string(all.size()) + "项";
    }
    return out;
}

/// Why a value does not pass an entry: "dead is 12, 18 below 30", "what is "fire", not "gas"", "dead is unknown".
[[nodiscard]] inline std::string failure_words(const input_clause& input, const input_entry& entry,
                                               const table_value& value, const std::optional<limit_distance>& by,
                                               language in) {
    const bool is_number = value.is_known && input.kind != value_kind::string;
    if (is_number && std::isnan(value.number)) { return value_words(input, unknown_value(input.kind), in); }
    const std::string said = value_words(input, value, in);
    const bool is_english = in == language::en;
    if (!value.is_known) { return said; }
    if (is_number && std::isinf(value.number)) {
        return said + (is_english ? ", which is no finite number" : "，不是有限的数");
    }
    if (by) {
        if (by->missing == 0 && !entry.is_negated) {
            return said + (is_english ? ", the limit, which does not pass itself" : "，恰为界限（不含）");
        }
        if (by->missing == 0) { return said + (is_english ? ", which is excluded" : "，已被排除"); }
        return said + (is_english ? ", " : "，") + distance_words(*by, input.kind, in);
    }
    if (entry.is_negated) { return said + (is_english ? ", which is excluded" : "，已被排除"); }
    const bool has_list = input.kind == value_kind::string || input.kind == value_kind::boolean ||
                          input.kind == value_kind::weekday || entry.accepts_unknown;
    const std::string wanted = has_list ? listed_words(entry, input.kind, in) : "";
    if (wanted.empty()) { return said + (is_english ? ", and no value passes" : "，没有可满足的值"); }
    return said + (is_english ? ", not " : "，不是") + wanted;
}

}  // namespace detail
}  // namespace v0
}  // namespace muster
