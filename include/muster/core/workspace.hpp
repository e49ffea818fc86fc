#pragma once

#include <memory>  // unique_ptr
#include <vector>  // vector

namespace muster {
inline namespace v0 {

/// Scratch memory for decisions: one per thread, handed to every decision, so that none allocates once warm.
///
/// Each stage keeps what it needs under its own type. What is in it never changes a decision. Not for two threads
/// at once.
class workspace {
public:
    /// The scratch of type `T`, built on first use.
    template <class T>
    [[nodiscard]] T& get() {
        for (entry& each : entries_) {
            if (each.type == &type_tag<T>) { return static_cast<slot<T>&>(*each.memory).value; }
        }
        auto fresh = std::make_unique<slot<T>>();
        T& value = fresh->value;
        entries_.push_back({&type_tag<T>, std::move(fresh)});
        return value;
    }

private:
    struct any_slot {
        virtual ~any_slot() = default;
    };
    template <class T>
    struct slot final : any_slot {
        T value{};
    };
    struct entry {
        const char* type;
        std::unique_ptr<any_slot> memory;
    };
    template <class T>
    static constexpr char type_tag = 0;

    std::vector<entry> entries_;
};

}  // namespace v0
}  // namespace muster
