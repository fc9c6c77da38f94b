#include "app/output.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/aliases.hpp"
#include "base/error.hpp"
#include "base/translation.hpp"
#include "base/words.hpp"

namespace rewire::app {
namespace {

bool closed(int stream) { return ::fcntl(stream, F_GETFD) == -1 && errno == EBADF; }

// The lowest free number is given to what is opened: streams are asked for in their order.
void fill(int stream) {
    if (const int got = ::open("/dev/null", O_RDWR); got > stream)
        ::close(got); // somebody else has filled it
}

} // namespace

void open_streams() {
    const bool no_output = closed(STDOUT_FILENO);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (closed(stream))
            fill(stream);
    if (no_output)
        throw InputError("standard output", "must be open; send it to a file, or to /dev/null where nobody reads it");
}

void flush_output() {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return;
    const std::string why = errno ? std::strerror(errno) : "an earlier line was lost";
    throw InputError("standard output", fmt::format("send it where there is room; it could not be written ({})", why));
}

void complain(std::string_view line) noexcept {
    if (language() == Language::english)
        return complain_as_is(line);
    try {
        complain_as_is(translated(line));
    } catch (const std::exception&) { // no memory to say it in
        complain_as_is(line);
    }
}

void complain_as_is(std::string_view line) noexcept {
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fputc('\n', stderr);
}

std::string with_names(const std::string& text) {
    if (language() == Language::english)
        return text;
    const auto of_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    const auto of_path = [](char c) { return c == '/' || c == '.' || c == '-' || c == '>'; };
    std::string out;
    for (std::size_t k = 0; k < text.size();) {
        if (!of_name(text[k])) {
            out += text[k++];
            continue;
        }
        auto end = k;
        while (end < text.size() && of_name(text[end]))
            ++end;
        const auto name = text.substr(k, end - k);
        std::string_view alias;
        const bool alone = (k == 0 || !of_path(text[k - 1])) && (end == text.size() || !of_path(text[end]));
        for (const auto* kind : {"treatment", "life", "instrument", "condition", "trait"})
            if (alone && alias.empty())
                alias = alias_of(kind, name);
        out += alias.empty() ? name : std::string(alias);
        k = end;
    }
    return out;
}

namespace {
// A word, or a message; a sentence that stays English keeps its words.
std::string told_field(const std::string& said) {
    if (auto words = in_words(said); words != said)
        return words;
    const auto chinese = translated(said);
    return chinese == said && said.find(' ') != said.npos ? said : with_names(chinese);
}
std::string told_behind(const std::string& word, const std::string& said) {
    return language() == Language::english ? fmt::format("{}: {}", word, said)
                                           : in_words(word) + "：" + told_field(said);
}
} // namespace

std::string told_cell(const std::string& cell) { return language() == Language::english ? cell : told_field(cell); }

void print_notes(const std::vector<std::string>& notes) {
    for (const auto& n : notes)
        fmt::print("{}\n", told_behind("note", n));
}
void print_warnings(const std::vector<std::string>& warnings, const std::vector<std::string>& told) {
    flush_output(); // what was printed comes first, and if it cannot be written that is all there is to tell
    for (const auto& w : warnings)
        if (std::ranges::find(told, w) == told.end())
            fmt::print(stderr, "{}\n", told_behind("warning", w));
}

void print_told(const std::string& text) { fmt::print("{}", in_words_by_line(text)); }

void weigh(const study::Demand& demand, const std::string& what, bool yes) {
    if (const auto said = study::weighed(demand, what, yes); !said.empty()) {
        fmt::print("{}\n", told_field(said));
        std::fflush(stdout);
    }
}

} // namespace rewire::app
