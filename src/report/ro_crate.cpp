#include "report/ro_crate.hpp"

#include <chrono>
#include <cstdlib>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"

namespace rewire::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* licence = "https://spdx.org/licenses/Apache-2.0";

Json at(std::string_view id) { return {{"@id", id}}; }

std::string sha256_of(const fs::path& file) {
    struct Free {
        void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
    };
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    std::ifstream in(file, std::ios::binary);
    std::vector<char> block(1 << 20);
    bool good = in.good() && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    while (good && (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0))
        good = EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(in.gcount())) == 1;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!good || in.bad() || EVP_DigestFinal_ex(context.get(), digest, &length) != 1)
        throw InputError(file.string(), "was written and cannot be read again, to describe it; is the disk sound?");
    std::string out;
    for (unsigned k = 0; k < length; ++k)
        out += fmt::format("{:02x}", digest[k]);
    return out;
}

// A path in the folder as a relative address: signs beyond ASCII as they are, what an address cannot hold by its bytes.
std::string id_of(const std::string& name) {
    std::string out;
    for (const unsigned char c : name)
        out += std::isalnum(c) || c >= 0x80 ||
                       std::string_view("/-._~").find(static_cast<char>(c)) != std::string_view::npos
                   ? std::string(1, static_cast<char>(c))
                   : fmt::format("%{:02X}", c);
    return out;
}

std::string today() {
    auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (const char* told = std::getenv("SOURCE_DATE_EPOCH"); told && *told)
        now = static_cast<std::time_t>(std::strtoll(told, nullptr, 10));
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(now));
}

Json parsed(const fs::path& file) {
    std::error_code none;
    if (!fs::exists(file, none))
        return Json::object();
    auto json = Json::parse(read_file(file, 1 << 28), nullptr, false);
    return json.is_object() ? json : Json::object();
}

// The day that an earlier description tells.
std::string day_of(const Json& crate) {
    if (crate.contains("@graph"))
        for (const auto& entity : crate["@graph"])
            if (entity.is_object() && entity.value("@id", "") == "./")
                return entity.value("datePublished", "");
    return {};
}

// `key: "value"` of a citation file, lines that are not indented.
std::string cited(std::string_view key) {
    const auto text = embedded("CITATION.cff");
    const auto start = text.find(fmt::format("\n{}: ", key));
    if (start == std::string_view::npos)
        return {};
    auto line = text.substr(start + key.size() + 3);
    line = line.substr(0, line.find('\n'));
    if (line.starts_with('"') && line.ends_with('"'))
        line = line.substr(1, line.size() - 2);
    return std::string(line);
}

Json file_entity(const fs::path& folder, const CrateFile& file) {
    const auto* words = words_of_file(file.name);
    Json out{{"@id", id_of(file.name)},
             {"@type", "File"},
             {"name", words ? std::string(words->title) : fs::path(file.name).filename().string()},
             {"description", words ? std::string(words->says) : "Written by the command."},
             {"encodingFormat", media_type_of(file.name)}};
    if (file.stays && file.name != "summary.json") {
        out["contentSize"] = std::to_string(fs::file_size(folder / file.name));
        out["sha256"] = sha256_of(folder / file.name);
    }
    return out;
}

// The program, its licence and those who made it, as CITATION.cff tells.
void add_software(Json& graph) {
    graph.push_back({{"@id", "#rewire"},
                     {"@type", "SoftwareApplication"},
                     {"name", "rewire"},
                     {"alternateName", cited("title")},
                     {"description", cited("abstract")},
                     {"version", version()},
                     {"license", at(licence)},
                     {"author", at("#authors")},
                     {"creditText", cited("message")},
                     {"processorRequirements", instruction_set()}});
    graph.push_back({{"@id", "#authors"}, {"@type", "Organization"}, {"name", "The rewire authors"}});
    graph.push_back({{"@id", licence},
                     {"@type", "CreativeWork"},
                     {"name", "Apache License 2.0"},
                     {"description",
                      "The licence of rewire and of what it writes; measured data that a user gave it "
                      "keep their own."},
                     {"url", "https://www.apache.org/licenses/LICENSE-2.0"}});
}

// Compacted JSON-LD: a list of one is that one.
Json compacted(Json list) { return list.size() == 1 ? Json(list.front()) : list; }

// "rewire run" of "rewire run year.toml", "rewire.run" of "rewire.run('year.toml')".
std::string name_of(const std::string& command) {
    const auto call = command.find('('), word = command.find(' ');
    return command.substr(0, call < word ? call : command.find(' ', word + 1));
}

Json value_of(std::string_view id, std::string_view name, std::string value) {
    return {{"@id", id}, {"@type", "PropertyValue"}, {"name", name}, {"value", std::move(value)}};
}

} // namespace

FilesSeen files_seen(const fs::path& folder) {
    FilesSeen found;
    std::error_code none;
    for (auto at = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, none);
         at != fs::recursive_directory_iterator(); at.increment(none)) {
        if (none || at->is_directory(none))
            continue;
        struct stat s {};
        if (::lstat(at->path().c_str(), &s) == 0)
            found[at->path().lexically_relative(folder).string()] = {static_cast<std::uint64_t>(s.st_ino),
                                                                     s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
        if (found.size() > 100000)
            break;
    }
    return found;
}

void write_crate(const fs::path& folder, const std::vector<CrateFile>& files, const std::string& given, bool again) {
    const auto summary = parsed(folder / "summary.json");
    const auto command = given.empty() ? summary.value("command", "rewire") : given;
    const auto earlier = again ? day_of(parsed(folder / crate_file)) : std::string();
    const auto day = earlier.empty() ? today() : earlier;
    Json parts = Json::array(), inputs = Json::array(), results = Json::array(), graph = Json::array();
    std::vector<Json> entities;
    for (const auto& file : files) {
        if (file.name == crate_file)
            continue;
        entities.push_back(file_entity(folder, file));
        parts.push_back(at(id_of(file.name)));
        (file.name.starts_with("scenario/") ? inputs : results).push_back(at(id_of(file.name)));
    }
    const bool seeded = summary.contains("seed"), hashed = summary.contains("hash") && summary["hash"].is_string();
    if (seeded)
        inputs.push_back(at("#seed"));

    graph.push_back({{"@id", crate_file},
                     {"@type", "CreativeWork"},
                     {"about", at("./")},
                     {"conformsTo", at("https://w3id.org/ro/crate/1.3")}});
    Json root{{"@id", "./"},
              {"@type", "Dataset"},
              {"name", fmt::format("Results of `{}`", command)},
              {"description",
               "Simulated by rewire: every person, brain and number here is virtual, none was measured "
               "but where a file says so. Research software, not a medical device."},
              {"datePublished", day},
              {"license", at(licence)},
              {"hasPart", compacted(parts)},
              {"mentions", at("#run")}};
    if (hashed)
        root["identifier"] = at("#hash");
    graph.push_back(root);
    for (auto& e : entities)
        graph.push_back(std::move(e));
    Json action{{"@id", "#run"},
                {"@type", "CreateAction"},
                {"name", name_of(command)},
                {"description", command},
                {"endTime", day},
                {"actionStatus", at("http://schema.org/CompletedActionStatus")},
                {"instrument", at("#rewire")},
                {"result", compacted(results)}};
    if (!inputs.empty())
        action["object"] = compacted(inputs);
    graph.push_back(action);
    add_software(graph);
    if (seeded)
        graph.push_back(value_of("#seed", "seed", summary["seed"].dump()));
    if (hashed)
        graph.push_back(value_of("#hash", "hash of the results (XXH3, 64 bits)", summary["hash"].get<std::string>()));
    const Json crate{{"@context", "https://w3id.org/ro/crate/1.3/context"}, {"@graph", graph}};
    write_file(folder / crate_file, crate.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace rewire::report
