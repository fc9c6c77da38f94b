#include "brain/read_npz.hpp"

#include "base/error.hpp"
#include "brain/read_npy.hpp"
#include <algorithm>

namespace rewire::brain {

bool is_npz(const std::vector<Member>& members) {
    return !members.empty() &&
           std::all_of(members.begin(), members.end(), [](const Member& m) { return m.name.ends_with(".npy"); });
}

std::vector<NamedArray> read_npz(const std::vector<Member>& members, const std::string& file) {
    std::vector<NamedArray> arrays;
    std::size_t total = 0;
    for (const auto& m : members) {
        arrays.push_back(read_npy(m.bytes, file + "/" + m.path, m.path.substr(0, m.path.size() - 4)));
        total += arrays.back().numbers.size() * sizeof(double);
        if (total > most_file_bytes)
            throw InputError(file, "holds too many large arrays; save the connectome alone");
    }
    return arrays;
}

} // namespace rewire::brain
