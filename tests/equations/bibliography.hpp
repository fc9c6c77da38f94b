// Reads catalog/references.bib: key -> fields, for the tests.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace rewire {

struct Reference {
    std::string kind;
    std::map<std::string, std::string> fields;
};

// One entry is `@kind{key,` then `field = {value},` lines, then `}`. A line of another form or a key that stands twice
// throws.
inline std::map<std::string, Reference> read_bibliography() {
    std::ifstream file(std::string(REWIRE_SOURCE_DIR) + "/catalog/references.bib");
    std::map<std::string, Reference> all;
    Reference* now = nullptr;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '%')
            continue;
        const auto wrong = [&] { return std::runtime_error("references.bib: " + line); };
        if (line[0] == '@') {
            const auto brace = line.find('{');
            if (now || brace == std::string::npos || line.back() != ',')
                throw wrong();
            const auto key = line.substr(brace + 1, line.size() - brace - 2);
            if (all.count(key))
                throw wrong();
            now = &all[key];
            now->kind = line.substr(1, brace - 1);
        } else if (line == "}") {
            now = nullptr;
        } else {
            const auto equals = line.find(" = {"), end = line.rfind('}');
            if (!now || equals == std::string::npos || end == std::string::npos || end < equals + 4)
                throw wrong();
            const auto start = line.find_first_not_of(' ');
            now->fields[line.substr(start, equals - start)] = line.substr(equals + 4, end - equals - 4);
        }
    }
    if (now)
        throw std::runtime_error("references.bib: the last entry is not closed");
    return all;
}

} // namespace rewire
