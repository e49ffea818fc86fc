#pragma once

#include "muster/core/label.hpp"                                // language
#include "muster/core/name_book.hpp"                            // name_book
#include "muster/core/reason.hpp"                               // reason
#include "muster/governance/detail/assembly_reason_writer.hpp"  // assembly_reason_writer
#include "muster/governance/detail/assembly_words.hpp"          // assembly_words
#include "muster/model/assembly.hpp"                            // assembly

#include <cstddef>  // size_t
#include <string>   // string

namespace muster {
inline namespace v0 {

namespace detail {

/// Writes an assembly line by line: a title, then what stands under it, indented.
class assembly_writer {
public:
    assembly_writer(const assembly& made, const name_book& names, language in) : made_{made}, say_{names, in} {}

    [[nodiscard]] std::string write() {
        posts();
        notices();
        for (std::size_t i = 0; i < made_.tasks.size(); ++i) { line("By when", "限时", i == 0, task(made_.tasks[i])); }
        return std::move(out_);
    }

private:
    // A title stands before its first line; the lines below it stand under the words of the first.
    void line(const char* en, const char* zh, bool is_first, const std::string& words) {
        out_ += is_first ? say_.pick(en, zh) + say_.pick(" ", "：") : std::string(4, ' ');
        out_ += words + "\n";
    }

    void posts() {
        for (std::size_t i = 0; i < made_.posts.size();) {
            const cell_id cell = made_.posts[i].cell;
            const bool is_first = i == 0;
            std::string words = say_.cell(cell.index), vacant, open;
            for (; i < made_.posts.size() && made_.posts[i].cell == cell; ++i) {
                const assembly::post& each = made_.posts[i];
                const std::string role = say_.named(subject::role, each.role.index);
                if (each.officer) {
                    words += separator(words, cell) + role + say_.pick(" ", "：") +
                             say_.named(subject::officer, each.officer.index) + in_turn(each.turn);
                } else {
                    std::string& list = each.is_mandatory ? vacant : open;
                    list += (list.empty() ? "" : say_.pick(", ", "、")) + role;
                }
            }
            if (!vacant.empty()) { words += separator(words, cell) + say_.pick("VACANT: ", "空缺：") + vacant; }
            if (!open.empty()) { words += separator(words, cell) + say_.pick("not filled: ", "未设：") + open; }
            line("Command", "指挥机构", is_first, words);
        }
        if (made_.posts.empty()) { line("Command", "指挥机构", true, say_.pick("none is set up", "不启动")); }
    }
    [[nodiscard]] std::string separator(const std::string& so_far, cell_id cell) const {
        return so_far == say_.cell(cell.index) ? say_.pick(": ", "：") : say_.pick("; ", "；");
    }
    [[nodiscard]] std::string in_turn(std::uint8_t turn) const {
        return turn == 0 ? std::string{} : say_.pick(" (", "（") + say_.turn(turn) + say_.pick(")", "）");
    }

    void notices() {
        std::string words;
        for (std::size_t i = 0; i < made_.notices.size(); ++i) {
            const bool is_next = i > 0 && made_.notices[i].about == made_.notices[i - 1].about;
            if (!is_next) { words += (i == 0 ? "" : say_.pick("; ", "；")) + kind(made_.notices[i].about); }
            words +=
                (is_next ? say_.pick(", ", "、") : "") + say_.named(made_.notices[i].about, made_.notices[i].index);
        }
        line("Told   ", "同时通知", true,
             say_.pick("at once: ", "") + (words.empty() ? say_.pick("nobody", "无") : words));
    }
    [[nodiscard]] std::string kind(subject about) const {
        switch (about) {
            case subject::cell: return say_.pick("centres ", "网格中心 ");
            case subject::department: return say_.pick("departments ", "部门 ");
            case subject::expert: return say_.pick("experts ", "专家 ");
            case subject::unit: return say_.pick("units ", "力量 ");
            default: return {};
        }
    }

    [[nodiscard]] std::string task(const assembly::task& each) const {
        std::string words = say_.due(each.limit) + say_.pick("  ", "　");
        if (each.cell) { words += say_.cell(each.cell.index) + say_.pick(" ", ""); }
        words += say_.named(each.about, each.index);
        if (each.about == subject::role && each.cell) { words += holder(each); }
        words += say_.pick(": ", "：");
        if (each.action) { return words + say_.named(subject::action, each.action.index); }
        const std::string what = each.capability ? say_.named(subject::capability, each.capability.index) : "";
        if (each.about == subject::expert) {
            return words + say_.pick("advises", "提供专家意见") + (what.empty() ? "" : say_.pick(" on ", "：") + what);
        }
        return words + std::to_string(each.amount) + " × " + what;
    }
    // Who does what a role is asked to do, or that nobody is there to do it.
    [[nodiscard]] std::string holder(const assembly::task& each) const {
        for (const assembly::post& post : made_.posts) {
            if (post.cell != each.cell || post.role.index != each.index) { continue; }
            return say_.pick(" (", "（") +
                   (post.officer ? say_.named(subject::officer, post.officer.index) : say_.pick("VACANT", "空缺")) +
                   say_.pick(")", "）");
        }
        return {};
    }

    const assembly& made_;
    assembly_words say_;
    std::string out_;
};

}  // namespace detail

/// A reason of the assemble stage for people, in English or Chinese, one line without its end.
[[nodiscard]] inline std::string assembly_reason_text(const reason& each, const name_book& names,
                                                      language in = language::en) {
    return detail::assembly_reason_writer{each, names, in}.write();
}

/// An assembly for people, in English or Chinese: who commands, who is told at once, what is asked of whom by when.
///
/// Lines that each end in a line feed. Times run from the order unless they say otherwise.
[[nodiscard]] inline std::string assembly_text(const assembly& made, const name_book& names,
                                               language in = language::en) {
    return detail::assembly_writer{made, names, in}.write();
}

}  // namespace v0
}  // namespace muster
