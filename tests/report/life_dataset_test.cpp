// result.nc of a life: connectivity and maps with their words, what is too large, names of any language; and the wiring
// of a life, whose arrows have the sign of what is done.
#include <cmath>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <regex>
#include <unistd.h>

#include "life/wiring.hpp"
#include "report/life_sources.hpp"
#include "report/life_wiring.hpp"
#include "report/made_up_life.hpp"
#include "report/netcdf.hpp"
#include "simulate/visit.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

using namespace made_up_life;

using page_parts::text;

TEST(LifeDatasetFc, connectivity_says_of_how_many_it_is_the_mean_and_lies_on_regions_and_networks) {
    Made m(four_scores);
    m.report.fc_before = Matrix(82, 82, 0.25);
    m.report.fc_after = Matrix(82, 82, 0.5);
    m.report.fc_change_error = Matrix(82, 82, 0.125);
    m.report.fc_people = 12;
    const auto kept = life_dataset(m.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.find("fc_before")->dims, (std::vector<std::string>{"region", "region_2"}));
    EXPECT_EQ(d.find("fc_before")->values[5], 0.25);
    EXPECT_EQ(d.find("fc_after")->values[5], 0.5);
    EXPECT_EQ(d.find("fc_change_se")->values[5], 0.125);
    EXPECT_EQ(d.find("fc_after")->long_name,
              "functional connectivity at the last visit, Pearson r, mean over 12 people");
    EXPECT_EQ(d.find("network_fc_before")->dims, (std::vector<std::string>{"network_1", "network_2"}));
    EXPECT_EQ(d.find("network_fc_before")->values[1], 0.25);
    EXPECT_EQ(d.find("network_fc_after")->values[1], 0.5);
    EXPECT_EQ(d.find("network_1")->text, d.find("network_2")->text);
    m.report.fc_people = 1;
    m.report.fc_after.reset();
    m.report.fc_change_error.reset();
    const auto one = life_dataset(m.report);
    EXPECT_TRUE(one.dataset.find("fc_before")->long_name.ends_with(", of one person"));
    for (const char* absent : {"fc_after", "fc_change_se", "network_fc_after"})
        EXPECT_EQ(one.dataset.find(absent), nullptr) << absent;
}
TEST(LifeDatasetFc, maps_of_a_scan_are_by_person_visit_and_region_in_their_unit) {
    Made m(four_scores);
    auto& in = m.calendar.instruments[1];
    in.look.at = "task";
    in.look.activity = 1;
    const auto kinds = simulate::maps_of(m.calendar.instruments, made_up_model());
    ASSERT_EQ(kinds.size(), 1u);
    for (auto& p : m.people) {
        p.maps = Recording(4, 82);
        for (std::size_t k = 0; k < p.maps.values().size(); ++k)
            p.maps.values()[k] = static_cast<float>(k) + 0.5F * static_cast<float>(p.index);
    }
    const auto kept = life_dataset(m.report);
    const auto* v = kept.dataset.find(kinds[0].name);
    ASSERT_TRUE(v);
    EXPECT_EQ(v->dims, (std::vector<std::string>{"draw", "visit", "region"}));
    EXPECT_EQ(v->units, "%");
    EXPECT_EQ(v->floats[(3 * 4 + 2) * 82 + 7], 2 * 82 + 7 + 1.5F);
    EXPECT_EQ(kept.dataset.find(in.name + "_daily"), nullptr) << "nobody is scanned every day";
    EXPECT_NE(kept.dataset.find(in.name), nullptr);
}
// 4 people x 113 days x 4 bytes = 1808 bytes of one instrument's days.
TEST(LifeDatasetFc, a_variable_is_summarised_only_beyond_the_size_that_was_asked) {
    const Made m(four_scores);
    EXPECT_EQ(life_dataset(m.report, 1808).dataset.find("gad7_daily")->dims[0], "draw");
    const auto kept = life_dataset(m.report, 1807);
    const auto* v = kept.dataset.find("gad7_daily");
    EXPECT_EQ(v->dims[0], "stat");
    EXPECT_NEAR(v->floats[10], 10.375, 1e-5);
    EXPECT_NEAR(v->floats[113 + 10], 10.0375, 1e-5);
    EXPECT_NEAR(v->floats[226 + 10], 10.7125, 1e-5);
}
TEST(LifeDatasetFc, names_of_any_language_come_back_from_the_file) {
    Made m({{2, 12, 6, 4}}, "folder/Über <leben> & 生活.toml");
    m.report.command = "rewire run \"Über <leben> & 生活.toml\"";
    LifeModel model = made_up_model();
    model.pathways[0].name = "préfrontal>amygdale";
    m.report.model = &model;
    const auto file = std::filesystem::temp_directory_path() / ("rewire_ü_" + std::to_string(::getpid()) + ".nc");
    write_netcdf(file, life_dataset(m.report).dataset);
    int id = 0, v = 0;
    ASSERT_EQ(nc_open(file.c_str(), NC_NOWRITE, &id), NC_NOERR);
    const auto attribute = [&](const char* name) {
        std::size_t size = 0;
        EXPECT_EQ(nc_inq_attlen(id, NC_GLOBAL, name, &size), NC_NOERR) << name;
        std::string out(size, ' ');
        EXPECT_EQ(nc_get_att_text(id, NC_GLOBAL, name, out.data()), NC_NOERR);
        return out;
    };
    EXPECT_EQ(attribute("title"), "Über <leben> & 生活: 1 virtual person");
    EXPECT_EQ(attribute("command"), m.report.command);
    EXPECT_EQ(attribute("synthetic_connectome"), "yes");
    ASSERT_EQ(nc_inq_varid(id, "pathway", &v), NC_NOERR);
    std::vector<char*> names(model.pathways.size());
    ASSERT_EQ(nc_get_var_string(id, v, names.data()), NC_NOERR);
    EXPECT_STREQ(names[0], "préfrontal>amygdale");
    nc_free_string(names.size(), names.data());
    nc_close(id);
    std::filesystem::remove(file);
}

// What textbooks say of the direction; 0 where an input raises one output and lowers another (breathing slows the
// breath and calms the heart), or where nothing follows in health (a scar without an illness).
TEST(LifeWiring, an_input_has_the_sign_of_what_it_does_to_the_outputs) {
    const std::tuple<const char*, const char*, int> all[]{{"cortisol", "amygdala_load", 1},
                                                          {"cortisol", "hippocampal_structure", -1}, // feedback
                                                          {"cortisol", "sleep", -1},
                                                          {"inflammation", "cox2_inhibition", 0},
                                                          {"inflammation", "fitness", -1},
                                                          {"serotonin", "sert_occupancy", 1},
                                                          {"serotonin", "tryptophan_depletion", -1},
                                                          {"fitness", "aerobic_hours", 1},
                                                          {"circadian", "bright_light", 1},
                                                          {"bdnf", "cortisol", -1},
                                                          {"neurogenesis", "serotonin_tone", 1},
                                                          {"depression", "activation", -1},
                                                          {"anxiety", "rumination", 1},
                                                          {"sleep", "sleep_restriction", 0},
                                                          {"vagal", "arousal", 0},
                                                          {"gains", "serotonin_tone", 0},
                                                          {"scar", "anxiety", 0}};
    for (const auto& [name, input, sign] : all) {
        const auto& e = entries().find(name);
        EXPECT_EQ(effect_of_input(e, mechanism::require_row(e, e.inputs, "input", input)), sign)
            << input << " of " << name;
    }
}
TEST(LifeWiring, a_treatment_that_lowers_a_signal_has_the_opposite_sign_of_one_that_raises_it) {
    Made m(four_scores);
    const auto& body = *made_up_model().wiring->body;
    std::string signal, mechanism; // that only the plan or the life sets, and that moves a mechanism one way
    int sign = 0;
    for (const auto* one : body.mechanisms())
        for (std::size_t k = 0; sign == 0 && k < one->inputs.size(); ++k) {
            const auto& s = body.signals()[body.find(one->inputs[k].name)];
            if (s.source == "nobody" || s.source == "life") {
                sign = effect_of_input(*one, k);
                signal = s.name;
                mechanism = words_of(std::string(one->name));
            }
        }
    ASSERT_NE(sign, 0);
    auto& c = m.calendar;
    c.courses.resize(2);
    c.courses[0].treatment = 0;
    c.courses[1].treatment = 1;
    for (std::size_t k = 0; k < 2; ++k) {
        auto& t = c.treatments[k];
        t = {};
        t.name = k == 0 ? "raises_it" : "lowers_it";
        t.signals = {{signal, k == 0 ? 0.5 : -0.5}};
    }
    const auto w = life_wiring(made_up_model(), c);
    const auto of = [&](const char* who) {
        const auto at = std::ranges::find_if(w.arrows, [&](const auto& a) {
            return a.from == who && a.to == mechanism && a.signal == words_of(signal);
        });
        return at == w.arrows.end() ? 99 : at->sign;
    };
    EXPECT_EQ(of("raises it"), sign) << signal << " to " << mechanism;
    EXPECT_EQ(of("lowers it"), -sign);
    for (const auto& a : w.arrows) {
        EXPECT_NE(std::ranges::find(w.boxes, a.from, &WiringPicture::Box::name), w.boxes.end()) << a.from;
        EXPECT_NE(std::ranges::find(w.boxes, a.to, &WiringPicture::Box::name), w.boxes.end()) << a.to;
        EXPECT_GE(a.sign, -1);
        EXPECT_LE(a.sign, 1);
    }
}

TEST(LifeSourcesWords, methods_leave_out_what_there_was_not) {
    Made m({{1, 2, 3, 4}});
    m.calendar.demography = {{42, 12, 18, 75}, 0.67};
    auto& c = m.calendar;
    auto words = life_methods(m.report);
    EXPECT_TRUE(
        words.starts_with("1 virtual person (aged 42 ± 12 (18 to 75), 67 % women; age and sex enter the clearance of "
                          "drugs and the slopes of the catalogue; traits fixed at threat "
                          "confirmation +1 sd) was lived day by day"))
        << words;
    EXPECT_NE(words.find("The life: ordinary for 4 weeks, then chronic stress for 4 weeks; from week 0 mild stress."),
              std::string::npos)
        << words;
    for (const auto& [n, what] :
         {std::pair{made_up_model().mechanisms().size(), " mechanisms of body, mind and synapses"},
          {made_up_model().pathways.size(), " pathways learned"},
          {made_up_model().activities.size(), " activities by Newton's method"}})
        EXPECT_NE(words.find(" " + std::to_string(n) + what), std::string::npos) << n << what;
    c.courses.resize(1);
    c.eras.erase(c.eras.begin(), c.eras.begin() + 2);
    for (auto& t : c.traits)
        t.given.reset();
    c.population = "gad_patients";
    c.visits.clear();
    c.instruments.clear();
    words = life_methods(m.report);
    EXPECT_TRUE(words.starts_with(
        "1 virtual person of the population gad patients (aged 42 ± 12 (18 to 75), 67 % women; age and "
        "sex enter the clearance of drugs and the slopes of the catalogue) was lived"))
        << words;
    for (const char* said : {"The life: no history; from week 0 mild stress.",
                             "The plan: cbt 50 min weekly (weeks 0 to "
                             "4); each day was kept with a chance of 0.8"})
        EXPECT_NE(words.find(said), std::string::npos) << said << "\nin\n" << words;
    for (const char* absent : {"Visits in weeks", "Response:", "Wilson"})
        EXPECT_EQ(words.find(absent), std::string::npos) << absent;
    c.courses.clear();
    EXPECT_NE(life_methods(m.report).find("There was no treatment."), std::string::npos);
}
TEST(LifeSourcesWords,
     a_contested_treatment_is_told_once_however_often_it_is_given_and_catalogue_values_have_a_source) {
    Made m(four_scores);
    auto& courses = m.calendar.courses;
    courses.push_back(courses[1]); // mindfulness again
    std::size_t told = 0;
    for (const auto& d : disputes_of(m.report))
        told += d.what == "mindfulness";
    EXPECT_EQ(told, 1u);
    for (const auto& row : life_catalogue(m.report).table.rows)
        EXPECT_FALSE(text(row[4]).empty() || text(row[5]).empty()) << text(row[1]) << " " << text(row[2]);
    std::erase_if(m.report.files, [](const auto& f) { return f.name.find("instruments/") == std::string::npos; });
    for (auto& f : m.report.files)
        f.text = std::regex_replace(f.text, std::regex("source = \"[^\"]*\""), "");
    const auto rows = life_catalogue(m.report).table.rows;
    std::size_t unsaid = 0;
    ASSERT_FALSE(rows.empty());
    for (const auto& row : rows)
        if (text(row[4]) == "not told") { // no line of its own says more
            ++unsaid;
            EXPECT_EQ(text(row[5]), "not told") << text(row[1]);
        }
    EXPECT_GT(unsaid, 10u);
    for (const auto& cite : life_cites(m.report))
        EXPECT_NE(cite, "assumed");
}

} // namespace
} // namespace rewire
