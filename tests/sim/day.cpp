#include "muster/sim/day.hpp"

#include "muster/sim/district.hpp"

#include "fnv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using muster::planar;
using muster::sim::call;
using muster::sim::day_options;
using muster::sim::district;
using muster::sim::district_options;
using muster::sim::incident_class;
using muster::sim::make_day;

std::uint64_t digest(const std::vector<call>& calls) {
    fnv sum;
    for (const call& one : calls) {
        sum.add(one.number), sum.add(one.received.ms), sum.add(one.position), sum.add(one.what), sum.add(one.what_zh);
        sum.add(one.trapped), sum.add(one.injured), sum.add(one.dead), sum.add(one.storeys);
        sum.add(one.people_at_risk), sum.add(one.area_m2);
        sum.add(one.truth), sum.add(one.also), sum.add(one.vague), sum.add(one.grid_key);
    }
    return sum.value();
}

const district& reference() {
    static const district made = muster::sim::make_district();
    return made;
}

/// Words by which a class is recognised, English in small letters. Every clear text has one of its own class.
struct class_words {
    std::vector<std::string_view> english;
    std::vector<std::string_view> chinese;
};

const std::array<class_words, muster::sim::incident_classes>& words() {
    static const std::array<class_words, muster::sim::incident_classes> all{{
        {{"fire", "smoke", "burning", "flames"}, {"着火", "起火", "冒烟", "浓烟", "黑烟", "火灾", "火苗", "烧起来"}},
        {{"e-bike", "electric bike", "scooter battery", "charging"}, {"电动车", "电瓶车", "充电"}},
        {{"gas", "explosion", "blast"}, {"煤气", "燃气", "天然气", "液化气", "爆炸"}},
        {{"scaffold", "crane", "formwork", "construction site", "building site"}, {"脚手架", "塔吊", "模板", "基坑", "工地"}},
        {{"slope", "landslide", "hillside", "mudslide", "retaining wall"}, {"边坡", "滑坡", "山坡", "泥石流", "挡土墙"}},
        {{"sinkhole", "caved in", "road surface", "hole has opened", "road collapse"},
         {"塌陷", "大坑", "路面陷", "地陷", "路面也在往下陷"}},
        {{"crashed", "collision", "collided", "overturned", "knocked down", "ran into", "rear-ended"},
         {"撞", "车祸", "翻车", "追尾"}},
        {{"chest pain", "fainted", "unconscious", "stroke", "seizure", "labour"},
         {"胸口痛", "晕倒", "昏迷", "中风", "抽搐", "临产"}},
        {{"fight", "knife", "stabbed", "attacking", "machete"}, {"打架", "持刀", "被捅", "行凶", "斗殴", "乱砍"}},
        {{"arguing", "dispute", "quarrel", "shouting at", "argument"}, {"吵架", "纠纷", "争吵", "吵起来", "争执"}},
        {{"flood", "water is", "waterlogged", "water main", "under water"}, {"积水", "倒灌", "爆管", "被淹", "内涝"}},
        {{"power", "electricity", "blackout"}, {"停电", "断电", "跳闸"}},
        {{"tree", "branch", "billboard", "hoarding", "pole"}, {"大树", "树枝", "广告牌", "围挡", "电线杆"}},
        {{"chemical", "acid", "ammonia", "spilled", "fumes"}, {"化学品", "硫酸", "氨气", "化工原料", "刺鼻"}},
        {{"lift", "elevator"}, {"电梯"}},
        {{"music", "noise", "parked in front", "rubbish", "refund", "barking"},
         {"音响", "噪音", "违停", "垃圾", "退款", "狗叫"}},
    }};
    return all;
}

std::string small(std::string text) {
    for (char& letter : text) { letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); }
    return text;
}

std::set<std::size_t> classes_named(const std::string& english, const std::string& chinese, bool in_english) {
    const std::string text = in_english ? small(english) : chinese;
    std::set<std::size_t> found;
    for (std::size_t i = 0; i < words().size(); ++i) {
        for (const std::string_view word : in_english ? words()[i].english : words()[i].chinese) {
            if (text.find(word) != std::string::npos) { found.insert(i); }
        }
    }
    return found;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// All whole numbers in `text` that are neither of an address nor of a community's name, sorted.
std::vector<int> counts_in(const std::string& text) {
    std::vector<int> found;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (is_digit(text[end]) || text[end] == '-')) { ++end; }
        const std::string number = text.substr(i, end - i);
        const bool english_address = i >= 3 && text.compare(i - 3, 3, "at ") == 0;
        const bool chinese_address = text.compare(end, std::string_view{"号"}.size(), "号") == 0;
        if (number.find('-') == std::string::npos && !english_address && !chinese_address) {
            found.push_back(std::stoi(number));
        }
        i = end;
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::size_t occurrences(const std::string& text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) { ++count; }
    return count;
}

}  // namespace

TEST_SUITE("sim/day") {

TEST_CASE("the reference day is the same bytes everywhere") {
    const std::vector<call> calls = make_day(reference());
    CHECK(calls.size() == 2000);
    CHECK(digest(calls) == 1031066566256538741U);
    CHECK(calls.front().number == "G20260301-0001");
    CHECK(calls.back().number == "G20260301-2000");
    CHECK(digest(make_day(reference(), {2, 2000, {}, 480})) != digest(calls));
}

TEST_CASE("calls come in the order of their arrival, on that day, with quiet nights") {
    const std::vector<call> calls = make_day(reference());
    const auto earlier = [](const call& a, const call& b) { return a.received < b.received; };
    CHECK(std::is_sorted(calls.begin(), calls.end(), earlier));
    const muster::instant start = muster::sim::midnight({2026, 3, 1}, 480);
    CHECK(calls.front().received >= start);
    CHECK(calls.back().received < start + muster::duration{86'400'000});
    std::array<std::size_t, 24> by_hour{};
    for (const call& one : calls) { ++by_hour[static_cast<std::size_t>((one.received - start).ms / 3'600'000)]; }
    CHECK(by_hour[3] + by_hour[4] < (by_hour[18] + by_hour[19]) / 2);
}

TEST_CASE("where calls are") {
    const std::vector<call> calls = make_day(reference(), {7, 20'000, {}, 480});
    std::map<std::string, const muster::ring<planar>*> grids;
    for (const auto& cell : reference().tiers[3].cells) { grids[cell.key] = &cell.area[0].outer; }
    std::set<std::pair<std::int32_t, std::int32_t>> buildings;
    for (const auto& one : reference().buildings) { buildings.insert({one.at.east_mm, one.at.north_mm}); }
    const auto& border = reference().tiers[0].cells[0].area[0];
    std::size_t lost = 0;
    std::size_t outside = 0;
    std::size_t wrong = 0;
    std::map<std::pair<std::int32_t, std::int32_t>, int> visits;
    for (const call& one : calls) {
        if (!one.position) {
            ++lost;
            wrong += one.what.find("Community ") != std::string::npos ? 0U : 1U;
            wrong += one.what_zh.find("社区") != std::string::npos ? 0U : 1U;
            wrong += one.grid_key.empty() ? 1U : 0U;
        } else if (one.grid_key.empty()) {
            ++outside;
            wrong += muster::sim::detail::strictly_inside(border, *one.position) ? 1U : 0U;
        } else {
            wrong += grids.contains(one.grid_key) ? 0U : 1U;
            wrong += buildings.contains({one.position->east_mm, one.position->north_mm}) ? 0U : 1U;
            ++visits[{one.position->east_mm, one.position->north_mm}];
        }
    }
    CHECK(wrong == 0);
    CHECK(lost > 220);
    CHECK(lost < 380);
    CHECK(outside > 30);
    CHECK(outside < 90);
    int most = 0;
    for (const auto& [at, times] : visits) { most = std::max(most, times); }
    CHECK(most > 5);  // hot spots: 20,000 calls spread evenly over 100,000 buildings would hardly give 5 to one of them
}

TEST_CASE("every class occurs, about as often as it should") {
    const std::vector<call> calls = make_day(reference(), {3, 20'000, {}, 480});
    std::array<std::size_t, muster::sim::incident_classes> count{};
    for (const call& one : calls) { ++count[static_cast<std::size_t>(one.truth)]; }
    std::size_t whole = 0;
    for (std::size_t i = 0; i < count.size(); ++i) {
        const std::size_t expected = muster::sim::detail::class_frequencies[i] * 20;
        CHECK(count[i] > expected * 6 / 10);
        CHECK(count[i] < expected * 14 / 10);
        whole += muster::sim::detail::class_frequencies[i];
    }
    CHECK(whole == 1000);
    std::set<std::string_view> codes;
    for (std::size_t i = 0; i < count.size(); ++i) {
        codes.insert(muster::sim::code_of(static_cast<incident_class>(i)));
    }
    CHECK(codes.size() == muster::sim::incident_classes);
}

TEST_CASE("texts name their class and no other, in both languages") {
    const std::vector<call> calls = make_day(reference(), {4, 20'000, {}, 480});
    std::size_t vague = 0;
    std::size_t double_sided = 0;
    std::string wrong;
    for (const call& one : calls) {
        for (const bool in_english : {true, false}) {
            std::set<std::size_t> named = classes_named(one.what, one.what_zh, in_english);
            std::set<std::size_t> expected;
            if (!one.vague) { expected.insert(static_cast<std::size_t>(one.truth)); }
            if (one.also) { expected.insert(static_cast<std::size_t>(*one.also)); }
            // A burning e-bike is a fire as well: a rule list has to ask for the e-bike first.
            if (expected.contains(1)) { expected.insert(0), named.insert(0); }
            if (named != expected && wrong.empty()) { wrong = in_english ? one.what : one.what_zh; }
        }
        vague += one.vague ? 1U : 0U;
        double_sided += one.also ? 1U : 0U;
    }
    CHECK(wrong == "");
    CHECK(vague > 170);
    CHECK(vague < 310);
    CHECK(double_sided > 100);
    CHECK(double_sided < 200);
}

TEST_CASE("facts and texts agree: every known fact is told, and every count told is a fact") {
    const std::vector<call> calls = make_day(reference(), {5, 20'000, {}, 480});
    std::string wrong;
    std::array<std::size_t, 6> known{};
    for (const call& one : calls) {
        std::vector<int> facts;
        std::size_t nobody = 0;
        const std::array<std::optional<int>, 6> all{one.trapped, one.injured,        one.dead,
                                                    one.storeys, one.people_at_risk, one.area_m2};
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!all[i]) { continue; }
            ++known[i];
            if (*all[i] == 0) { ++nobody; }
            if (*all[i] != 0) { facts.push_back(*all[i]); }
        }
        std::sort(facts.begin(), facts.end());
        const bool agree = counts_in(one.what) == facts && counts_in(one.what_zh) == facts &&
                           occurrences(one.what, ". Nobody ") == nobody &&
                           occurrences(one.what_zh, "，没有人") + occurrences(one.what_zh, "，没人") == nobody;
        const bool empty_when_vague = !one.vague || (facts.empty() && nobody == 0);
        if ((!agree || !empty_when_vague) && wrong.empty()) { wrong = one.what + one.what_zh; }
        if (one.what.find('{') != std::string::npos || one.what_zh.find('{') != std::string::npos) { wrong = one.what; }
    }
    CHECK(wrong == "");
    for (const std::size_t times : known) { CHECK(times > 100); }
}

TEST_CASE("storeys are those of the building") {
    std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> storeys;
    for (const auto& one : reference().buildings) { storeys[{one.at.east_mm, one.at.north_mm}] = one.storeys; }
    std::size_t told = 0;
    for (const call& one : make_day(reference())) {
        if (!one.storeys || !one.position) { continue; }
        ++told;
        CHECK(storeys.at({one.position->east_mm, one.position->north_mm}) == *one.storeys);
    }
    CHECK(told > 50);
}

TEST_CASE("at least six ways to tell each class, all different") {
    for (std::size_t i = 0; i < muster::sim::incident_classes; ++i) {
        const auto& phrases = muster::sim::detail::phrases_of(static_cast<incident_class>(i));
        CHECK(std::set<std::string_view>(phrases.english.begin(), phrases.english.end()).size() >= 6);
        CHECK(std::set<std::string_view>(phrases.chinese.begin(), phrases.chinese.end()).size() >= 6);
        for (std::size_t k = 0; k < phrases.english.size(); ++k) {
            CHECK(phrases.english[k].find("{place}") != std::string_view::npos);
            CHECK(phrases.chinese[k].find("{place}") != std::string_view::npos);
        }
        CHECK_FALSE(phrases.mention_english.empty());
        CHECK_FALSE(phrases.mention_chinese.empty());
    }
}

TEST_CASE("days of a tiny and of an empty kind") {
    const district tiny = muster::sim::make_district(district_options::tiny());
    CHECK(make_day(tiny, {1, 50, {2024, 2, 29}, 0}).size() == 50);
    CHECK(make_day(tiny, {1, 50, {2024, 2, 29}, 0})[7].number == "G20240229-0008");
    CHECK(make_day(tiny, {1, 0, {}, 480}).empty());
    CHECK_THROWS_AS((void)make_day(tiny, {1, 1, {2026, 2, 30}, 480}), muster::error);
    const district one_building = muster::sim::make_district({1, 1, 1, 1, 1, 0, 0});
    CHECK(make_day(one_building, {1, 200, {}, 480}).size() == 200);
}

TEST_CASE("a longer day begins with the same incidents") {
    const std::vector<call> few = make_day(reference(), {1, 100, {}, 480});
    const std::vector<call> many = make_day(reference(), {1, 200, {}, 480});
    std::set<std::string> told;
    for (const call& one : many) { told.insert(one.what); }
    for (const call& one : few) { CHECK(told.contains(one.what)); }
}

TEST_CASE("service times are in whole seconds, in the span of the class, and longer for people in need") {
    muster::random generator{1};
    call one;
    one.truth = incident_class::building_fire;
    std::int64_t sum_ms = 0;
    for (int i = 0; i < 1000; ++i) {
        const muster::duration took = muster::sim::service_time(one, generator);
        CHECK(took.ms >= 30 * 60'000);
        CHECK(took.ms <= 120 * 60'000);
        CHECK(took.ms % 1000 == 0);
        sum_ms += took.ms;
    }
    CHECK(sum_ms / 1000 > 70 * 60'000);
    CHECK(sum_ms / 1000 < 80 * 60'000);
    one.trapped = 10;
    CHECK(muster::sim::service_time(one, generator).ms >= (30 + 50) * 60'000);
}

}
