// One store for everything that resumes: what it keeps, what it drops, what it refuses.
#include "base/journal.hpp"

#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/matrix.hpp"
#include "base/temporary_folder.hpp"
#include "base/version.hpp"

using namespace rewire;
namespace fs = std::filesystem;

namespace {

using made::message;
struct Journals : made::TemporaryFolder {
    fs::path file = folder / "x.bin";
    std::vector<std::string> kept(const Identity& id) const {
        std::vector<std::string> out;
        const Journal j(file, id, true, [&](std::string_view record) { out.emplace_back(record); });
        EXPECT_EQ(j.taken(), out.size());
        return out;
    }
};
using Records = std::vector<std::string>;

Identity some(int seed = 1) {
    Identity id("records");
    id.add("the connectome", Matrix(2, 2, 0.5));
    id.add_told("--seed", std::to_string(seed));
    return id;
}

} // namespace

TEST_F(Journals, GoOnBehindWhatTheyHold) {
    {
        Journal j(file, some(), false);
        j.add("one");
        j.add("");
    }
    {
        Journal j(file, some(), true);
        EXPECT_EQ(j.taken(), 2u);
        j.add(std::string("th\0ree", 6));
    }
    EXPECT_EQ(kept(some()), (Records{"one", "", std::string("th\0ree", 6)}));
    Journal(file, some(), false); // begun anew
    EXPECT_EQ(kept(some()), Records{});
}

// Cut anywhere: whole records stay, the torn one goes, and one can go on behind it.
TEST_F(Journals, DropATornRecordWhereverItIsTorn) {
    {
        Journal j(file, some(), false);
        j.add("first");
        j.add("second");
    }
    const auto whole = read_file(file);
    const auto start = whole.size() - 2 * 16 - 11; // of the first record
    for (std::size_t cut = start; cut <= whole.size(); ++cut) {
        write_file(file, whole.substr(0, cut));
        const std::size_t n = cut == whole.size() ? 2 : cut >= start + 16 + 5 ? 1 : 0;
        Journal(file, some(), true).add("new");
        auto expected = Records{"first", "second"};
        expected.resize(n);
        expected.emplace_back("new");
        EXPECT_EQ(kept(some()), expected) << cut;
    }
    for (std::size_t at = start; at < whole.size(); ++at) { // a byte that rotted
        auto bad = whole;
        bad[at] = static_cast<char>(bad[at] ^ 0x40);
        write_file(file, bad);
        EXPECT_EQ(kept(some()).size(), at < start + 21 ? 0u : 1u) << at;
    }
    for (std::size_t cut = 1; cut < start; ++cut) { // no header of ours
        write_file(file, whole.substr(0, cut));
        EXPECT_NE(message([&] { kept(some()); }).find("x.bin: "), std::string::npos) << cut;
    }
}

TEST_F(Journals, RefuseAnotherRunAndSayWhatDiffers) {
    Journal(file, some(), false).add("one");
    const auto refused = message([&] { kept(some(2)); });
    EXPECT_NE(refused.find("belongs to another run, which differs in: --seed (2, not 1)"), std::string::npos)
        << refused;
    EXPECT_EQ(kept(some()), Records{"one"}) << "the refused file is as it was";
    write_file(file, "region,a,b\na,0,1\nb,1,0\n");
    EXPECT_NE(message([&] { kept(some()); }).find("holds nothing that this version"), std::string::npos);
}

// Another command's look: what is whole, whose run it is; the file stays as it is, a torn record with it.
TEST_F(Journals, AreLookedAtWithoutBeingWritten) {
    {
        Journal j(file, some(2), false);
        j.add("one");
        j.add("two");
    }
    const auto torn = read_file(file).substr(0, fs::file_size(file) - 1);
    write_file(file, torn);
    Records found;
    const auto run = Journal::read(file, [&](std::string_view r) { found.emplace_back(r); });
    EXPECT_EQ(found, Records{"one"});
    EXPECT_EQ(run.difference(some(2)), "");
    EXPECT_EQ(run.difference(some(1)), "--seed (2, not 1)");
    EXPECT_EQ(read_file(file), torn);
    write_file(file, "mine");
    EXPECT_NE(message([&] { Journal::read(file, {}); }).find("x.bin: holds nothing that this version"),
              std::string::npos);
}

TEST_F(Journals, ReplaceAllRecordsWholeOrNotAtAll) {
    Journal j(file, some(), false);
    j.add("one");
    j.replace("two");
    EXPECT_EQ(kept(some()), Records{"two"});
    j.replace("three");
    EXPECT_EQ(kept(some()), Records{"three"});
    j.drop();
    EXPECT_FALSE(fs::exists(file));
}

// A disk that is full, stood for by a limit on the length of files: told once with the name, and what was whole stays.
TEST_F(Journals, SayWhenTheyCannotBeWritten) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &small);
        Journal j(file, some(), false);
        j.add(std::string(2000, 'a'));
        const auto told = message([&] { j.add(std::string(4000, 'b')); });
        ::_exit(told == file.string() + ": cannot be written: File too large" ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(kept(some()), Records{std::string(2000, 'a')});
    EXPECT_NE(message([&] { Journal(folder / "none" / "x.bin", some(), false); }).find("cannot be written"),
              std::string::npos);
}

// Every part by its contents; a difference names the part.
TEST(Identity, NamesEveryPartThatDiffers) {
    EXPECT_EQ(some().difference(some()), "");
    EXPECT_EQ(some().value(), some().value());
    EXPECT_NE(some().value(), some(2).value());
    auto other = some();
    other.add("the labels", std::vector<std::string>{"a", "b"});
    EXPECT_EQ(other.difference(some()), "the labels (new)");
    EXPECT_EQ(some().difference(other), "the labels (gone)");
    auto moved = some();
    moved.add("the labels", std::vector<std::string>{"ab", ""});
    EXPECT_EQ(moved.difference(other), "the labels");
    EXPECT_EQ(other.difference(some(2), {"the labels"}), "--seed (1, not 2)");
    EXPECT_EQ(some(2).difference(other, {"the labels", "--seed"}), "") << "what may differ";
    Identity people("people");
    EXPECT_NE(people.difference(some()).find("what it keeps (people, not records)"), std::string::npos);
    EXPECT_EQ(Identity::of_bytes(other.bytes()).difference(other), "");
    Identity in_pieces("x"), swapped("x"), shaped("x"), flat("x");
    in_pieces.add("a part", std::string("1"));
    in_pieces.add("a part", std::string("2"));
    swapped.add("a part", std::string("2"));
    swapped.add("a part", std::string("1"));
    EXPECT_EQ(in_pieces.difference(swapped), "a part");
    shaped.add("m", Matrix(2, 3));
    flat.add("m", Matrix(3, 2));
    EXPECT_EQ(shaped.difference(flat), "m");
}

// The program itself is a part: the sources of the equations, by a hash the build makes of them.
TEST(Identity, HoldsTheEquationsOfThisBuild) {
    EXPECT_EQ(sources_hash().size(), 16u);
    EXPECT_EQ(sources_hash().find_first_not_of("0123456789abcdef"), std::string_view::npos);
    const Identity here("x"), none;
    EXPECT_NE(here.difference(none).find("the equations built into rewire"), std::string::npos);
    // Another file gives another hash: asked of the script that the build runs.
    const auto folder = fs::temp_directory_path() / ("rewire_sources_test_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const auto hash_with = [&](const std::string& text) {
        write_file(folder / "a.cpp", text);
        write_file(folder / "list", (folder / "a.cpp").string() + "\n");
        const auto command = "cmake -DLIST=" + (folder / "list").string() + " -DOUTPUT=" + (folder / "out").string() +
                             " -P " REWIRE_SOURCE_DIR "/cmake/sources_hash.cmake";
        EXPECT_EQ(std::system(command.c_str()), 0);
        return read_file(folder / "out");
    };
    EXPECT_NE(hash_with("tau = 100;"), hash_with("tau = 101;"));
    EXPECT_EQ(hash_with("tau = 100;"), hash_with("tau = 100;"));
    fs::remove_all(folder);
}
