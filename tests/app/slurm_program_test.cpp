// A trial as an array of jobs: by a real Slurm on this machine where it can be started, and by hand where there is
// none.
#include <arpa/inet.h>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/socket.h>

#include "app/program.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::run;

class ManyMachines : public testing::InFolder {
protected:
    std::string file =
        write("t.toml",
              "[trial]\npeople = 12\ncentre = 4\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"waiting\"\n"
              "treatments = []\n[[arm]]\nname = \"sertraline\"\ntreatments = [\"sertraline 50 mg daily "
              "for 2 weeks\"]\n[visits]\nweeks = [0, 2]\ninstruments = [\"hamd\"]\n[[endpoint]]\nname "
              "= \"HAM-D\"\n");
    static testing::Outcome shell(const std::string& command) {
        testing::Outcome o;
        std::FILE* pipe = ::popen(("{ " + command + "; } 2>&1 </dev/null").c_str(), "r");
        char block[4096];
        while (const auto n = std::fread(block, 1, sizeof block, pipe))
            o.text.append(block, n);
        o.code = WEXITSTATUS(::pclose(pipe));
        return o;
    }
    static bool idle_soon() { // no job waits or runs
        for (int k = 0; k < 3000; ++k) {
            if (shell("squeue -h").text.empty())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return false;
    }
    void expect_the_trial(const std::string& out) const {
        ASSERT_EQ(run("trial " + file + " --out " + at("whole")).code, 0);
        for (const char* name : {"ADSL.csv", "ADQS.csv", "centres.bin"})
            EXPECT_EQ(text(out + "/" + name), text(std::string("whole/") + name)) << name;
        EXPECT_EQ(hash(out), hash("whole"));
    }
};

// Up while it lives.
class Slurm {
public:
    explicit Slurm(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        const auto ports = free_ports();
        // Its programs go on; what it says goes to a file, for a pipe would wait for them.
        const auto said = folder_ / "start.txt";
        const auto code = std::system(fmt::format("{} start {} {} {} >{} 2>&1 </dev/null", script, folder_.string(),
                                                  ports[0], ports[1], said.string())
                                          .c_str());
        ::setenv("SLURM_CONF", (folder_ / "slurm.conf").c_str(), 1);
        if (code != 0)
            cannot_ = "no Slurm on this machine: " + read_file(said);
    }
    ~Slurm() {
        std::system(fmt::format("{} stop {} >/dev/null 2>&1", script, folder_.string()).c_str());
        ::unsetenv("SLURM_CONF");
    }
    Slurm(const Slurm&) = delete;
    Slurm& operator=(const Slurm&) = delete;
    const std::string& cannot() const { return cannot_; }

private:
    static constexpr const char* script = REWIRE_SOURCE_DIR "/tests/app/slurm_on_loopback";
    static std::vector<int> free_ports() {
        std::vector<int> sockets, ports;
        for (int k = 0; k < 2; ++k) {
            sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
            sockaddr_in at{};
            at.sin_family = AF_INET;
            at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            socklen_t size = sizeof at;
            EXPECT_EQ(::bind(sockets.back(), reinterpret_cast<sockaddr*>(&at), size), 0);
            EXPECT_EQ(::getsockname(sockets.back(), reinterpret_cast<sockaddr*>(&at), &size), 0);
            ports.push_back(ntohs(at.sin_port));
        }
        for (const int s : sockets)
            ::close(s);
        return ports;
    }
    fs::path folder_;
    std::string cannot_;
};

} // namespace

TEST_F(ManyMachines, OfSlurmLiveThePartsAndMergeThem) {
    const Slurm slurm(folder / "slurm");
    if (!slurm.cannot().empty())
        GTEST_SKIP() << slurm.cannot();
    const auto o = run("trial " + file + " --slurm --shards 3 --partition short --sbatch=--time=10 --out " + at("out"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("submitted: 3 parts as job "), std::string::npos) << o.text;
    const auto logs = [&] { return shell("tail -n 5 " + at("out-parts") + "/*.log").text; };
    ASSERT_TRUE(idle_soon()) << shell("squeue").text << logs();
    ASSERT_TRUE(fs::exists(folder / "out/summary.json")) << logs();
    expect_the_trial("out");
    for (const char* log : {"shard-1.log", "shard-3.log", "merge.log"})
        EXPECT_TRUE(fs::exists(folder / "out-parts" / log)) << log;
    // What Slurm does not take is told with its own words, and the scripts stay.
    const auto wrong = run("trial " + file + " --slurm --shards 2 --partition nowhere --out " + at("wrong"));
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.text.find("invalid partition specified: nowhere"), std::string::npos) << wrong.text;
    EXPECT_TRUE(fs::exists(folder / "wrong-parts/shards.sh"));
    // A part that fails: the merge after it is not begun.
    const auto broken = run("trial " + file + " --slurm --shards 2 --sbatch=--begin=now+2 --out " + at("broken"));
    ASSERT_EQ(broken.code, 0) << broken.text;
    fs::remove(file);
    ASSERT_TRUE(idle_soon()) << shell("squeue").text;
    EXPECT_FALSE(fs::exists(folder / "broken"));
    EXPECT_NE(shell("cat " + at("broken-parts") + "/shard-1.log").text.find("no such file"), std::string::npos);
}

TEST_F(ManyMachines, WithoutASchedulerAreAskedByTheirScripts) {
    const auto command = std::string("PATH=/nowhere ") + REWIRE_BINARY + " trial " + file +
                         " --slurm --shards 3 --threads 2 --sbatch=--mem=2G --out " +
                         at("with blanks").insert(0, "\"") + "\"";
    const auto o = shell(command);
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("nothing is submitted; sbatch is not on this machine"), std::string::npos) << o.text;
    const auto scripts = at("with blanks-parts");
    EXPECT_NE(o.text.find("for k in $(seq 3); do sh '" + scripts + "/shards.sh' $k || break; done && sh '" + scripts +
                          "/merge.sh'"),
              std::string::npos)
        << o.text;
    const auto array = text("with blanks-parts/shards.sh"), merge = text("with blanks-parts/merge.sh");
    for (const char* line : {"#SBATCH --array=1-3\n", "#SBATCH --cpus-per-task=2\n", "#SBATCH --mem=2G\n"})
        EXPECT_NE(array.find(line), std::string::npos) << array;
    EXPECT_EQ(merge.find("--array"), std::string::npos) << merge;
    const auto early = shell("cd / && sh '" + scripts + "/merge.sh'");
    EXPECT_EQ(early.code, 2) << "no part is there yet";
    EXPECT_NE(early.text.find("no such folder"), std::string::npos) << early.text;
    EXPECT_NE(shell("sh '" + scripts + "/shards.sh'").text.find("give the number of a part, 1 to 3"),
              std::string::npos);
    const auto lived = shell("cd / && for k in 1 2 3; do sh '" + scripts + "/shards.sh' $k || exit 1; done && sh '" +
                             scripts + "/merge.sh'");
    ASSERT_EQ(lived.code, 0) << lived.text;
    expect_the_trial("with blanks");
    const auto again = shell(command);
    EXPECT_EQ(again.code, 2);
    EXPECT_NE(again.text.find("holds parts already; give --resume to go on with them"), std::string::npos)
        << again.text;
    EXPECT_EQ(shell(command + " --resume").code, 0);
}

} // namespace rewire
