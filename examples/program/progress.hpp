#pragma once

#include <unistd.h>  // isatty

#include <chrono>   // steady_clock
#include <cstddef>  // size_t
#include <cstdio>   // fprintf
#include <string>   // string
#include <utility>  // move

/// A line on stderr that says how far a long job is. Shown on a terminal only, and only after a second. A total of 0
/// stands for one that is not known.
class progress {
public:
    progress(std::string job, std::size_t total) : job_{std::move(job)}, total_{total}, shown_{isatty(2) != 0} {}
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() {
        if (printed_) { std::fprintf(stderr, "\r\033[K"); }
    }

    void step(std::size_t done) {
        if (!shown_ || (done & 63U) != 0) { return; }
        const auto now = clock::now();
        if (now - began_ < std::chrono::seconds{1} || now - last_ < std::chrono::milliseconds{100}) { return; }
        last_ = now;
        printed_ = true;
        if (total_ == 0) {
            std::fprintf(stderr, "\r%s: %zu", job_.c_str(), done);
        } else {
            std::fprintf(stderr, "\r%s: %zu of %zu (%zu %%)", job_.c_str(), done, total_, done * 100 / total_);
        }
        std::fflush(stderr);
    }

private:
    using clock = std::chrono::steady_clock;

    std::string job_;
    std::size_t total_;
    bool shown_;
    bool printed_ = false;
    clock::time_point began_ = clock::now();
    clock::time_point last_ = began_;
};

/// Seconds since it was made: what a job took, for stderr and the `timing` section.
class stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};
