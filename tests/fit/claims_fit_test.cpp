// Parameters of everyone reach the people of a claim, and the objective file says what is wrong with it.
#include "fit/claims_fit.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
using namespace fit;
namespace {

const LifeModel& model() { return testing::template_life(); }
std::string told(const std::string& objective) {
    try {
        read_objective(objective, "objective.toml", model());
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}
constexpr const char* claims = R"([[claim]]
name = "anxiety of patients"
people = "gad_outpatient"
treated = []
measure = "gad7"
statistic = "mean"
week = 1
range = [10, 20]
source = "made up"
)";

TEST(WithParameters, join_those_that_are_there_which_keep_their_own) {
    const std::vector<SearchParameter> p{{"gains.g_C", "1"}, {"body.tau", "ms"}};
    const auto settings = settings_of(p, {0.1, 5});
    ASSERT_EQ(settings.size(), 2u);
    EXPECT_EQ(settings[0].name + "=" + settings[0].value, "gains.g_C=0.1 1");
    EXPECT_EQ(settings[1].name + "=" + settings[1].value, "body.tau=5 ms");
    auto s = read_scenario(
        "[plan]\n[parameters]\n\"gains.g_C\" = 0.2\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n", "a.toml");
    add_settings(s, settings);
    ASSERT_EQ(s.settings.size(), 2u);
    EXPECT_EQ(s.settings[0].value, "0.2");
    EXPECT_EQ(s.settings[1].name, "body.tau");
}

TEST(EvaluateClaims, answers_follow_the_parameters_and_are_the_same_again) {
    const auto* row = find_parameter(model(), "anxiety.a_A").row;
    ASSERT_NE(row, nullptr);
    const auto evaluate = evaluate_experiments(model(), [](const Scenario& s) { return make_calendar(s, model()); },
                                               fit_questions(read_claims(claims, "claims.toml")),
                                               {{"anxiety.a_A", std::string(row->unit.text)}}, {.people = 4});
    const auto a = evaluate({row->value}), b = evaluate({1.5 * row->value}), again = evaluate({row->value});
    ASSERT_EQ(a.size(), 1u);
    EXPECT_GT(a[0].value, 4) << a[0].failure; // patients
    EXPECT_GT(a[0].error, 0);
    EXPECT_EQ(a[0].value, again[0].value);
    EXPECT_EQ(a[0].error, again[0].error);
    EXPECT_GT(b[0].value, a[0].value); // a_A: how much anxiety an answering amygdala makes
}

TEST(EvaluateClaims, a_claim_that_cannot_be_lived_is_refused_before_anybody_lives) {
    auto list = read_claims(claims, "claims.toml");
    list[0].experiment.treated.treatments.push_back({.main = {.name = "no_such_thing", .duration = 1e6}});
    const auto evaluate = evaluate_experiments(model(), [](const Scenario& s) { return make_calendar(s, model()); },
                                               fit_questions(list), {{"gains.g_C", "1"}}, {.people = 3});
    try {
        evaluate({0.1});
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("no_such_thing"), std::string::npos) << e.what();
    }
}

TEST(ReadObjective, takes_targets_from_ranges_and_starts_from_tables) {
    const auto o = read_objective(R"(people = 20
seed = 4
generations = 7
population = 9
ensemble = 30
step = 0.3
[[parameter]]
name = "gains.g_C"
low = 0.02
high = 0.08
log = true
[[parameter]]
name = "anxiety.a_A"
start = 1.5
low = 1
high = 3
sd = 0.4
[[claim]]
name = "CBT against waiting"
[[claim]]
name = "placebo against waiting"
target = -0.3
sd = 0.1
)",
                                  "objective.toml", model());
    EXPECT_EQ(o.people, 20u);
    EXPECT_EQ(o.plan.search.generations, 7u);
    EXPECT_EQ(o.plan.search.population, 9u);
    EXPECT_EQ(o.plan.search.seed, 4u);
    EXPECT_EQ(o.plan.ensemble.members, 30u);
    ASSERT_EQ(o.plan.parameters.size(), 2u);
    EXPECT_EQ(o.plan.parameters[0].start, find_parameter(model(), "gains.g_C").row->value);
    EXPECT_TRUE(o.plan.parameters[0].log);
    EXPECT_DOUBLE_EQ(o.plan.parameters[0].prior_sd, 0.25);
    EXPECT_DOUBLE_EQ(o.plan.parameters[1].prior_sd, 0.2); // 0.4 of a range of 2
    ASSERT_EQ(o.questions.size(), 2u);
    const auto house = read_claims(embedded("claims/behaviours.toml"), "behaviours.toml");
    const auto& claim =
        *std::find_if(house.begin(), house.end(), [](const Claim& c) { return c.name == "CBT against waiting"; });
    EXPECT_DOUBLE_EQ(o.plan.targets[0].value, 0.5 * (claim.low + claim.high));
    EXPECT_DOUBLE_EQ(o.plan.targets[0].sd, 0.5 * (claim.high - claim.low));
    EXPECT_EQ(key_of(o.questions[0].experiment), key_of(claim.experiment));
    EXPECT_DOUBLE_EQ(o.plan.targets[1].value, -0.3);
}

TEST(ReadObjective, everything_that_is_wrong_is_told_at_its_line) {
    const auto text = told(R"(people = 2
poeple = 3
[[parameter]]
name = "gains.g_c"
low = 0.05
high = 0.2
[[parameter]]
name = "anxiety.a_A"
low = 3
high = 1
[[claim]]
name = "CBT against waitng"
[[claim]]
name = "placebo against waiting"
sd = 0
)");
    for (const char* said :
         {"objective.toml:1:", "a whole number from 3 to 100000",
          "objective.toml:2:", "did you mean \"people\"? the file has no \"poeple\"",
          "objective.toml:4:", "did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\"",
          "its range 3 to 1 is empty", "did you mean \"CBT against waiting\"? there is no claim \"CBT against waitng\"",
          "objective.toml:15:", "above 0"})
        EXPECT_NE(text.find(said), std::string::npos) << said << "\n" << text;
    EXPECT_NE(told("people = 5\n").find("no [[parameter]] is named"), std::string::npos);
    EXPECT_NE(told("people = 5\n").find("no [[claim]] is named and no [ledger]"), std::string::npos);
}

TEST(LedgerFit, rows_of_a_role_become_targets_by_their_interval_or_band) {
    Question row;
    row.row.id = "cbt_gad";
    row.row.role = "calibration";
    row.row.kind = "hedges_g";
    row.row.unit = "sd";
    row.row.effect = -0.5;
    row.row.ci_low = -0.7;
    row.row.ci_high = -0.3;
    row.row.band = std::nan("");
    row.experiment = Experiment{};
    auto band = row, sign = row, silent = row, disputed = row, held_out = row;
    band.row.id = "cbt_band";
    band.row.ci_low = band.row.ci_high = std::nan("");
    band.row.band = 0.2;
    sign.row.id = "cbt_sign";
    sign.row.kind = "direction";
    silent.row.id = "cbt_silent";
    silent.experiment.reset();
    disputed.row.id = "cbt_disputed";
    disputed.row.disputed = "yes";
    held_out.row.id = "cbt_held_out";
    held_out.row.role = "validation";
    const std::vector<Question> all{row, band, sign, silent, disputed, held_out};
    const auto ids = [&](const LedgerChoice& choice) {
        std::string out;
        for (const auto& q : chosen(all, choice, "objective.toml"))
            out += q.row.id + " ";
        return out;
    };
    EXPECT_EQ(ids({}), "cbt_gad cbt_band ");
    EXPECT_EQ(ids({.disputed = true}), "cbt_gad cbt_band cbt_disputed ");
    EXPECT_EQ(ids({.role = "validation"}), "cbt_held_out ");
    EXPECT_EQ(ids({.only = {"band"}}), "cbt_band ");
    EXPECT_EQ(ids({.without = {"band"}}), "cbt_gad ");
    EXPECT_THROW(ids({.only = {"nonesuch"}}), InputError);
    EXPECT_NEAR(target_of(row.row).sd, 0.4 / 3.92, 1e-12);
    EXPECT_EQ(target_of(band.row).sd, 0.2);
    ClaimsObjective objective;
    add(objective, chosen(all, {}, "objective.toml"));
    ASSERT_EQ(objective.plan.targets.size(), 2u);
    EXPECT_EQ(objective.plan.targets[0].name, "cbt_gad");
    EXPECT_EQ(objective.questions[1].row->row.id, "cbt_band");
}

TEST(LedgerFit, an_answer_comes_in_the_unit_of_its_row) {
    auto list = read_claims(claims, "claims.toml");
    Question row;
    row.row.kind = "value";
    row.row.unit = "1";
    row.row.effect = 12;
    row.row.ci_low = 10;
    row.row.ci_high = 14;
    row.experiment = list[0].experiment;
    row.experiment->statistic = "share_above";
    row.experiment->threshold = 5; // per cent
    const std::vector<SearchParameter> p{{"gains.g_C", "1"}};
    const auto calendar_of = [](const Scenario& s) { return make_calendar(s, model()); };
    const auto percent = evaluate_experiments(model(), calendar_of, {{*row.experiment, {}}}, p, {.people = 6})({0.1});
    const auto share = evaluate_experiments(model(), calendar_of, {{*row.experiment, row}}, p, {.people = 6})({0.1});
    EXPECT_GT(percent[0].value, 10) << percent[0].failure;
    EXPECT_NEAR(share[0].value, percent[0].value / 100, 1e-12) << share[0].failure;
}

TEST(ReadObjective, a_ledger_needs_no_claims) {
    const auto o = read_objective(
        "huber = 3\n[[parameter]]\nname = \"extinction_learning.e_X\"\nlow = 0.05\nhigh = 0.3\n[ledger]\nonly = "
        "[\"mdd_\"]\ndisputed = true\n",
        "objective.toml", model());
    ASSERT_TRUE(o.ledger.has_value());
    EXPECT_EQ(o.ledger->role, "calibration");
    EXPECT_EQ(o.ledger->only, std::vector<std::string>{"mdd_"});
    EXPECT_TRUE(o.ledger->disputed);
    EXPECT_EQ(o.plan.huber, 3);
}
// Validation rows stay a test, and only what says that it is calibrated may be tuned on the ledger.
TEST(ReadObjective, a_ledger_tunes_calibrated_parameters_on_calibration_rows) {
    const auto told = [](const std::string& parameter, const std::string& role) -> std::string {
        try {
            read_objective("[[parameter]]\nname = \"" + parameter + "\"\nlow = 0.05\nhigh = 0.3\n[ledger]\nrole = \"" +
                               role + "\"\n",
                           "o.toml", model());
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    };
    EXPECT_EQ(told("extinction_learning.e_X", "calibration"), "");
    EXPECT_NE(told("extinction_learning.e_X", "validation").find("only rows of the role calibration are fitted"),
              std::string::npos);
    EXPECT_NE(told("gains.g_C", "calibration").find("whose source says \"calibrated\"; that of gains.g_C says"),
              std::string::npos);
}

TEST(ObjectiveHash, changes_with_what_answers_hang_on_and_not_with_targets) {
    const auto list = read_claims(claims, "claims.toml");
    const std::vector<SearchParameter> p{{"gains.g_C", "1"}};
    const auto h = hash_of(fit_questions(list), p, 10, 1, "0.1.0");
    EXPECT_NE(hash_of(fit_questions(list), p, 11, 1, "0.1.0"), h);
    EXPECT_NE(hash_of(fit_questions(list), p, 10, 2, "0.1.0"), h);
    EXPECT_NE(hash_of(fit_questions(list), p, 10, 1, "0.2.0"), h);
    EXPECT_NE(hash_of(fit_questions(list), {{"gains.g_I", "1"}}, 10, 1, "0.1.0"), h);
    auto other = list;
    other[0].experiment.week = 2;
    EXPECT_NE(hash_of(fit_questions(other), p, 10, 1, "0.1.0"), h);
    other = list;
    other[0].low = 1;
    EXPECT_EQ(hash_of(fit_questions(other), p, 10, 1, "0.1.0"), h);
}

} // namespace
} // namespace rewire
