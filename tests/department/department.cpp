#include "muster/department/department.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace department_test {

struct least {
    int no;
    muster::capability_set can;
};

class sealed {
public:
    [[nodiscard]] std::string_view code() const { return "D1"; }
    [[nodiscard]] muster::label title() const { return {"Fire", "消防"}; }
    [[nodiscard]] muster::capability_set functions() const { return {{0}, {3}}; }
};

}  // namespace department_test

template <>
inline constexpr auto muster::fields<department_test::least> =
    muster::map(muster::id = &department_test::least::no, muster::capabilities = &department_test::least::can);
template <>
inline constexpr auto muster::fields<department_test::sealed> =
    muster::map(muster::id = &department_test::sealed::code, muster::name = &department_test::sealed::title,
                muster::capabilities = &department_test::sealed::functions);

static_assert(muster::check<muster::department, department_test::least>());
static_assert(muster::check<muster::department, department_test::sealed>());

TEST_CASE("department/department: required and optional keys are accepted on any type") {
    CHECK(muster::fields<department_test::sealed>.get<"id">(department_test::sealed{}) == "D1");
}
