#include "muster/core/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <type_traits>

namespace {

class positive {
public:
    explicit positive(int value) : value_{value} {
        if (value <= 0) {
            throw muster::error{muster::errc::out_of_range,
                                "positive: " + std::to_string(value) + "; it must be above 0"};
        }
    }
    [[nodiscard]] int value() const { return value_; }

private:
    int value_;
};

}  // namespace

TEST_CASE("core/result: the twin of a throwing constructor") {
    const muster::result<positive> good = muster::try_make<positive>(3);
    CHECK(good.has_value());
    CHECK(static_cast<bool>(good));
    CHECK(good->value() == 3);
    CHECK((*good).value() == 3);

    const muster::result<positive> bad = muster::try_make<positive>(-3);
    CHECK_FALSE(bad.has_value());
    CHECK(bad.error().code() == muster::errc::out_of_range);
    CHECK(std::string{bad.error().what()} == "positive: -3; it must be above 0");
}

TEST_CASE("core/result: only the library's errors become values") {
    struct careless {
        explicit careless(int) { throw 7; }
    };
    CHECK_THROWS_AS((void)muster::try_make<careless>(1), int);
}

TEST_CASE("core/result: and_then, transform and value_or, as std::expected has them") {
    const auto half = [](int n) -> muster::result<int> {
        if (n % 2 != 0) { return muster::error{muster::errc::type_mismatch, "odd"}; }
        return n / 2;
    };
    const muster::result<int> eight{8};
    CHECK(eight.and_then(half).and_then(half).and_then(half).value() == 1);
    CHECK(std::string{eight.and_then(half).and_then(half).and_then(half).and_then(half).error().what()} == "odd");
    const auto as_text = eight.transform([](int n) { return std::to_string(n); });
    static_assert(std::is_same_v<decltype(as_text), const muster::result<std::string>>);
    CHECK(as_text.value() == "8");

    const muster::result<int> none{muster::error{muster::errc::empty, "none"}};
    CHECK(none.value_or(5) == 5);
    CHECK(eight.value_or(5) == 8);
    CHECK(std::string{none.and_then(half).error().what()} == "none");
    CHECK(std::string{none.transform([](int n) { return n + 1; }).error().what()} == "none");
}

TEST_CASE("core/result: the value moves out and can be changed") {
    muster::result<std::unique_ptr<int>> owner{std::make_unique<int>(4)};
    *owner.value() = 5;
    const std::unique_ptr<int> taken = std::move(owner).value();
    CHECK(*taken == 5);
    muster::result<int> number{1};
    *number = 2;
    CHECK(number.value() == 2);
}
