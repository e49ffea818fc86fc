#pragma once

#include "muster/core/label.hpp"          // language
#include "muster/core/name_book.hpp"      // name_book
#include "muster/core/reason.hpp"         // subject
#include "muster/model/clock_anchor.hpp"  // time_limit

#include <cstdint>  // int64_t
#include <string>   // string

namespace muster {
inline namespace v0 {

namespace detail {

/// Words for assemblies, in either language.
class assembly_words {
public:
    assembly_words(const name_book& names, language in) : names_{names}, in_{in} {}

    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    [[nodiscard]] std::string named(subject about, std::uint32_t index) const {
        return names_.name_of(about, index, in_);
    }
    [[nodiscard]] std::string counted(std::int64_t count, const char* one, const char* many, const char* zh) const {
        if (in_ == language::zh) { return std::to_string(count) + " " + zh; }
        return std::to_string(count) + " " + (count == 1 ? one : many);
    }
    [[nodiscard]] std::string cell(std::uint32_t index) const { return named(subject::cell, index); }
    [[nodiscard]] std::string quoted(const std::string& words) const {
        return pick("\"", "“") + words + pick("\"", "”");
    }
    [[nodiscard]] std::string rank(std::int64_t which) const {
        return named(subject::level, static_cast<std::uint32_t>(which));
    }
    /// `180 s`, `12.5 s`: tenths, rounded as the rest of a plan is; whole seconds without them.
    [[nodiscard]] std::string seconds(std::int64_t ms) const {
        const std::int64_t tenths = (ms + 50) / 100;
        const std::string rest = tenths % 10 == 0 ? std::string{} : "." + std::to_string(tenths % 10);
        return std::to_string(tenths / 10) + rest + pick(" s", " 秒");
    }
    /// `alternate 2`, or nothing for the first.
    [[nodiscard]] std::string turn(std::int64_t which) const {
        return which == 0 ? std::string{} : pick("alternate ", "候补 ") + std::to_string(which);
    }
    /// `180 s`, `180 s after the call`; from the order goes without saying.
    [[nodiscard]] std::string due(const time_limit& limit) const {
        if (limit.within.ms <= 0) { return pick("as soon as can be", "尽快"); }
        const std::string time = seconds(limit.within.ms);
        switch (limit.from) {
            case clock_anchor::received: return pick("", "接报后 ") + time + pick(" after the call", "");
            case clock_anchor::classified: return pick("", "研判后 ") + time + pick(" after classification", "");
            case clock_anchor::ordered: return time;
            case clock_anchor::accepted: return pick("", "接令后 ") + time + pick(" after acceptance", "");
            default: return pick("", "出动后 ") + time + pick(" on the way", "");
        }
    }

private:
    const name_book& names_;
    language in_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
