// What results hang on, part by part and by contents, never by the names of files: two runs of one identity give the
// same numbers, and where two differ it is told in what.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

namespace rewire {

class Identity {
public:
    Identity() = default;
    // `kind`: what is kept under it ("people"). Begins with the program: its version and the sources of its equations,
    // so that other equations under the same version number are noticed.
    explicit Identity(std::string_view kind);

    // A part by its contents: texts, numbers, lists, matrices.
    template <class... Pieces>
    void add(std::string part, const Pieces&... pieces) {
        Hash h;
        (put(h, pieces), ...);
        add_hash(std::move(part), h.value(), {});
    }
    // A part that is told as it is: "--seed 2, not 1".
    void add_told(std::string part, std::string value);

    std::uint64_t value() const;
    // Parts that are not as in `other`, in words; empty when nothing differs. `besides`: parts that may differ.
    std::string difference(const Identity& other, const std::vector<std::string_view>& besides = {}) const;

    std::string bytes() const;
    static Identity of_bytes(std::string_view bytes); // InputError when they are none

private:
    struct Part {
        std::string name;
        std::uint64_t hash = 0;
        std::string told;
    };
    void add_hash(std::string part, std::uint64_t hash, std::string told);
    template <class T>
    static void put(Hash& h, const T& piece) {
        if constexpr (requires { piece.rows(); }) {
            h.add(std::uint64_t{piece.rows()});
            h.add(std::uint64_t{piece.cols()});
            h.add(piece.values());
        } else if constexpr (std::integral<T>)
            h.add(static_cast<std::uint64_t>(piece));
        else if constexpr (requires { h.add(piece); })
            h.add(piece);
        else { // a list of pieces
            h.add(std::uint64_t{piece.size()});
            for (const auto& p : piece)
                put(h, p);
        }
    }
    std::vector<Part> parts_;
};

} // namespace rewire
