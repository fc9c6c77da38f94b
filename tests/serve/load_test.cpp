// Many who ask at once, and many runs one after the other.
#include <atomic>
#include <fstream>
#include <gtest/gtest.h>
#include <malloc.h>

#include "serve/serving.hpp"

namespace rewire::serve {
namespace {

double resident() { // MB
    std::ifstream in("/proc/self/statm");
    double all = 0, held = 0;
    in >> all >> held;
    return held * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace

TEST(Load, FiftyClientsSideBySideLoseNothing) {
    const Serving s;
    const auto id = s.start({{"kind", "run"}, {"text", tiny}});
    ASSERT_EQ(s.wait_for(id, "done"), "done");
    const auto house = s.get("/api/house").body.size();
    constexpr int clients = 50, rounds = 4;
    std::atomic<int> right = 0, ends = 0;
    std::vector<std::thread> crowd;
    for (int k = 0; k < clients; ++k)
        crowd.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                right += s.get("/api/house").body.size() == house;
                right += s.get("/api/runs/" + id + "/data").status == 200;
            }
            ends += s.get("/api/runs/" + id + "/events").body.find("event: end") != std::string::npos;
        });
    for (auto& one : crowd)
        one.join();
    EXPECT_EQ(right, clients * rounds * 2);
    EXPECT_EQ(ends, clients);
}

TEST(Load, MemoryStaysFlatOverManyRuns) {
    ServeOptions options;
    options.runs = {.at_once = 2, .waiting = 8};
    const Serving s(options);
    const auto live = [&](int from, int to) {
        for (int k = from; k < to; k += 4) {
            std::vector<std::string> ids;
            for (int j = k; j < k + 4; ++j)
                ids.push_back(s.start({{"kind", "run"}, {"text", tiny}, {"seed", j}}));
            for (const auto& id : ids)
                ASSERT_EQ(s.wait_for(id, "done"), "done");
            ASSERT_EQ(s.get("/api/runs/" + ids[0] + "/data?var=draw").status, 200);
        }
        ::malloc_trim(0);
    };
    live(0, 20);
    const auto before = resident();
    live(20, 120);
    EXPECT_LT(resident() - before, 20) << "MB, of 100 runs";
    EXPECT_EQ(s.get("/api/runs").json.size(), 120u);
}

} // namespace rewire::serve
