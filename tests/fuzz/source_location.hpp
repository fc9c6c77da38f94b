// std::source_location for a clang that cannot compile libstdc++'s.
#pragma once
#if defined(__clang__) && !__has_builtin(__builtin_source_location)
namespace std {
struct source_location {
    static constexpr source_location current(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) { return {file, line}; }
    constexpr const char* file_name() const { return file_; }
    constexpr unsigned line() const { return line_; }
    const char* file_;
    unsigned line_;
};
} // namespace std
#endif
