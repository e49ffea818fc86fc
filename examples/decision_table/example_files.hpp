#pragma once

#include <string_view>  // string_view

namespace decision_table {

/// A file of the demonstration, as it stands beside this one and as `--example` writes it.
struct example_file {
    const char* called;
    std::string_view content;
};

inline constexpr example_file example_files[] = {
    {"response_level.csv",
     R"file(table,response level,policy,unique
rule,"type | 类型 : text? in fire, collapse, hazardous material, flood, other",people | 受困人数 : whole number? in >= 0,storeys | 层数 : whole number? in >= 0,"=> level : text in I, II, III","=> tier : text in district, street, community"
many people,-,>= 30,-,I,district
collapse or chemicals,"collapse, hazardous material",[3..30),-,I,district
"high-rise fire, people",fire,[3..30),>= 8,I,district
"low fire, people",fire,[3..30),< 8,II,street
"other, people","flood, other",[3..30),-,II,street
"collapse or chemicals, few","collapse, hazardous material",< 3,-,II,street
"high-rise fire, few",fire,< 3,>= 8,II,street
"low fire, few",fire,< 3,< 8,III,community
"other, few","flood, other",< 3,-,III,community
people not known,-,null,-,II,street
height not known,fire,< 30,null,II,street
type not known,null,< 30,-,II,street
)file"},
    {"response_level_draft.csv",
     R"file(table,"response level, draft",policy,unique
rule,"type | 类型 : text? in fire, collapse, hazardous material, flood, other",people | 受困人数 : whole number? in >= 0,storeys | 层数 : whole number? in >= 0,"=> level : text in I, II, III","=> tier : text in district, street, community"
many people,-,>= 30,-,I,district
collapse or chemicals,"collapse, hazardous material",[3..30),-,I,district
"high-rise fire, people",fire,[3..30),> 8,I,district
"low fire, people",fire,[3..30),< 8,II,street
"other, people","flood, other",[3..30),-,II,street
"collapse or chemicals, few","collapse, hazardous material",< 3,-,II,street
"high-rise fire, few",fire,< 3,>= 8,II,street
"low fire, few",fire,< 3,<= 8,III,community
"other, few","flood, other",< 3,-,III,community
gas leak,hazardous material,< 3,-,II,street
people not known,-,null,-,II,street
height not known,fire,< 30,null,II,street
type not known,null,< 30,-,II,street
)file"},
    {"response_level_next.csv",
     R"file(table,"response level, next",policy,unique
rule,"type | 类型 : text? in fire, collapse, hazardous material, flood, other",people | 受困人数 : whole number? in >= 0,storeys | 层数 : whole number? in >= 0,"=> level : text in I, II, III","=> tier : text in district, street, community"
many people,-,>= 30,-,I,district
collapse or chemicals,"collapse, hazardous material",[3..30),-,I,district
"high-rise fire, people",fire,[3..30),>= 6,I,district
"low fire, people",fire,[3..30),< 6,II,street
"other, people",other,[3..30),-,II,street
"flood, people",flood,[3..10),-,II,street
"flood, many",flood,[10..30),-,I,district
"collapse or chemicals, few","collapse, hazardous material",< 3,-,II,street
"high-rise fire, few",fire,< 3,>= 6,II,street
"low fire, few",fire,< 3,< 6,III,community
"other, few","flood, other",< 3,-,III,community
people not known,-,null,-,II,street
height not known,fire,< 30,null,II,street
type not known,null,< 30,-,II,street
)file"},
    {"response_level_cases.csv",
     R"file(case,type,people,storeys,=> level,=> tier
mass casualties,other,30,,I,district
one short of it,other,29,,II,street
collapse with people,collapse,3,2,I,district
collapse without,collapse,2,2,II,street
chemicals spilled,hazardous material,0,,II,street
people high up,fire,3,8,I,district
people one floor lower,fire,3,7,II,street
empty high-rise,fire,0,20,II,street
small fire,fire,2,7,III,community
flooded street,flood,12,1,II,street
flooded cellar,flood,0,1,III,community
nobody has counted,fire,,5,II,street
height not known,fire,5,,II,street
silent call,,1,,II,street
chemicals with people,hazardous material,3,0,I,district
collapse on the limit,collapse,30,0,I,district
collapse below the limit,collapse,29,0,I,district
collapse of a high-rise,collapse,3,8,I,district
empty high-rise collapses,collapse,0,8,II,street
two people high up,fire,2,8,II,street
thirty people high up,fire,30,8,I,district
one fewer high up,fire,29,8,I,district
nobody at eight storeys,fire,0,8,II,street
thirty people below,fire,30,0,I,district
one fewer below,fire,29,0,II,street
three in the flood,flood,3,0,II,street
two in the flood,flood,2,0,III,community
thirty and height not known,fire,30,,I,district
one fewer and height not known,fire,29,,II,street
thirty and type not known,,30,0,I,district
one fewer and type not known,,29,0,II,street
)file"},
    {"response_level_log.csv",
     R"file(case,area,type,people,storeys
2026-3001,Harbour,fire,0,1
2026-3002,Old Town,other,0,2
2026-3003,Riverside,fire,0,7
2026-3004,University,fire,0,4
2026-3005,Riverside,flood,1,11
2026-3006,Harbour,fire,3,3
2026-3007,Harbour,flood,6,3
2026-3008,Old Town,fire,0,3
2026-3009,University,fire,3,4
2026-3010,Old Town,fire,23,3
2026-3011,Old Town,fire,1,2
2026-3012,University,flood,0,6
2026-3013,Harbour,hazardous material,0,1
2026-3014,Old Town,fire,1,3
2026-3015,Old Town,fire,0,2
2026-3016,Riverside,fire,0,5
2026-3017,Old Town,fire,1,3
2026-3018,University,fire,3,6
2026-3019,Harbour,fire,9,6
2026-3020,Old Town,fire,0,3
2026-3021,Riverside,fire,9,5
2026-3022,Riverside,fire,1,7
2026-3023,University,flood,0,4
2026-3024,Riverside,flood,23,6
2026-3025,Harbour,fire,1,2
2026-3026,Harbour,fire,8,1
2026-3027,Harbour,flood,17,3
2026-3028,Riverside,flood,24,11
2026-3029,Riverside,fire,1,6
2026-3030,Riverside,fire,0,6
2026-3031,Riverside,fire,2,5
2026-3032,Harbour,hazardous material,9,2
2026-3033,University,fire,1,18
2026-3034,Riverside,hazardous material,2,11
2026-3035,Harbour,fire,1,3
2026-3036,University,fire,12,4
2026-3037,Riverside,other,0,5
2026-3038,Riverside,fire,0,5
2026-3039,Old Town,flood,0,3
2026-3040,Riverside,other,7,6
2026-3041,Riverside,hazardous material,39,6
2026-3042,Old Town,other,1,3
2026-3043,Old Town,other,25,3
2026-3044,Riverside,fire,9,7
2026-3045,Riverside,flood,1,5
2026-3046,Old Town,other,0,4
2026-3047,Harbour,other,0,1
2026-3048,Riverside,fire,,11
2026-3049,Harbour,fire,1,3
2026-3050,University,fire,20,7
2026-3051,University,fire,5,4
2026-3052,Harbour,other,16,2
2026-3053,Old Town,fire,2,2
2026-3054,Old Town,flood,12,4
2026-3055,Riverside,fire,,
2026-3056,Old Town,fire,11,2
2026-3057,University,flood,1,6
2026-3058,Old Town,fire,0,3
2026-3059,Riverside,fire,0,7
2026-3060,Harbour,fire,0,6
)file"},
    {"response_level_case.json",
     R"file({"type": "fire", "people": 4, "storeys": 7}
)file"},
};

/// The content of one of them. @pre there is such a file
[[nodiscard]] constexpr std::string_view example_file_called(std::string_view called) noexcept {
    for (const example_file& each : example_files) {
        if (each.called == called) { return each.content; }
    }
    return {};
}

}  // namespace decision_table
