// The RO-Crate of every folder of results: what RO-Crate 1.3 asks for, and what stands in the folder.
#include "app/crate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <regex>
#include <set>

#include "app/program.hpp"
#include "base/version.hpp"
#include "report/ro_crate.hpp"

namespace fs = std::filesystem;

namespace rewire::testing {
namespace {

using Json = nlohmann::json;

// The bytes that an address stands for.
std::string path_of(const std::string& id) {
    std::string out;
    for (std::size_t k = 0; k < id.size(); ++k)
        if (id[k] == '%') {
            out += static_cast<char>(std::stoi(id.substr(k + 1, 2), nullptr, 16));
            k += 2;
        } else {
            out += id[k];
        }
    return out;
}

std::string sha256sum(const fs::path& file) {
    std::FILE* pipe = ::popen(("sha256sum < '" + file.string() + "'").c_str(), "r");
    char digest[65] = {};
    EXPECT_EQ(std::fread(digest, 1, 64, pipe), 64u);
    ::pclose(pipe);
    return digest;
}

std::set<std::string> ids_of(const Json& value) {
    std::set<std::string> out;
    if (value.is_object()) {
        EXPECT_EQ(value.size(), 1u) << "a reference, nothing nested: " << value;
        out.insert(value.at("@id").get<std::string>());
    }
    if (value.is_array())
        for (const auto& one : value)
            out.merge(ids_of(one));
    return out;
}

using Graph = std::map<std::string, Json>;

std::set<std::string> references(const Json& entity) {
    std::set<std::string> out;
    for (const auto& [key, value] : entity.items())
        out.merge(ids_of(value));
    return out;
}

void expect_file(const Json& entity, const fs::path& folder) {
    const auto name = path_of(entity.at("@id"));
    ASSERT_TRUE(fs::is_regular_file(folder / name)) << name;
    EXPECT_NE(report::words_of_file(name), nullptr) << "report/ro_crate_files.cpp says nothing of " << name;
    EXPECT_NE(entity.value("encodingFormat", ""), "") << name;
    if (name != "summary.json" && !name.ends_with(".bin")) {
        ASSERT_TRUE(entity.contains("sha256")) << name;
    }
    if (!entity.contains("sha256"))
        return;
    EXPECT_EQ(entity.at("contentSize"), std::to_string(fs::file_size(folder / name))) << name;
    EXPECT_EQ(entity.at("sha256"), sha256sum(folder / name)) << name;
}

} // namespace

void expect_crate(const fs::path& folder) {
    SCOPED_TRACE(folder.string());
    const auto crate = Json::parse(read_file(folder / "ro-crate-metadata.json"));
    EXPECT_EQ(crate.at("@context"), "https://w3id.org/ro/crate/1.3/context");
    Graph graph;
    for (const auto& entity : crate.at("@graph")) {
        EXPECT_TRUE(entity.at("@type").is_string()) << entity;
        EXPECT_TRUE(graph.emplace(entity.at("@id"), entity).second) << "twice: " << entity;
    }
    const auto& descriptor = graph.at("ro-crate-metadata.json");
    EXPECT_EQ(descriptor.at("@type"), "CreativeWork");
    EXPECT_EQ(descriptor.at("about"), (Json{{"@id", "./"}}));
    EXPECT_EQ(descriptor.at("conformsTo"), (Json{{"@id", "https://w3id.org/ro/crate/1.3"}}));
    const auto& root = graph.at("./");
    EXPECT_EQ(root.at("@type"), "Dataset");
    for (const char* key : {"name", "description", "datePublished", "license"})
        EXPECT_TRUE(root.contains(key)) << key;
    EXPECT_TRUE(std::regex_match(root.at("datePublished").get<std::string>(), std::regex(R"(\d{4}-\d\d-\d\d)")));
    const auto& licence = graph.at(root.at("license").at("@id"));
    EXPECT_TRUE(licence.contains("name") && licence.contains("description"));

    const std::set<std::string> elsewhere{"https://w3id.org/ro/crate/1.3", "http://schema.org/CompletedActionStatus"};
    for (const auto& [id, entity] : graph)
        for (const auto& other : references(entity))
            EXPECT_TRUE(graph.contains(other) || elsewhere.contains(other)) << id << " points to " << other;
    std::set<std::string> reached{"./"};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const auto& id : std::set(reached))
            if (graph.contains(id))
                reached.merge(references(graph.at(id)));
    }
    for (const auto& [id, entity] : graph)
        EXPECT_TRUE(id == "ro-crate-metadata.json" || reached.contains(id)) << id << " is not to be reached";

    std::set<std::string> listed, there, made;
    for (const auto& id : ids_of(root.at("hasPart"))) {
        listed.insert(path_of(id));
        EXPECT_EQ(graph.at(id).at("@type"), "File");
        expect_file(graph.at(id), folder);
    }
    for (const auto& f : fs::recursive_directory_iterator(folder))
        if (f.is_regular_file() && f.path().filename() != ".rewire" && f.path().filename() != "ro-crate-metadata.json")
            there.insert(f.path().lexically_relative(folder).string());
    EXPECT_EQ(listed, there);

    const auto& action = graph.at("#run");
    EXPECT_EQ(action.at("@type"), "CreateAction");
    for (const char* key : {"result", "object"})
        if (action.contains(key))
            for (const auto& id : ids_of(action.at(key)))
                if (id.front() != '#')
                    made.insert(path_of(id));
    EXPECT_EQ(made, listed) << "what went in and what came out";
    EXPECT_TRUE(action.at("description").get<std::string>().starts_with("rewire ")) << action;
    const auto& software = graph.at(action.at("instrument").at("@id"));
    EXPECT_EQ(software.at("@type"), "SoftwareApplication");
    EXPECT_EQ(software.at("version"), version());
    if (!fs::exists(folder / "summary.json"))
        return;
    const auto summary = Json::parse(read_file(folder / "summary.json"));
    EXPECT_EQ(graph.at("#seed").at("value"), summary.at("seed").dump());
    EXPECT_EQ(graph.at("#hash").at("value"), summary.at("hash"));
    EXPECT_EQ(action.at("description"), summary.at("command"));
}

} // namespace rewire::testing

namespace rewire {
namespace {

using testing::expect_crate;
using testing::run;

struct Crates : testing::InFolder {
    // A life of three weeks for two people.
    std::string scenario(const std::string& name) const {
        return write(name,
                     "[plan]\ntreatments = [\"cbt 50 min weekly for 2 weeks\"]\n[visits]\nweeks = [0, 3]\n"
                     "instruments = [\"gad7\"]\n");
    }
};

TEST_F(Crates, OfALifeTellItsFilesSeedAndSoftware) {
    const auto file = scenario("a 100% life é.toml");
    const auto o = run("run '" + file + "' --draws 2 --seed 7 --out " + at("r"));
    ASSERT_EQ(o.code, 0) << o.text;
    expect_crate(folder / "r");
    const auto crate = text("r/ro-crate-metadata.json");
    EXPECT_NE(crate.find("\"scenario/a%20100%25%20life%20é.toml\""), std::string::npos) << crate;
    for (const char* key : {"title", "license"}) { // as CITATION.cff has them
        const auto cff = read_file(REWIRE_SOURCE_DIR "/CITATION.cff");
        const auto begin = cff.find("\n" + std::string(key) + ": ") + std::string(key).size() + 3;
        auto value = cff.substr(begin, cff.find('\n', begin) - begin);
        std::erase(value, '"');
        EXPECT_NE(crate.find(value), std::string::npos) << key;
    }
}
// The same command on the same day writes the same bytes, as far as the folder's own do.
TEST_F(Crates, OfTheSameRunAreTheSameBytes) {
    const auto file = scenario("life.toml");
    const auto command = "run " + file + " --draws 2 --threads 1 --out " + at("r");
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    ASSERT_EQ(run(command).code, 0);
    const auto first = text("r/ro-crate-metadata.json");
    EXPECT_NE(first.find("\"datePublished\": \"2023-11-14\""), std::string::npos) << first;
    ASSERT_EQ(run(command).code, 0);
    ::unsetenv("SOURCE_DATE_EPOCH");
    EXPECT_EQ(text("r/ro-crate-metadata.json"), first);
}
// A run of fewer files: the description goes with them.
TEST_F(Crates, AreOfTheLastRunAlone) {
    const auto file = scenario("life.toml"), other = scenario("other.toml");
    ASSERT_EQ(run("run " + file + " --draws 2 --out " + at("r")).code, 0);
    const auto o = run("run " + other + " --draws 2 --out " + at("r"));
    ASSERT_EQ(o.code, 0) << o.text;
    expect_crate(folder / "r");
    EXPECT_FALSE(std::filesystem::exists(folder / "r/scenario/life.toml"));
}
TEST_F(Crates, OfANetworkAndASweep) {
    ASSERT_EQ(run("network --duration \"20 s\" --out " + at("n")).code, 0);
    expect_crate(folder / "n");
    ASSERT_EQ(run("sweep --linear-noise --vary coupling=0.1:0.9:3 --out " + at("s")).code, 0);
    expect_crate(folder / "s");
}

} // namespace
} // namespace rewire
