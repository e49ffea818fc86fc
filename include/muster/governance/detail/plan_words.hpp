#pragma once

#include "muster/core/label.hpp"               // language
#include "muster/core/name_book.hpp"           // name_book
#include "muster/governance/verdict_text.hpp"  // to_seconds_text, anchor_text
#include "muster/model/clock_anchor.hpp"       // time_limit

#include <algorithm>  // min
#include <cstdint>    // uint32_t
#include <string>     // string

namespace muster {
inline namespace v0 {

namespace detail {

/// What every part of a written plan needs: both languages, names, quotes, times.
class plan_words {
public:
    plan_words(const name_book& names, language in) : names_{names}, in_{in} {}

    [[nodiscard]] language in() const noexcept { return in_; }
    [[nodiscard]] const name_book& names() const noexcept { return names_; }
    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::en ? en : zh; }
    [[nodiscard]] std::string named(subject about, std::uint32_t index) const {
        return names_.name_of(about, index, in_);
    }
    [[nodiscard]] std::string quoted(const std::string& words) const {
        return pick("\"", "“") + words + pick("\"", "”");
    }
    [[nodiscard]] std::string seconds(std::int64_t ms) const { return to_seconds_text(ms, in_); }
    /// Whole minutes, rounded up: for what is planned in minutes.
    [[nodiscard]] std::string minutes(std::int64_t ms) const {
        return std::to_string((ms + 59'999) / 60'000) + pick(" min", " 分钟");
    }
    [[nodiscard]] std::string limit(const time_limit& each) const {
        return pick("within ", "须在 ") + seconds(each.within.ms) + pick(" from ", "内（") +
               anchor_text(each.from, in_) + pick(" to ", "→") + anchor_text(each.to, in_) + pick("", "）");
    }
    /// `Where   words`: titles of one width, where letters have one.
    [[nodiscard]] std::string headed(const char* en, const char* zh, const std::string& words) const {
        std::string title = pick(en, zh);
        title.resize(title.size() + (in_ == language::en ? 7 - std::min<std::size_t>(7, title.size()) : 0), ' ');
        return title + pick(" ", "：") + words;
    }

private:
    const name_book& names_;
    language in_;
};

}  // namespace detail

}  // namespace v0
}  // namespace muster
