// CONTRIBUTING.md and docs/add_a_mechanism.md, tried as they stand: their four files over the tree, the program built
// with them (tests/CMakeLists.txt), their commands.
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "app/program.hpp"

namespace fs = std::filesystem;

namespace rewire {
namespace {

const fs::path laid_out = REWIRE_GUIDED_TREE;

std::set<std::string> files_below(const fs::path& folder) {
    std::set<std::string> out;
    for (const auto& f : fs::recursive_directory_iterator(folder))
        if (f.is_regular_file())
            out.insert(f.path().lexically_relative(folder).string());
    return out;
}

struct Contributing : testing::InFolder {
    // What the program with the new mechanism says to a line of the page.
    testing::Outcome guided(std::string line) const {
        testing::Outcome o;
        const auto command = "cd " + folder.string() + " && timeout 600 " REWIRE_GUIDED " " + line + " --catalog " +
                             (laid_out / "catalog").string() + " 2>&1 </dev/null";
        std::FILE* pipe = ::popen(command.c_str(), "r");
        char block[4096];
        while (const auto n = std::fread(block, 1, sizeof block, pipe))
            o.text.append(block, n);
        o.code = WEXITSTATUS(::pclose(pipe));
        return o;
    }
    Contributing() { fs::copy_file(laid_out / "walks.toml", folder / "walks.toml"); }
};

TEST_F(Contributing, NamesTheFourFilesOfThePage) {
    std::set<std::string> named;
    const auto text = read_file(REWIRE_SOURCE_DIR "/CONTRIBUTING.md");
    const std::regex item("\n[1-4]\\. `([^`]+)`: ");
    for (auto at = std::sregex_iterator(text.begin(), text.end(), item); at != std::sregex_iterator(); ++at)
        named.insert((*at)[1].str());
    EXPECT_EQ(named.size(), 4u);
    named.insert("walks.toml"); // the life that it is seen in
    EXPECT_EQ(files_below(laid_out), named);
    const std::regex link("\\]\\(([^)#]+)\\)");
    for (auto at = std::sregex_iterator(text.begin(), text.end(), link); at != std::sregex_iterator(); ++at)
        EXPECT_TRUE(fs::exists(fs::path(REWIRE_SOURCE_DIR) / (*at)[1].str())) << (*at)[1].str();
}
// Each line of the page that calls the program.
TEST_F(Contributing, TheCommandsOfThePageWork) {
    std::istringstream page(read_file(REWIRE_SOURCE_DIR "/docs/add_a_mechanism.md"));
    std::string all;
    std::size_t tried = 0;
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("build/rewire "))
            continue;
        line = line.substr(13, line.find('#') - 13);
        const auto o = guided(line + (line.starts_with("run") ? " --draws 8" : ""));
        EXPECT_EQ(o.code, 0) << line << "\n" << o.text;
        all += o.text;
        ++tried;
    }
    EXPECT_EQ(tried, 3u);
    EXPECT_NE(all.find("vitamin_d (mechanism): Hours in daylight raise vitamin D within weeks"), std::string::npos);
    EXPECT_NE(all.find("dV/dt = (exp(b(V_L light)) - V)/tau"), std::string::npos);
    const auto summary = nlohmann::json::parse(text("out/run/summary.json"));
    const auto read = [](const nlohmann::json& s, const char* week) {
        return s["visits"][week]["measures"]["vitamin_d_blood"]["mean"].get<double>();
    };
    EXPECT_NEAR(read(summary, "0"), 60, 6) << "in health";
    EXPECT_GT(read(summary, "12"), 72) << "walks in daylight raise it";
    EXPECT_NE(testing::run("describe vitamin_d").code, 0) << "the program itself has none";
}
// As it says below its commands.
TEST_F(Contributing, TheSamePeopleLiveWithoutIt) {
    auto without = text("walks.toml") + "\n[model]\nnone = [\"vitamin_d\"]\n";
    write("walks.toml", without);
    const auto refused = guided("run walks.toml --draws 2");
    EXPECT_EQ(refused.code, 2) << refused.text;
    EXPECT_NE(refused.text.find("leave out vitamin_d_blood"), std::string::npos) << refused.text;
    without.replace(without.find("vitamin_d_blood"), 15, "gad7");
    write("walks.toml", without);
    const auto o = guided("run walks.toml --draws 2");
    EXPECT_EQ(o.code, 0) << o.text;
}

} // namespace
} // namespace rewire
