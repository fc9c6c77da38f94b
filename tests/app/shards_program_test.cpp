// A trial lived in parts, on however many machines: merged it is the trial; killed it goes on; what does not belong
// together is told.
#include <cstring>
#include <fmt/format.h>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "base/hash.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::interrupted;
using testing::run;

class ShardParts : public testing::InFolder {
protected:
    std::string file = trial(26, 5);
    std::string trial(std::size_t people, int seed, const std::string& name = "t.toml") const {
        return write(name, fmt::format("[trial]\npeople = {}\ncentre = 4\nseed = {}\nfrom = \"mdd_outpatient\"\nstrata "
                                       "= [\"sex\"]\n[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = "
                                       "\"sertraline\"\ntreatments = [\"sertraline 50 mg daily for 2 weeks\"]\n"
                                       "[visits]\nweeks = [0, 1, 2]\nwindow = \"2 d\"\ninstruments = [\"hamd\", "
                                       "\"phq9\"]\n[conduct]\ndropout = \"20 % by week 2\"\n[[endpoint]]\nname = "
                                       "\"HAM-D\"\n[[endpoint]]\nname = \"better\"\nkind = \"time to event\"\nevent = "
                                       "\"phq9 <= 9\"\n",
                                       people, seed));
    }
    // Lives one part into the folder "k" of "of".
    std::string live(int k, int of, const std::string& more = "") const {
        const auto out = at(fmt::format("{}of{}", k, of));
        const auto o = run(fmt::format("trial {} --shard {}/{} --out {} {}", file, k, of, out, more));
        EXPECT_EQ(o.code, 0) << o.text;
        return out;
    }
    std::string live_all(int of) const {
        std::string folders;
        for (int k = of; k >= 1; --k)
            folders += live(k, of, k % 2 == 0 ? "--threads 2" : "--threads 1") + " ";
        return folders;
    }
    std::string refusal(const std::string& arguments) const {
        const auto o = run(arguments);
        EXPECT_EQ(o.code, 2) << o.text;
        return o.text;
    }
    void expect_same(const std::string& one, const std::string& other) const {
        for (const char* name : {"ADSL.csv", "ADQS.csv", "ADTTE.csv", "analysis.R", "centres.bin"})
            EXPECT_EQ(text(one + "/" + name), text(other + "/" + name)) << name;
        auto a = summary(one), b = summary(other);
        for (auto* s : {&a, &b})
            for (const char* key : {"command", "wall_s"}) {
                EXPECT_TRUE(s->contains(key));
                s->erase(key);
            }
        EXPECT_EQ(a.dump(1), b.dump(1));
        EXPECT_EQ(names(one), names(other));
    }
    std::vector<std::string> names(const std::string& of) const {
        std::vector<std::string> out;
        for (const auto& e : fs::directory_iterator(folder / of))
            out.push_back(e.path().filename().string());
        std::ranges::sort(out);
        return out;
    }
};
#define EXPECT_TOLD(text, words) EXPECT_NE((text).find(words), std::string::npos) << (text)

} // namespace

TEST_F(ShardParts, PutTogetherAreTheTrial) {
    const auto o = run("trial " + file + " --threads 2 --out " + at("whole"));
    ASSERT_EQ(o.code, 0) << o.text;
    for (const int of : {3, 7}) {
        const auto folders = live_all(of);
        const auto m = run("merge " + folders + "--out " + at(fmt::format("merged{}", of)));
        ASSERT_EQ(m.code, 0) << m.text;
        expect_same("whole", fmt::format("merged{}", of));
        rewire::testing::expect_crate(folder / fmt::format("merged{}", of));
        const auto from = [](const std::string& text) { // the words on the screen, without the time it took
            const auto begin = text.find("assessed ");
            return text.substr(begin, text.find("\nhash ") - begin);
        };
        EXPECT_EQ(from(m.text), from(o.text));
    }
    rewire::testing::expect_crate(folder / "2of3");
    const auto part = summary("2of3");
    EXPECT_TOLD(part["trial"]["says"].get<std::string>(), "nothing is analysed");
    EXPECT_EQ(part["trial"]["centres"]["first"], 3);
    EXPECT_EQ(part["trial"]["centres"]["last"], 4);
    EXPECT_EQ(part["trial"]["flow"]["enrolled"], 8);
    EXPECT_FALSE(part["trial"].contains("endpoints"));
    EXPECT_FALSE(fs::exists(folder / "2of3" / "ADSL.csv"));
    std::uint64_t sum = 0;
    for (int k = 1; k <= 7; ++k)
        sum += std::stoull(hash(fmt::format("{}of7", k)), nullptr, 16);
    EXPECT_EQ(fmt::format("{:016x}", sum), hash("whole")) << "hashes of parts add up";
}

TEST_F(ShardParts, ThatWereKilledGoOnToTheSameBits) {
    file = trial(150, 5); // two waves of centres
    ASSERT_EQ(run("trial " + file + " --out " + at("a")).code, 0);
    const auto command = "trial " + file + " --threads 1 --out " + at("b");
    const auto status = interrupted(command, folder / "b/centres.bin", 3, SIGKILL);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was done before it could be killed";
    EXPECT_FALSE(fs::exists(folder / "b/summary.json"));
    const auto kept = testing::records_of(testing::bytes_of(folder / "b/centres.bin"));
    ASSERT_GT(kept.size(), 3U);
    fs::resize_file(folder / "b/centres.bin", kept.back() - 7); // and the last record is torn
    const auto o = run(command + " --resume");
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_TOLD(o.text, fmt::format("{} of ", kept.size() - 3));
    expect_same("a", "b");
    EXPECT_EQ(run(command + " --resume").code, 0) << "of what is done nothing is lived again";
    expect_same("a", "b");
    EXPECT_TOLD(refusal(command + " --resume --seed 6"), "belongs to another run, which differs in: --seed (6, not 5)");
}

TEST_F(ShardParts, AreNamedAsTheyMust) {
    EXPECT_TOLD(refusal("trial " + file + " --shard 1/3"), "--out: say where this part goes");
    for (const char* shard : {"0/3", "4/3", "2", "a/3", "1/", "1/3/5", "-1/3"})
        EXPECT_TOLD(refusal("trial " + file + " --shard=" + shard + " --out " + at("x")),
                    "--shard: write which part of how many");
    EXPECT_TOLD(refusal("trial " + file + " --shard 1/8 --out " + at("x")),
                "--shard: ask for at most 7 parts, or give [trial] smaller centres (centre = 3)");
    EXPECT_TOLD(refusal("trial " + file + " --shards 3"), "--shards: add --slurm");
    EXPECT_TOLD(refusal("trial " + file + " --slurm --shards 8 --out " + at("x")), "--shards: ask for at most 7 parts");
    EXPECT_TOLD(refusal("trial " + file + " --slurm"), "--shards: say in how many parts");
    EXPECT_FALSE(fs::exists(folder / "x"));
    live(1, 3);
    EXPECT_TOLD(refusal("trial " + file + " --shard 2/3 --resume --out " + at("1of3")),
                "holds shard 1/3, centres 1 to 2, not shard 2/3, centres 3 to 4; give the same --shard");
}

TEST_F(ShardParts, ThatDoNotBelongTogetherAreTold) {
    const auto one = live(1, 3), two = live(2, 3), three = live(3, 3);
    const auto merge = [&](const std::string& folders) { return refusal("merge " + folders + " --out " + at("m")); };
    auto told = merge(one + " " + three);
    EXPECT_TOLD(told, "centres 3 to 4 are in none of the folders: " + one + " ends with centre 2, " + three +
                          " begins with centre 5");
    EXPECT_TOLD(told, "rewire trial " + file + " --shard 2/3 --out DIR");
    told = merge(two);
    EXPECT_TOLD(told, "centres 1 to 2 are in none of the folders");
    EXPECT_TOLD(told, "centres 5 to 7 are in none of the folders");
    const auto wide = live(1, 2); // centres 1 to 3
    told = merge(wide + " " + two + " " + three);
    EXPECT_TOLD(told, two + ": and " + wide +
                          " both hold centre 3: shard 2/3, centres 3 to 4 here, shard 1/2, centres "
                          "1 to 3 there; leave one of them out");
    EXPECT_TOLD(merge(one + " " + one + " " + two + " " + three), "both hold centres 1 to 2");
    EXPECT_TOLD(merge(one + " " + at("nowhere")), "nowhere: no such folder; give the folders");
    EXPECT_TOLD(merge(one + " " + folder.string()), "holds no part of a trial (there is no centres.bin)");
    EXPECT_TOLD(refusal("merge " + one + " " + two + " " + three + " --out " + two),
                "--out: choose another folder; " + two + " is one of the parts");
    // Another seed, other people, another file.
    const auto other = [&](const std::string& given, const std::string& options, const std::string& differs) {
        ASSERT_EQ(run("trial " + given + " --shard 2/3 --out " + at("other") + " " + options).code, 0);
        const auto said = merge(one + " " + at("other") + " " + three);
        EXPECT_TOLD(said, at("other") + ": and " + one + " are parts of two trials, which differ in: " + differs);
        fs::remove_all(folder / "other");
    };
    other(file, "--seed 6", "--seed (6, not 5)");
    other(file, "--people 27", "--people (27, not 26)");
    other(file, "--coupling 0.9", "--coupling (0.9, not 1)");
    write("v.toml", text("t.toml") + "# and a word\n");
    other(at("v.toml"), "", "the trial's file");
    EXPECT_FALSE(fs::exists(folder / "m")) << "nothing is written of what cannot be put together";
    // The file itself may be elsewhere, or gone.
    fs::remove(file);
    EXPECT_EQ(run("merge " + one + " " + two + " " + three + " --out " + at("m")).code, 0);
}

TEST_F(ShardParts, ThatAreNotWholeAreTold) {
    const auto one = live(1, 3), two = live(2, 3), three = live(3, 3);
    const auto all = "merge " + one + " " + two + " " + three + " --out " + at("m");
    const auto store = folder / "2of3/centres.bin";
    const auto whole = testing::bytes_of(store);
    const auto records = testing::records_of(whole);
    ASSERT_EQ(records.size(), 4U) << "a head, how it was given, two centres";
    const auto with = [&](const std::string& bytes) {
        write_file(store, bytes);
        return refusal(all);
    };
    const auto go_on = "rewire trial " + file + " --shard 2/3 --resume --out " + two;
    auto told = with(whole.substr(0, records[2]));
    EXPECT_TOLD(told, two + ": is not done; 1 of 2 centres has lived; go on: " + go_on);
    auto damaged = whole;
    damaged[records[2] + 40] ^= 8;
    told = with(damaged);
    EXPECT_TOLD(
        told, "2of3/centres.bin: is damaged after 1 of 2 centres, or was being written; live the rest anew: " + go_on);
    EXPECT_TOLD(with("rubbish"), "2of3/centres.bin: is no part of a trial");
    // Another version: its name and the hash of it in the head of the file, and the hash of the head.
    auto older = whole;
    const auto head = whole.find('\n') + 1;
    const auto version = older.find("version of rewire") + std::strlen("version of rewire");
    std::uint64_t length = 0;
    std::memcpy(&length, older.data() + version + 8, sizeof length);
    ASSERT_LT(length, 12U);
    std::string name = older.substr(version + 16, length);
    name[0] = '9';
    older.replace(version + 16, length, name);
    auto hash = hash_of_bytes(name);
    std::memcpy(older.data() + version, &hash, sizeof hash);
    hash = hash_of_bytes(std::string_view(older).substr(head + 16, records[0] - head - 16));
    std::memcpy(older.data() + head + 8, &hash, sizeof hash);
    told = with(older);
    EXPECT_TOLD(told, two + ": and " + one + " are parts of two trials, which differ in: version of rewire (" + name);
    for (const auto* p : {"1of3", "3of3"})
        fs::remove_all(folder / p);
    told = refusal("merge " + two + " --out " + at("m"));
    EXPECT_TOLD(told, two + ": was lived otherwise than it would be here; what differs is: version of rewire");
    // Mended as it was told.
    write_file(store, damaged);
    ASSERT_EQ(run(go_on.substr(7)).code, 0);
    EXPECT_EQ(testing::bytes_of(store), whole);
}

} // namespace rewire
