#pragma once

#include "muster/core/label.hpp"          // language
#include "muster/grid/drawing_fault.hpp"  // drawing_fault
#include "muster/grid/ring_check.hpp"     // place_text

#include <cstddef>   // size_t
#include <cstdint>   // int64_t
#include <optional>  // optional
#include <string>    // string, to_string

namespace muster {
inline namespace v0 {

namespace detail {

/// Square metres to a tenth; hectares where that reads better, and "less than 0.1" where nothing would be left.
[[nodiscard]] inline std::string area_text(double area_m2, language in) {
    const bool zh = in == language::zh;
    if (area_m2 < 0.05) { return zh ? "不足0.1平方米" : "less than 0.1 m2"; }
    const bool large = area_m2 >= 1e6 && area_m2 < 1e14;
    const double tenths = large ? area_m2 / 1e5 : area_m2 * 10;  // of km2 or m2
    if (!(tenths < 4e18)) { return zh ? "极大面积" : "an area without measure"; }
    const std::int64_t whole = quantise(tenths, 1);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10) +
           (large ? (zh ? "平方千米" : " km2") : (zh ? "平方米" : " m2"));
}

[[nodiscard]] inline std::string width_text(length width, language in) {
    const std::int64_t centimetres = (width.mm + 5) / 10;
    std::string decimals = std::to_string(centimetres % 100);
    decimals.insert(0, 2 - decimals.size(), '0');
    return std::to_string(centimetres / 100) + "." + decimals + (in == language::zh ? "米" : " m");
}

[[nodiscard]] inline std::string place_text(const lon_lat& at, language in) {
    if (in == language::en) { return place_text(at); }
    return "（经度" + degrees_text(at.lon) + "，纬度" + degrees_text(at.lat) + "）";
}
[[nodiscard]] inline std::string place_text(const planar& at, language in) {
    if (in == language::en) { return place_text(at); }
    return "（东" + std::to_string(at.east_mm) + "毫米，北" + std::to_string(at.north_mm) + "毫米）";
}

template <position_type P>
class drawing_fault_writer {
public:
    drawing_fault_writer(const drawing_fault<P>& fault, language in) : fault_{fault}, in_{in} {}

    [[nodiscard]] std::string write() const { return who() + pick(": ", "：") + what(); }

private:
    using kind = drawing_fault_kind;

    [[nodiscard]] std::string pick(const char* en, const char* zh) const { return in_ == language::zh ? zh : en; }
    [[nodiscard]] std::string quoted(const std::string& name) const {
        return in_ == language::zh ? "“" + name + "”" : "'" + name + "'";
    }
    [[nodiscard]] std::string tier(const label& name, std::size_t number) const {
        const std::string_view given = name.in(in_);
        return pick("tier ", "层级") + quoted(given.empty() ? std::to_string(number) : std::string{given});
    }
    [[nodiscard]] std::string cell(const std::string& key) const { return pick("cell ", "网格") + quoted(key); }
    [[nodiscard]] std::string who() const {
        const std::string in_tier = tier(fault_.tier_name, fault_.tier);
        return fault_.cell == no_cell_index ? in_tier : in_tier + pick(", ", "，") + cell(fault_.key);
    }
    [[nodiscard]] std::string ring() const {
        const std::string part = std::to_string(fault_.polygon);
        const std::string hole = fault_.ring == 0 ? "" : std::to_string(fault_.ring - 1);
        if (in_ == language::zh) { return "多边形" + part + (hole.empty() ? "的外环" : "的内环" + hole); }
        return "polygon " + part + (hole.empty() ? ", outer ring" : ", hole " + hole);
    }
    [[nodiscard]] std::string at() const {
        return fault_.place ? pick(" at ", "，位于") + place_text(*fault_.place, in_) : "";
    }
    [[nodiscard]] std::string near() const {
        if (!fault_.place) { return ""; }
        return (in_ == language::zh ? "，位于"
                : fault_.count > 1  ? ", the largest near "
                                    : " near ") +
               place_text(*fault_.place, in_) + (in_ == language::zh && fault_.count > 1 ? "（最大一处）" : "");
    }
    [[nodiscard]] std::string many(const char* one_en, const char* more_en, const char* zh) const {
        if (in_ == language::zh) { return std::to_string(fault_.count) + zh; }
        return std::to_string(fault_.count) + (fault_.count == 1 ? one_en : more_en);
    }
    [[nodiscard]] std::string area() const {
        return area_text(fault_.area_m2, in_) +
               (fault_.count > 1 ? many("", " pieces", "处").insert(0, pick(" in ", "，共")) : "");
    }

    [[nodiscard]] std::string what() const {
        const std::string other = cell(fault_.other_key);
        switch (fault_.kind) {
            case kind::no_cells: return pick("has no cells", "没有网格");
            case kind::duplicate_key:
                return pick("has the key of feature ", "编码与第") + std::to_string(fault_.other) +
                       pick("", "个要素相同");
            case kind::no_area: return pick("has no area", "没有面积") + at();
            case kind::invalid_position:
                return ring() + pick(" has ", "有") + many(" invalid position", " invalid positions", "个无效坐标") +
                       at();
            case kind::too_few_positions:
                return ring() + pick(" has ", "只有") +
                       many(" position, fewer than 4", " positions, fewer than 4", "个坐标，少于4个") + at();
            case kind::unclosed_ring:
                return ring() + pick(" is not closed: its ends are ", "未闭合：首尾相距") +
                       width_text(fault_.width, in_) + pick(" apart", "") + at();
            case kind::touches_pole:
                return ring() + pick(" has ", "有") +
                       many(" position at a pole", " positions at a pole", "个坐标在极点") + at();
            case kind::crosses_antimeridian:
                return ring() + pick(" crosses the antimeridian ", "跨越180度经线") + many(" time", " times", "次") +
                       at();
            case kind::repeated_position:
                return ring() + pick(" repeats a position ", "有重复坐标") + many(" time", " times", "处") + at();
            case kind::spike: return ring() + pick(" has ", "有") + many(" spike", " spikes", "处尖刺") + at();
            case kind::flat_ring: return ring() + pick(" has all positions on one line", "的坐标全在一条直线上") + at();
            case kind::self_crossing:
                return pick("polygon ", "多边形") + std::to_string(fault_.polygon) +
                       pick(" crosses itself ", "自相交") + many(" time", " times", "处") + pick(", first", "") + at();
            case kind::duplicated_ring:
                return ring() +
                       (fault_.other == fault_.cell ? pick(" is drawn twice", "重复绘制")
                                                    : pick(" is that of ", "与以下网格相同：") + other) +
                       at();
            case kind::orphan:
                if (!fault_.other_key.empty()) {
                    return pick("its parent ", "所属上级网格") + quoted(fault_.other_key) +
                           pick(" is not there", "不存在");
                }
                return pick("shares no area with any cell of the tier above", "与上级任何网格均无公共面积") + at();
            case kind::leaves_parent:
            case kind::overlap:
            case kind::gap: return about_area(fault_.kind) + near();
            case kind::sliver:
                if (fault_.of == kind::sliver) {
                    return pick("is a sliver of ", "为狭长碎片，面积") + area() + pick(", ", "，宽") +
                           width_text(fault_.width, in_) + pick(" wide", "") + near();
                }
                return about_area(fault_.of) + pick(", at most ", "，最宽") + width_text(fault_.width, in_) +
                       pick(" wide", "（狭长碎片）") + near();
            case kind::not_compared:
                return pick("its area was not compared: it overlaps or crosses too many others",
                            "面积未作比对：与过多网格重叠或相交");
        }
        return "";
    }
    [[nodiscard]] std::string about_area(kind of) const {
        const std::string other = cell(fault_.other_key);
        if (of == kind::overlap) {
            return in_ == language::zh ? "与" + other + "重叠" + area() : "overlaps " + other + " by " + area();
        }
        if (of == kind::leaves_parent) {
            return in_ == language::zh ? "超出上级" + other + "范围" + area()
                                       : "leaves its parent, " + other + ", by " + area();
        }
        if (fault_.cell == no_cell_index) {
            return in_ == language::zh ? "中间有空白" + area() : "leaves out " + area() + " in its midst";
        }
        const std::string below = tier(fault_.other_tier, fault_.tier + 1);
        return in_ == language::zh ? area() + "未被" + below + "的任何网格覆盖"
                                   : "no cell of " + below + " covers " + area();
    }

    const drawing_fault<P>& fault_;
    language in_;
};

}  // namespace detail

/// One fault in a sentence for people: which tier and cell, what is wrong, how large, where. Locale-free.
template <position_type P>
[[nodiscard]] std::string to_text(const drawing_fault<P>& fault, language in) {
    return detail::drawing_fault_writer<P>{fault, in}.write();
}

}  // namespace v0
}  // namespace muster
