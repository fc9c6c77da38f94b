// Runs from asking to results: progress, stop, queue, what they hold, and that they outlive tabs and servers.
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "serve/serving.hpp"
#include "study/lives.hpp"

namespace rewire::serve {
namespace {

// The events of a stream: name and data of each.
std::vector<std::pair<std::string, Json>> events_in(const std::string& text) {
    std::vector<std::pair<std::string, Json>> out;
    std::istringstream in(text);
    std::string name;
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("event: "))
            name = line.substr(7);
        else if (line.starts_with("data: "))
            out.emplace_back(name, Json::parse(line.substr(6)));
    return out;
}
Json asked(const std::string& text, std::uint64_t seed = 1) {
    return {{"kind", "run"}, {"file", "one.toml"}, {"text", text}, {"seed", seed}};
}

} // namespace

TEST(Runs, LiveTellHowFarTheyAreAndHoldTheirResults) {
    const Serving s;
    const auto id = s.start(asked(tiny, 3));
    const auto stream = s.get("/api/runs/" + id + "/events");
    EXPECT_EQ(stream.type, "text/event-stream; charset=utf-8");
    const auto events = events_in(stream.body);
    ASSERT_GE(events.size(), 2u) << stream.body;
    EXPECT_EQ(events.back().first, "end");
    EXPECT_EQ(events.back().second["state"], "done");
    EXPECT_EQ(events.front().first, "progress");
    for (const auto& [name, data] : events)
        if (name == "progress") {
            EXPECT_GE(data["share"], 0);
            EXPECT_LE(data["share"], 1);
        }
    const auto run = s.run(id);
    EXPECT_EQ(run["state"], "done");
    EXPECT_EQ(run["title"], "one");
    EXPECT_EQ(run["people"], 2);
    EXPECT_EQ(run["seed"], 3);
    EXPECT_EQ(run["summary"]["draws"], 2);
    EXPECT_EQ(run["summary"]["command"], "rewire run one.toml --draws 2 --seed 3");
    std::map<std::string, std::size_t> files;
    for (const auto& f : run["files"])
        files[f["name"]] = f["bytes"];
    for (const char* name :
         {"report.html", "result.nc", "visits.csv", "summary.json", "scenario/one.toml", "ro-crate-metadata.json"})
        EXPECT_TRUE(files.contains(name)) << name;
    const auto report = s.get("/api/runs/" + id + "/files/report.html");
    EXPECT_EQ(report.body.size(), files["report.html"]);
    EXPECT_EQ(report.headers.find("Content-Security-Policy")->second.find("sandbox"), 0u);
    // Events of what has ended are its end at once.
    EXPECT_EQ(events_in(s.get("/api/runs/" + id + "/events").body).back().first, "end");

    // The same people and bits as for whoever else asks.
    const auto job = study::life_job(tiny, "one.toml", {});
    EXPECT_EQ(run["summary"]["hash"], hex(study::lives(job, {.people = 2, .seed = 3}).hash));

    EXPECT_EQ(s.remove("/api/runs/" + id).status, 200);
    EXPECT_EQ(s.get("/api/runs/" + id).status, 404);
    EXPECT_FALSE(std::filesystem::exists(s.folder() / id));
}

TEST(Runs, DataAreThoseOfTheTables) {
    const Serving s;
    const auto id = s.start(asked(tiny));
    ASSERT_EQ(s.wait_for(id, "done"), "done");
    const auto data = "/api/runs/" + id + "/data";
    const auto held = s.get(data).json;
    EXPECT_EQ(held["dims"]["draw"], 2);
    const auto has = [&](const std::string& name) {
        for (const auto& v : held["variables"])
            if (v["name"] == name)
                return v;
        return Json();
    };
    ASSERT_FALSE(has("gad7_visit").is_null() && has("gad7").is_null()) << held;
    const std::string name = has("gad7_visit").is_null() ? "gad7" : "gad7_visit";
    const auto over = s.get(data + "?var=" + name + "&over=draw").json["variables"][name];
    const auto all = s.get(data + "?var=" + name).json["variables"][name];
    ASSERT_EQ(all["values"].size(), 2 * over["values"].size());
    std::istringstream table(read_file(s.folder() / id / "results" / "visits.csv"));
    std::vector<double> means;
    for (std::string line; std::getline(table, line);) {
        std::istringstream cells(line);
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, ',');)
            row.push_back(cell);
        if (row.size() >= 4 && row[1] == "gad7")
            means.push_back(std::stod(row[3]));
    }
    ASSERT_EQ(means.size(), 2u);
    ASSERT_EQ(over["values"].size(), 2u) << over;
    for (std::size_t k = 0; k < 2; ++k)
        EXPECT_NEAR(over["values"][k], means[k], 1e-4);
    EXPECT_LE(over["p05"][1], over["p95"][1]);
    const auto text = s.get(data + "?var=draw&var=" + name).json["variables"];
    EXPECT_TRUE(text.contains("draw"));
    EXPECT_EQ(s.get(data + "?var=none").status, 404);
    EXPECT_EQ(s.get(data + "?var=" + name + "&over=none").status, 404);
}

TEST(Runs, StopAndGoOnWhereTheyWere) {
    const Serving s;
    const auto id = s.start(asked(lengthy));
    ASSERT_EQ(s.wait_for(id, "running"), "running");
    const auto kept = s.folder() / id / "results" / "people.bin";
    ASSERT_TRUE(comes([&] { return std::filesystem::exists(kept) && std::filesystem::file_size(kept) > 10000; }));
    EXPECT_EQ(s.post("/api/runs/" + id + "/stop").status, 200);
    EXPECT_EQ(s.wait_for(id, "stopped"), "stopped");
    EXPECT_LT(s.run(id)["share"], 0.9) << "long before its end";
    const auto size = std::filesystem::file_size(kept);
    EXPECT_GT(size, 10000u) << "who has lived is kept";
    EXPECT_EQ(s.get("/api/runs/" + id + "/data").status, 404);
    EXPECT_EQ(s.post("/api/runs/" + id + "/start").status, 200);
    EXPECT_EQ(s.post("/api/runs/" + id + "/start").status, 409) << "it waits already";
    EXPECT_EQ(s.wait_for(id, "running"), "running");
    EXPECT_EQ(s.remove("/api/runs/" + id).status, 409) << "it runs";
    s.post("/api/runs/" + id + "/stop");
    EXPECT_EQ(s.wait_for(id, "stopped"), "stopped");
    EXPECT_GE(std::filesystem::file_size(kept), size);
}

TEST(Runs, WaitInAQueueThatEnds) {
    ServeOptions options;
    options.runs = {.at_once = 1, .waiting = 2};
    const Serving s(options);
    std::vector<std::string> ids{s.start(asked(lengthy))};
    ASSERT_EQ(s.wait_for(ids[0], "running"), "running");
    ids.push_back(s.start(asked(tiny)));
    ids.push_back(s.start(asked(tiny)));
    const auto refused = s.post("/api/runs", asked(tiny));
    EXPECT_EQ(refused.status, 429);
    EXPECT_NE(refused.message().find("2 runs wait"), std::string::npos) << refused.body;
    EXPECT_EQ(s.state(ids[1]), "queued");
    EXPECT_EQ(s.get("/api/runs").json.size(), 3u);
    s.post("/api/runs/" + ids[1] + "/stop");
    EXPECT_EQ(s.state(ids[1]), "stopped") << "before it began";
    s.post("/api/runs/" + ids[0] + "/stop");
    EXPECT_EQ(s.wait_for(ids[2], "done"), "done");
}

TEST(Runs, TellAtOnceWhatIsWrong) {
    const Serving s;
    const auto wrong =
        s.post("/api/runs", asked("[population]\nn = 2\n[plan]\ntreatments = [\"cbd weekly for 2 weeks\"]\n"
                                  "[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\"]\n"));
    EXPECT_EQ(wrong.status, 400);
    EXPECT_NE(wrong.message().find("cbt"), std::string::npos) << wrong.body;
    EXPECT_EQ(wrong.json["problems"][0]["line"], 4);
    EXPECT_EQ(wrong.json["problems"][0]["file"], "one.toml");
    for (const Json& json :
         {Json{{"kind", "run"}}, Json{{"kind", "walk"}, {"text", tiny}}, Json{{"kind", "run"}, {"text", 5}},
          Json{{"kind", "run"}, {"text", tiny}, {"people", -1}}, Json{{"kind", "run"}, {"text", tiny}, {"people", 0}},
          Json{{"kind", "run"}, {"text", tiny}, {"people", 1e9}}, Json{{"kind", "run"}, {"text", tiny}, {"peple", 2}},
          Json{{"kind", "run"}, {"text", tiny}, {"options", {{"catalog", "/etc"}}}},
          Json{{"kind", "compare"}, {"texts", {{{"name", "a"}, {"text", tiny}}}}},
          Json{{"kind", "network"}, {"options", {{"model", "none"}}}}, Json::array({1})})
        EXPECT_EQ(s.post("/api/runs", json).status, 400) << json;
    // A text reads nothing from the disk.
    const auto table =
        s.post("/api/runs",
               asked("[population]\nn = 2\n[plan]\ntreatments = [\"escitalopram as /etc/passwd\"]\n[visits]\nweeks "
                     "= [0, 2]\ninstruments = [\"gad7\"]\n"));
    EXPECT_EQ(table.status, 400);
    EXPECT_NE(table.message().find("reads no files"), std::string::npos) << table.body;
    EXPECT_EQ(s.get("/api/runs/20000101-000000-00000000").status, 404);
    EXPECT_EQ(s.post("/api/runs/none/stop").status, 404);
    EXPECT_TRUE(s.get("/api/runs").json.empty());
    EXPECT_TRUE(std::filesystem::is_empty(s.folder())) << "nothing is left of what was refused";
}

TEST(Runs, ComparePlansOnTheSamePeople) {
    const Serving s;
    const std::string waiting = "[population]\nn = 2\n[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\"]\n";
    const auto id =
        s.start({{"kind", "compare"},
                 {"people", 3},
                 {"texts", {{{"name", "plan"}, {"text", waiting}}, {{"name", "../plan"}, {"text", tiny}}}}});
    ASSERT_EQ(s.wait_for(id, "done"), "done") << s.run(id);
    const auto run = s.run(id);
    EXPECT_EQ(run["title"], "plan, plan_2") << "each has a name of its own, in our folder";
    EXPECT_EQ(run["people"], 3);
    ASSERT_EQ(run["summary"]["arms"].size(), 2u);
    EXPECT_FALSE(s.get("/api/runs/" + id + "/data").json["variables"].empty());
    // The arms of a scenario are compared, too.
    const auto arms = s.start(asked(waiting + "[[arm]]\nname = \"a\"\ntreatments = []\n[[arm]]\nname = \"b\"\n"
                                              "treatments = [\"cbt 50 min weekly for 2 weeks\"]\n"));
    ASSERT_EQ(s.wait_for(arms, "done"), "done") << s.run(arms);
    EXPECT_EQ(s.run(arms)["summary"]["arms"][1]["name"], "b");
}

TEST(Runs, OfTheOtherKindsAreThoseOfTheirCommands) {
    const Serving s;
    const auto trial =
        s.start({{"kind", "trial"},
                 {"text",
                  "[trial]\npeople = 4\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"waiting\"\ntreatments = "
                  "[]\n[[arm]]\nname = \"CBT\"\ntreatments = [\"cbt 50 min weekly for 2 weeks\"]\n[visits]\nweeks = "
                  "[0, 2]\ninstruments = [\"hamd\"]\n[[endpoint]]\nname = \"HAM-D\"\n"}});
    const auto network =
        s.start({{"kind", "network"}, {"options", {{"duration", "10 s"}, {"coupling", 0.5}, {"speed", "7 m/s"}}}});
    const auto rank =
        s.start({{"kind", "rank"},
                 {"file", "who.toml"},
                 {"options", {{"shuffles", 0}}},
                 {"text",
                  "[rank]\nfrom = \"gad_outpatient\"\ninstrument = \"gad7\"\nweek = 2\npeople = 8\n[person]\nage = "
                  "40\n[[person.visit]]\nweek = 0\ngad7 = 13\n[[candidate]]\nname = \"CBT\"\ntreatments = [\"cbt 50 "
                  "min weekly for 2 weeks\"]\n[[candidate]]\nname = \"nothing\"\ntreatments = []\n"}});
    EXPECT_EQ(s.wait_for(trial, "done"), "done") << s.run(trial);
    EXPECT_EQ(s.wait_for(network, "done"), "done") << s.run(network);
    EXPECT_EQ(s.wait_for(rank, "done"), "done") << s.run(rank);
    EXPECT_EQ(s.run(trial)["people"], 4);
    EXPECT_TRUE(s.run(trial)["summary"].contains("trial"));
    EXPECT_EQ(s.run(network)["summary"]["model"], "wong_wang");
    EXPECT_NE(s.run(network)["summary"]["command"].get<std::string>().find("--speed '7 m/s'"), std::string::npos)
        << s.run(network);
    EXPECT_TRUE(s.run(rank)["summary"].contains("rank"));
    EXPECT_EQ(s.get("/api/runs/" + rank + "/data").status, 404) << "it writes no netCDF file";
}

TEST(Runs, AreFoundAgainByTheNextServer) {
    const Folder out;
    std::string done, stopped, waiting;
    ServeOptions options;
    options.runs.at_once = 1;
    {
        const Serving s(options, out.path());
        done = s.start(asked(tiny, 5));
        ASSERT_EQ(s.wait_for(done, "done"), "done");
        stopped = s.start(asked(lengthy));
        ASSERT_EQ(s.wait_for(stopped, "running"), "running");
        waiting = s.start(asked(tiny));
    }
    const Serving s(options, out.path());
    EXPECT_EQ(s.get("/api/runs").json.size(), 3u);
    const auto run = s.run(done);
    EXPECT_EQ(run["state"], "done");
    EXPECT_EQ(run["seed"], 5);
    EXPECT_EQ(run["summary"]["seed"], 5);
    EXPECT_EQ(s.get("/api/runs/" + done + "/data").status, 200);
    EXPECT_EQ(s.state(stopped), "stopped");
    EXPECT_EQ(s.state(waiting), "stopped");
    EXPECT_EQ(s.post("/api/runs/" + waiting + "/start").status, 200);
    EXPECT_EQ(s.wait_for(waiting, "done"), "done") << s.run(waiting);
    EXPECT_EQ(s.post("/api/runs/" + done + "/start").status, 409);
    // What is no run of ours is left alone.
    write_file(out.path() / "notes.txt", "mine");
    make_folder(out.path() / "20000101-000000-00000000");
    write_file(out.path() / "20000101-000000-00000000" / "run.json", "{broken");
    const Serving third(options, out.path());
    EXPECT_EQ(third.get("/api/runs").json.size(), 3u);
}

} // namespace rewire::serve
