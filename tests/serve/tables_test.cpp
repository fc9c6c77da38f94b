// What the page draws and lists before anybody lives.
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "scenario/trial_file.hpp"
#include "serve/api.hpp"
#include "serve/serving.hpp"
#include "study/evidence_job.hpp"
#include "serve/written.hpp"

namespace rewire::serve {

TEST(Tables, TheHouseTellsItsBrain) {
    const auto json = house();
    EXPECT_EQ(json["regions"].size(), 82u);
    EXPECT_EQ(json["regions"][0]["hemisphere"], "L");
    EXPECT_LT(json["regions"][0]["x"], 0) << "left";
    std::set<std::string> regions, circuits;
    for (const auto& r : json["regions"])
        regions.insert(r["name"]);
    EXPECT_EQ(regions.size(), 82u);
    for (const auto& c : json["circuits"]) {
        circuits.insert(c["name"]);
        EXPECT_FALSE(c["regions"].empty()) << c;
        for (const auto& r : c["regions"])
            EXPECT_TRUE(regions.contains(r)) << c;
    }
    EXPECT_GT(json["pathways"].size(), 5u);
    for (const auto& p : json["pathways"])
        EXPECT_TRUE(circuits.contains(p["to"])) << p;
    EXPECT_EQ(json["notice"], "Research software, not a medical device.");
}

TEST(Tables, TheCatalogueTellsWhatListTells) {
    const auto json = catalogue();
    std::map<std::string, std::size_t> sizes;
    for (const auto& kind : json) {
        sizes[kind["kind"]] = kind["items"].size();
        for (const auto& item : kind["items"]) {
            EXPECT_FALSE(item["name"].get<std::string>().empty()) << kind["kind"];
            EXPECT_TRUE(item["values"].is_array());
        }
    }
    for (const char* kind : {"mechanisms", "treatments", "drugs", "lives", "instruments", "traits", "circuits"})
        EXPECT_GT(sizes[kind], 3u) << kind;
}

TEST(Tables, ScenariosAreThoseOfTheBinary) {
    std::map<std::string, Json> all;
    for (const auto& one : scenarios())
        all[one["name"]] = one;
    EXPECT_FALSE(all.contains("disputed.toml"));
    EXPECT_EQ(all.at("anxiety_year.toml")["kind"], "scenario");
    EXPECT_EQ(all.at("cbt_or_drug.toml")["kind"], "trial");
    EXPECT_EQ(all.at("who_needs_what.toml")["kind"], "person");
    EXPECT_EQ(all.at("anxiety_year.toml")["text"], std::string(embedded("anxiety_year.toml")));
    EXPECT_EQ(all.at("anxiety_year.toml")["says"].get<std::string>().find("A year of anxiety"), 0u);
}

TEST(Tables, CheckTellsThePlanAndWhatIsWrong) {
    const auto fine = check(std::string(embedded("anxiety_year.toml")), "/home/me/anxiety_year.toml");
    ASSERT_EQ(fine["fine"], true) << fine["problems"];
    EXPECT_EQ(fine["kind"], "scenario");
    EXPECT_EQ(fine["words"].get<std::string>().find("anxiety_year.toml is fine\n"), 0u);
    const auto& plan = fine["plan"];
    EXPECT_EQ(plan["courses"][0]["treatment"], "cbt");
    EXPECT_EQ(plan["courses"][0]["text"].get<std::string>().find("cbt 50 min weekly for 12 weeks"), 0u);
    EXPECT_EQ(plan["courses"][0]["sessions"].size(), 12u) << plan["courses"][0];
    EXPECT_EQ(plan["courses"][0]["sessions"][1], 7);
    EXPECT_EQ(plan["first_week"], -52);
    EXPECT_FALSE(plan["visits"].empty());
    EXPECT_EQ(plan["traits"].size(), 2u);

    const auto wrong = check("[population]\nn = 2\n[plan]\ntreatments = [\"cbd weekly\"]\n", "x.toml");
    EXPECT_EQ(wrong["fine"], false);
    EXPECT_TRUE(wrong["plan"].is_null());
    EXPECT_GE(wrong["problems"].size(), 1u);
    EXPECT_EQ(check("not toml at all [", "x.toml")["fine"], false);
    EXPECT_EQ(check("", "x.toml")["fine"], false);
    EXPECT_EQ(check(std::string(embedded("cbt_or_drug.toml")), "t.toml")["kind"], "trial");
    EXPECT_EQ(check(std::string(embedded("who_needs_what.toml")), "p.toml")["kind"], "person");
    const auto arms = check(std::string(embedded("three_plans.toml")), "three_plans.toml");
    ASSERT_EQ(arms["fine"], true) << arms["problems"];
    EXPECT_EQ(arms["plan"]["arms"].size(), 3u);
}

TEST(Tables, NamesOfFilesStayInTheirFolder) {
    EXPECT_EQ(file_name("../../etc/passwd"), "passwd.toml");
    EXPECT_EQ(file_name("/"), "scenario.toml");
    EXPECT_EQ(file_name(".."), "scenario.toml");
    EXPECT_EQ(file_name(".toml"), "scenario.toml");
    EXPECT_EQ(file_name("焦虑.toml"), "焦虑.toml");
    EXPECT_EQ(file_name("a\nb"), "ab.toml");
    EXPECT_LE(file_name(std::string(500, 'x')).size(), 100u);
}

// Every row's experiment can be opened, and lives what the ledger asks.
TEST(Tables, ExperimentsOfTheLedgerAreScenarios) {
    const auto rows = evidence();
    ASSERT_GT(rows.size(), 300u);
    EXPECT_TRUE(rows[0]["published"].is_number());
    EXPECT_FALSE(rows[0]["source"].get<std::string>().empty());
    const auto job = study::evidence_job({});
    std::size_t asked = 0;
    for (const auto& q : job.questions) {
        if (!q.experiment)
            continue;
        ++asked;
        const auto text = scenario_of(*q.experiment, q.row.id);
        const auto read = scenario::read_scenario(text, q.row.id);
        EXPECT_TRUE(read.problems.empty()) << q.row.id << "\n" << text << "\n" << read.problems.front().what;
        for (const auto& plan : plans_of(*q.experiment)) {
            auto one = scenario::read_scenario(plan.text, plan.name);
            ASSERT_TRUE(one.problems.empty()) << plan.text << "\n" << one.problems.front().what;
            if (plan.name != "treated")
                continue;
            one.people = q.experiment->treated.people;
            one.end = q.experiment->treated.end;
            EXPECT_EQ(key_of(one), key_of(q.experiment->treated)) << q.row.id << "\n" << plan.text;
        }
    }
    EXPECT_GT(asked, 200u);
    const auto one = evidence_of(rows[0]["id"]);
    EXPECT_EQ(one["row"]["id"], rows[0]["id"]);
    EXPECT_THROW(evidence_of("none"), Refused);
}

} // namespace rewire::serve
