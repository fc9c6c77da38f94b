#include "brain/mat_strings.hpp"

#include "base/text_encoding.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cstdint>
#include <cstring>

namespace rewire::brain {
namespace {

constexpr std::uint32_t uint64_data = 13;
constexpr std::uint64_t most_texts = 4096;

std::uint64_t word(std::string_view bytes, std::size_t k) {
    std::uint64_t out = 0;
    std::memcpy(&out, bytes.data() + 8 * k, 8);
    return out;
}

// The texts of one array; empty when the numbers do not fit together.
std::vector<std::string> decode(std::string_view data) {
    const std::size_t words = data.size() / 8;
    if (words < 4 || word(data, 0) != 1 || word(data, 1) < 2 || word(data, 1) > 3)
        return {};
    std::size_t at = 2;
    std::uint64_t count = 1, units = 0;
    for (auto side = word(data, 1); side > 0 && at < words; --side)
        count *= std::min(word(data, at++), most_texts + 1);
    if (count == 0 || count > most_texts || count > words - at)
        return {};
    for (std::uint64_t k = 0; k < count; ++k)
        units += std::min<std::uint64_t>(word(data, at + k), data.size());
    if (at + count + (units + 3) / 4 != words)
        return {};
    std::vector<std::string> out;
    auto rest = data.substr(8 * (at + count));
    for (std::uint64_t k = 0; k < count; ++k) {
        const auto bytes = 2 * word(data, at + k);
        out.emplace_back(trimmed(from_utf16(rest.substr(0, bytes), false)));
        rest.remove_prefix(bytes);
    }
    return out;
}

} // namespace

const std::vector<std::string>* MatObjects::texts_of(const MatObject& object) const {
    const bool all_strings =
        std::all_of(objects.begin(), objects.end(), [](const MatObject& o) { return o.kind == "string"; });
    if (!all_strings || objects.size() != strings.size() || object.number < 1 || object.number > strings.size())
        return nullptr;
    return &strings[object.number - 1];
}

std::vector<std::vector<std::string>> find_mat_strings(std::string_view hidden) {
    std::vector<std::vector<std::string>> out;
    for (std::size_t at = 0; at + 8 <= hidden.size(); at += 8) {
        std::uint32_t tag[2];
        std::memcpy(tag, hidden.data() + at, 8);
        if (tag[0] != uint64_data || tag[1] % 8 != 0 || tag[1] > hidden.size() - at - 8)
            continue;
        if (auto texts = decode(hidden.substr(at + 8, tag[1])); !texts.empty()) {
            out.push_back(std::move(texts));
            at += tag[1];
        }
    }
    return out;
}

} // namespace rewire::brain
