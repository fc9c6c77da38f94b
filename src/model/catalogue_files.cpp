// Files of the catalogue: those in the binary, and a user's own beside them.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "base/file.hpp"
#include "model/life_model.hpp"

namespace rewire::model {

std::vector<CatalogFile> built_in(const std::string& folder) {
    std::vector<CatalogFile> out;
    for (const auto path : embedded_under(folder))
        if (path.ends_with(".toml"))
            out.push_back({"catalog/" + std::string(path), std::string(embedded(path))});
    return out;
}

std::vector<CatalogFile> with_own(const std::string& folder, const std::string& directory,
                                  std::vector<std::string>* notes) {
    auto out = built_in(folder);
    const auto own = std::filesystem::path(directory) / folder;
    if (directory.empty() || !std::filesystem::is_directory(own))
        return out;
    std::vector<CatalogFile> files;
    for (const auto& f : std::filesystem::directory_iterator(own))
        if (f.path().extension() == ".toml")
            files.push_back({f.path().string(), read_file(f.path(), 1 << 20)});
    std::ranges::sort(files, {}, &CatalogFile::name);
    // A file of the same name takes the place of the one in the binary.
    for (auto& f : files) {
        const auto base = std::filesystem::path(f.name).filename();
        const auto gone = std::erase_if(
            out, [&](const CatalogFile& old) { return std::filesystem::path(old.name).filename() == base; });
        if (gone > 0 && notes)
            notes->push_back(fmt::format("{} takes the place of the built-in file of that name.", f.name));
    }
    out.insert(out.end(), files.begin(), files.end());
    return out;
}

} // namespace rewire::model
