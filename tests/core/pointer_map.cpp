// A null pointer is a caller's bug: the check is replaced by one that can be seen, before the first include. Only
// headers whose checks stand in templates of this file's own types are included here.
#include <stdexcept>

#define MUSTER_EXPECTS(condition, text) ((condition) ? static_cast<void>(0) : throw std::logic_error(text))

#include "muster/core/field.hpp"
#include "muster/core/keys.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pointer_map_test {

class sealed {
public:
    sealed(int number, std::string words) : number_{number}, words_{std::move(words)} {}
    [[nodiscard]] const std::string& words() const { return words_; }
    [[nodiscard]] std::string key() const { return "call " + std::to_string(number_); }
    int number_;

private:
    std::string words_;
};

/// A smart pointer of another library.
template <class T>
class counted {
public:
    using element_type = T;
    explicit counted(T* held) : held_{held} {}
    T* get() const { return held_; }
    T& operator*() const { return *held_; }
    T* operator->() const { return held_; }
    explicit operator bool() const { return held_ != nullptr; }

private:
    T* held_;
};

/// Not pointers, though they have some of the members.
struct with_element_type {
    using element_type = sealed;
};
struct proxy_pointer {  // gives a value, not the thing itself
    using element_type = sealed;
    [[nodiscard]] sealed* get() const { return nullptr; }
    sealed operator*() const { return {0, {}}; }
    explicit operator bool() const { return true; }
};

struct unmapped {};
struct own_map {
    int no;
};

}  // namespace pointer_map_test

template <>
inline constexpr auto muster::fields<pointer_map_test::sealed> = muster::map(
    muster::id = &pointer_map_test::sealed::key, muster::text = &pointer_map_test::sealed::words,
    muster::position = muster::absent, muster::field<"number"> = &pointer_map_test::sealed::number_,
    muster::field<"twice"> = [](const pointer_map_test::sealed& s) { return 2 * s.number_; });
template <>
inline constexpr auto muster::fields<pointer_map_test::own_map> =
    muster::map(muster::id = &pointer_map_test::own_map::no);
template <>
inline constexpr auto muster::fields<std::shared_ptr<pointer_map_test::own_map>> =
    muster::map(muster::id = [](const std::shared_ptr<pointer_map_test::own_map>& p) { return p ? p->no : -1; });

namespace {

using namespace pointer_map_test;

template <class Pointer>
void reads_like(const Pointer& pointer, const sealed& object) {
    constexpr auto& map = muster::fields<Pointer>;
    using map_type = std::remove_cvref_t<decltype(map)>;
    static_assert(muster::is_mapped<Pointer>);
    static_assert(map_type::names == std::remove_cvref_t<decltype(muster::fields<sealed>)>::names);
    static_assert(map_type::template mentions<"position"> && !map_type::template has<"position">);
    static_assert(map_type::template reads<Pointer>);
    static_assert(!map_type::template reads<int>);
    CHECK(&map.template get<"text">(pointer) == &object.words());  // the thing itself, no copy
    CHECK(&map.template get<"number">(pointer) == &object.number_);
    CHECK(map.template get<"twice">(pointer) == 2 * object.number_);
    CHECK(map.template get<"id">(pointer) == object.key());  // a value stays a value
    static_assert(std::is_same_v<decltype(map.template get<"id">(pointer)), std::string>);
    // A member of what is pointed to is read only, whatever the pointer would allow.
    static_assert(std::is_same_v<decltype(map.template get<"number">(pointer)), const int&>);
}

}  // namespace

TEST_CASE("core/pointer_map: pointers of every kind are read through the map of what they point to") {
    const sealed object{7, "a text that is too long to be kept inside of the string object"};
    reads_like<const sealed*>(&object, object);
    sealed changeable{8, "smoke"};
    reads_like<sealed*>(&changeable, changeable);
    const auto shared = std::make_shared<sealed>(9, "gas");
    reads_like(shared, *shared);
    reads_like<std::shared_ptr<const sealed>>(shared, *shared);
    const auto unique = std::make_unique<const sealed>(10, "fire");
    reads_like(unique, *unique);
    struct leave_alone {
        void operator()(sealed*) const {}
    };
    reads_like(std::unique_ptr<sealed, leave_alone>{&changeable}, changeable);
    reads_like(counted<sealed>{&changeable}, changeable);
    const sealed* plain = &object;
    reads_like(&plain, object);  // and pointers to pointers
    reads_like(std::make_shared<counted<sealed>>(&changeable), changeable);
}

TEST_CASE("core/pointer_map: a null pointer is a caller's bug, said in one sentence") {
    const char* sentence = "fields: a pointer to be read is null; what is decided on must be there";
    const sealed* nothing = nullptr;
    CHECK_THROWS_WITH_AS((void)muster::fields<const sealed*>.get<"text">(nothing), sentence, std::logic_error);
    const std::shared_ptr<sealed> empty;
    CHECK_THROWS_WITH_AS((void)muster::fields<std::shared_ptr<sealed>>.get<"number">(empty), sentence,
                         std::logic_error);
    const sealed** outer = &nothing;
    CHECK_THROWS_WITH_AS((void)muster::fields<const sealed**>.get<"id">(outer), sentence, std::logic_error);
}

TEST_CASE("core/pointer_map: what points to nothing that is mapped is not mapped") {
    static_assert(!muster::is_mapped<unmapped*>);
    static_assert(!muster::is_mapped<void*>);
    static_assert(!muster::is_mapped<int (*)(int)>);
    static_assert(!muster::is_mapped<std::shared_ptr<unmapped>>);
    static_assert(!muster::is_mapped<std::vector<sealed>>);
    static_assert(!muster::is_mapped<std::optional<sealed>>);
    static_assert(!muster::is_mapped<with_element_type>);
    static_assert(!muster::is_mapped<proxy_pointer>);  // what it gives would be gone
}

TEST_CASE("core/pointer_map: a map of the pointer's own holds") {
    CHECK(muster::fields<std::shared_ptr<own_map>>.get<"id">(nullptr) == -1);
    const own_map one{3};
    CHECK(muster::fields<const own_map*>.get<"id">(&one) == 3);
}

TEST_CASE("core/pointer_map: it has no state and no size") {
    static constexpr auto map = muster::detail::pointed_map(muster::map(muster::id = [](const int& n) { return n; }));
    static_assert(sizeof(map) == 1);
    const int kept = 5;
    CHECK(map.get<"id">(&kept) == 5);
}
