// A life against the golden numbers of the numpy prototype, and the laws any life keeps.
#include "life/lives.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "model/people.hpp"
#include "model/prototype_life.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace brain;
using namespace integrate;
using namespace life;
using namespace model;
namespace {
using namespace rewire::testing;

#define NEEDS_GROUP_DATA   \
    if (!has_group_data()) \
    GTEST_SKIP() << "needs sc.csv beside the repository (../shared/data)"

TEST(Life, HealthyRatesAreThoseOfThePrototype) {
    NEEDS_GROUP_DATA;
    const auto m = prototype_life();
    Life life(m);
    life.mechanism("practice").set_param("e_P", 0.04 / 3600); // as it was there
    life.settle();
    const double golden[11][10] = {{3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000, 3.0000},
                                   {9.9286, 4.7577, 3.6806, 4.2046, 5.3952, 5.0812, 3.6514, 3.3966, 3.7553, 3.8109},
                                   {2.7843, 3.9681, 7.4719, 3.2399, 2.9922, 5.1429, 3.4339, 3.3108, 4.1730, 3.8093},
                                   {2.4178, 4.9265, 3.2649, 3.0905, 3.2269, 3.3671, 7.9666, 3.3446, 3.2325, 3.2833},
                                   {3.0652, 3.3014, 3.6811, 3.2366, 3.3931, 3.2236, 3.1811, 3.2525, 7.2091, 3.5424},
                                   {4.2452, 5.3386, 3.7048, 3.5229, 4.0355, 3.8591, 3.7975, 6.8441, 3.7969, 3.9740},
                                   {3.8146, 7.6041, 8.7663, 4.2396, 3.3784, 4.0106, 4.3203, 4.0623, 4.8453, 4.4604},
                                   {7.9615, 7.2764, 4.6427, 5.1336, 4.7534, 3.7468, 4.1918, 3.8980, 4.0924, 4.1327},
                                   {3.7337, 6.6403, 7.0431, 3.4428, 4.2450, 6.7893, 4.1601, 3.6813, 4.5092, 4.2132},
                                   {2.2125, 5.9841, 4.7009, 3.1980, 3.2734, 3.6299, 9.1606, 3.5943, 3.6837, 3.6252},
                                   {2.6368, 4.7994, 12.6351, 3.4654, 2.9947, 3.8502, 3.7466, 3.7721, 5.2759, 4.4961}};
    const char* activities[] = {"rest",        "threat",     "effort",           "reward",
                                "movement",    "rumination", "reappraisal",      "exposure",
                                "mindfulness", "activation", "dlpfc_stimulation"};
    const char* circuits[] = {"amygdala", "vmPFC",     "dlPFC", "hippocampus", "insula",
                              "dACC",     "accumbens", "PCC",   "M1",          "thalamus"};
    for (std::size_t a = 0; a < 11; ++a)
        for (std::size_t c = 0; c < 10; ++c)
            EXPECT_NEAR(life.rate(named(m.activities, activities[a]), named(m.circuits, circuits[c])), golden[a][c],
                        6e-5)
                << activities[a] << " " << circuits[c];
    const double use[] = {0,       0,       106.6465, 13.7361, 14.0612,  23.6284,  23.6284,
                          31.7361, 72.7766, 26.8250,  26.8250, 154.8379, 154.8379, 106.6465};
    for (std::size_t p = 0; p < 14; ++p)
        EXPECT_NEAR(life.reference_use(p), use[p] * 1e-4, 6e-9) << m.pathways[p].name;
}

const std::vector<std::pair<std::string, double>> stress{{"threat_intensity", 1.13},
                                                         {"stress", 3},
                                                         {"sleep_restriction", .08},
                                                         {"reward_availability", .8},
                                                         {"movement_opportunity", .7}};

// 180 days of stress, 150 ordinary ones, 84 of CBT (an hour a week, 0.4 h a day, half exposure), 126 ordinary ones;
// solved anew every day.
TEST(Life, FollowsThePrototypeFor540Days) {
    NEEDS_GROUP_DATA;
    auto m = prototype_life();
    m.tolerance = 0;
    Life life(m);
    life.mechanism("practice").set_param("e_P", 0.04 / 3600); // as it was there
    life.settle();
    as_prototype(life);
    const char* names[] = {"amygdala_reactivity",
                           "vmPFC_response",
                           "reward_response",
                           "control_response",
                           "default_mode",
                           "amygdala_load",
                           "threat_hours",
                           "rumination_hours",
                           "cortisol",
                           "arousal",
                           "inflammation",
                           "bdnf",
                           "neurogenesis",
                           "sleep",
                           "activation",
                           "prefrontal_structure",
                           "hippocampal_structure",
                           "scar",
                           "anxiety",
                           "depression",
                           "cue>amygdala",
                           "vmPFC>amygdala",
                           "dlPFC>vmPFC"};
    struct Golden {
        int day;
        double values[23];
    };
    // The prototype's own numbers, with its traces 1, 4.37, 4.37^2 ... days long.
    const Golden golden[] = {{1, {1.000000, 1.000000, 1.000000, 1.000000, 1.000000, 0.123967,  1.380463, 0.731030,
                                  1.000000, 1.000000, 1.000000, 1.000000, 1.000000, 1.000000,  1.000000, 1.000000,
                                  1.000000, 0.000000, 0.000000, 0.000000, 0.004799, -0.001664, 0.000000}},
                             {2, {1.019085, 0.999229, 0.997885, 0.996554, 1.000186, 0.133153,  1.411426, 0.752978,
                                  1.011981, 1.019845, 1.004084, 1.000000, 1.000000, 0.973610,  0.990145, 1.000077,
                                  1.000000, 0.000000, 0.010108, 0.009030, 0.007963, -0.002623, -0.000099}},
                             {30, {1.136929, 0.960462, 0.941836, 0.939448, 1.002139, 0.196511,  1.596252, 1.008457,
                                   1.198434, 1.203998, 1.137644, 0.914195, 0.930563, 0.849195,  0.809630, 0.999484,
                                   0.998639, 0.002935, 0.574782, 0.370760, 0.030933, -0.005373, -0.010530}},
                             {180, {1.309299, 0.912590, 0.855240, 0.867225, 1.007461, 0.302953,  1.845297, 1.611470,
                                    1.370234, 1.345256, 1.338725, 0.804109, 0.703703, 0.800288,  0.561711, 0.980777,
                                    0.980839, 0.156384, 1.042813, 0.849039, 0.091664, -0.017733, -0.041834}},
                             {330, {1.082234, 0.952006, 0.911287, 0.932922, 1.005138, 0.030978, 0.562862, 0.675792,
                                    1.083578, 1.082239, 1.065370, 0.942963, 0.883920, 0.958728, 0.840217, 0.977137,
                                    0.982990, 0.191261, 0.322655, 0.304276, 0.028957, 0.010637, -0.043742}},
                             {331, {1.081853, 0.952134, 0.911443, 0.933108, 1.005129, 0.005999, 0.562566, 0.674767,
                                    1.083171, 1.081929, 1.064924, 0.943272, 0.884574, 0.958914, 0.841227, 0.977176,
                                    0.983044, 0.191113, 0.321235, 0.302944, 0.028682, 0.019797, -0.035709}},
                             {414, {0.941893, 1.044443, 0.975039,  1.012675, 1.017761, -0.102536, 0.457082, 0.475348,
                                    0.942616, 0.916139, 0.984051,  1.015272, 0.996731, 1.024098,  0.966434, 0.994418,
                                    0.989832, 0.177291, -0.163823, 0.028623, 0.028495, 0.100121,  0.104714}},
                             {540, {0.994192, 1.029446, 0.983388,  1.013309, 1.008461, -0.028553, 0.495650, 0.499915,
                                    0.981474, 0.975004, 0.992198,  1.008391, 1.015673, 1.006775,  0.984723, 1.002837,
                                    0.997685, 0.158103, -0.038462, 0.017170, 0.023351, 0.042277,  0.037947}}};
    int day = 0;
    for (const auto& g : golden) {
        for (; day < g.day; ++day) {
            DayPlan plan;
            if (day < 180)
                plan.signals = stress;
            if (const int t = day - 330; t >= 0 && t < 84) {
                const double hours = 0.5 * (0.4 + (t % 7 == 0 ? 1 : 0)) * std::min(1.0, 0.3 + 0.7 * t / 28);
                plan.activities = {{named(m.activities, "reappraisal"), hours * 3600},
                                   {named(m.activities, "exposure"), hours * 3600}};
            }
            life.day(plan);
        }
        for (std::size_t k = 0; k < std::size(names); ++k) {
            const double scale = std::string_view(names[k]).ends_with("hours") ? 3600 : 1;
            EXPECT_NEAR(life.at(names[k]) / scale, g.values[k], 1e-5) << names[k] << " on day " << g.day;
        }
    }
}

// The product's own brain and scaling, ten years with their good and bad days: health stands still.
TEST(Life, HealthIsStationary) {
    const auto m = template_life();
    double mean = 0;
    for (std::uint32_t person = 0; person < 4; ++person) {
        Life life(m);
        for (int day = 0; day < 3650; ++day) {
            DayPlan plan;
            befall(plan, day, 0, {}, m.noise, {}, {}, Luck(1, person));
            life.day(plan);
        }
        mean += life.at("amygdala_reactivity") / 4;
        for (const char* name : {"amygdala_reactivity", "vmPFC_response", "reward_response", "cortisol", "bdnf",
                                 "sleep", "prefrontal_structure"})
            EXPECT_NEAR(life.at(name), 1, 0.06) << name << ": a bad fortnight shows";
        for (std::size_t p = 0; p < m.pathways.size(); ++p)
            EXPECT_NEAR(life.log_weight(p), 0, 0.03) << m.pathways[p].name;
        EXPECT_LT(life.at("anxiety"), 0.2);
    }
    EXPECT_NEAR(mean, 1, 0.01) << "drift below 1 % in ten years";
}
// What is rectified teaches on noisy days even in health; weights are kept by the mean over such days, so it does not
// add up.
TEST(Life, NoiseDoesNotTeachFear) {
    auto m = template_life(), naive = m;
    naive.noise.clear();
    const auto lived = [&](const LifeModel& model) {
        Life life(model);
        for (int day = 0; day < 730; ++day) {
            DayPlan plan;
            befall(plan, day, 0, {}, m.noise, {}, {}, Luck(2, 0));
            life.day(plan);
        }
        return std::abs(life.log_weight(named(m.pathways, "vmPFC>amygdala")));
    };
    EXPECT_LT(lived(m), 0.01);
    EXPECT_GT(lived(naive), 2 * lived(m)) << "without the mean over noise it drifts";
}
TEST(Life, StressMakesIllOnTheTemplateToo) {
    const auto m = template_life();
    Life life(m);
    DayPlan bad;
    bad.signals = stress;
    for (int day = 0; day < 180; ++day)
        life.day(bad);
    EXPECT_GT(life.at("amygdala_reactivity"), 1.1);
    EXPECT_LT(life.at("vmPFC_response"), 1);
    EXPECT_GT(life.at("cortisol"), 1.1);
    EXPECT_LT(life.at("bdnf"), 0.95);
    EXPECT_GT(life.at("anxiety"), 0.5);
    EXPECT_LT(life.at("prefrontal_structure"), 1);
}
// Rates carried on by their derivatives between solves: the error of the tolerance of 3 %.
TEST(Life, TheToleranceOfSolvesIsSmall) {
    auto exact = template_life(), quick = exact;
    exact.tolerance = 0;
    Life a(exact), b(quick);
    DayPlan bad;
    bad.signals = stress;
    for (int day = 0; day < 120; ++day) {
        a.day(bad);
        b.day(bad);
    }
    EXPECT_NEAR(b.at("amygdala_reactivity"), a.at("amygdala_reactivity"), 1e-3);
    EXPECT_NEAR(b.at("anxiety"), a.at("anxiety"), 5e-3);
    EXPECT_LT(b.solved(), a.solved() / 8);
}

TEST(LifeModel, TellsEverythingThatIsWrongWithTheCatalogue) {
    LifeData data;
    data.pathways.push_back({"mine.toml",
                             "[[pathway]]\nname = \"a\"\nfrom = \"amygdalla\"\nto = \"insula\"\nkind = "
                             "\"excite\"\nrule = \"practise\"\ngate = \"gate_fera\"\n"
                             "retrieved = \"safety_retrival\"\n"
                             "weigth = 0.1\n"});
    data.activities.push_back({"yoga.toml",
                               "name = \"yoga\"\nsays = \"Yoga.\"\nsource = \"assumed\"\n[drive]\ninsula = 6\ndlPFC = "
                               "\"12 mV\"\n[taught]\n\"dlPFC>insulla\" = 1\n"});
    try {
        const auto brain = template_brain();
        life_model(brain.labels, scaled(brain), {}, all_entries(), data);
        FAIL();
    } catch (const InputError& e) {
        const std::string text = e.what();
        for (const char* part :
             {"mine.toml:3:8: ", "did you mean \"amygdala\"?",
              "mine.toml:5:8: did you mean \"excites\"? \"excite\" is no kind of pathway", "did you mean \"practice\"?",
              "did you mean \"gate_fear\"? no mechanism puts out \"gate_fera\"",
              "did you mean \"safety_retrieval\"? no mechanism puts out \"safety_retrival\"", "\"source\" is missing",
              "did you mean \"weight\"? [[pathway]] has no \"weigth\"",
              "yoga.toml:5:10: insula must be a quantity in quotes, for example \"1 pA\"",
              "\"mV\" is no unit of current", "did you mean \"dlPFC>insula\"? there is no pathway \"dlPFC>insulla\""})
            EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
    }
}

TEST(LifeModel, TellsWhatIsWrongWithReadoutsGainsAndRoles) {
    LifeData data;
    const auto file = [](const char* name, std::string text) { return CatalogFile{name, std::move(text)}; };
    const std::string head = "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n";
    data.readouts.push_back(
        file("a.toml", head + "kind = \"respons\"\ncircuits = [\"insulla\"]\nactivity = \"threat\"\n"));
    data.readouts.push_back(file("b.toml", head + "kind = \"response\"\ncircuits = []\nactivity = \"rest\"\n"));
    data.readouts.push_back(file("c.toml", head + "kind = \"load\"\ncircuits = [\"insula\"]\nactivity = \"threat\"\n"));
    data.readouts.push_back(file("d.toml", head + "kind = \"level\"\ncircuits = [\"insula\"]\nactivity = \"thret\"\n"));
    data.gains.push_back(
        file("e.toml", "[[gain]]\nsignal = \"log_gain_dlPF\"\ncircuit = \"dlPFC\"\nsource = \"assumed\"\n"));
    data.roles.push_back(
        file("f.toml", "name = \"expecting\"\nsays = \"x\"\nsource = \"assumed\"\ncircuit = \"insula\"\n"));
    data.roles.push_back(
        file("g.toml", "name = \"expectin\"\nsays = \"x\"\nsource = \"assumed\"\ncircuit = \"insula\"\n"));
    try {
        const auto brain = template_brain();
        life_model(brain.labels, scaled(brain), {}, all_entries(), data);
        FAIL();
    } catch (const InputError& e) {
        const std::string text = e.what();
        for (const char* part :
             {"a.toml:4:8: did you mean \"response\"?", "did you mean \"insula\"?",
              "choose another name; there are two read-outs \"mine\"",
              "b.toml:5:12: a read-out is of one circuit or more",
              "b.toml:6:12: a response is what an activity has above rest",
              "c.toml:6:12: a load is of the whole day; leave activity out", "did you mean \"threat\"?",
              "did you mean \"log_gain_dlPFC\"?", "there are two gains of \"dlPFC\"",
              "f.toml:1:8: there are two roles \"expecting\"", "did you mean \"expecting\"?"})
            EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
    }
    data = {};
    data.roles.clear();
    EXPECT_THROW(life_model(template_brain().labels, scaled(template_brain()), {}, all_entries(), data), InputError);
}

// A new thing to read off the brain is one file.
TEST(LifeModel, AReadoutIsOneFile) {
    LifeData data;
    data.readouts.push_back({"insula_pain.toml",
                             "name = \"insula_in_movement\"\nsays = \"x\"\nsource = \"assumed\"\n"
                             "kind = \"level\"\ncircuits = [\"insula\"]\nactivity = \"movement\"\n"});
    const auto brain = template_brain();
    const auto m = life_model(brain.labels, scaled(brain), {}, all_entries(), data);
    Life life(m), without(template_life());
    DayPlan bad;
    bad.signals = stress;
    for (int day = 0; day < 20; ++day) {
        life.day(bad);
        without.day(bad);
    }
    const auto movement = named(m.activities, "movement"), insula = named(m.circuits, "insula");
    Life healthy(m);
    EXPECT_EQ(life.at("insula_in_movement"), life.rate(movement, insula) / healthy.rate(movement, insula));
    EXPECT_EQ(life.at("anxiety"), without.at("anxiety")) << "reading moves nothing";
}

} // namespace
} // namespace rewire
