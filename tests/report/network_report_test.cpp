// The report of one scanned brain: the numbers on the page, in the tables and in the dataset are those of the scan, in
// the unit that stands beside them.
#include <cmath>
#include <filesystem>
#include <sstream>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/file.hpp"
#include "report/made_up_scan.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

using made_up_scan::regions;
using made_up_scan::Scanned;
using nlohmann::json;
using namespace page_parts;

const Variable& variable(const Dataset& d, const char* name) {
    const auto* v = d.find(name);
    EXPECT_NE(v, nullptr) << name;
    static const Variable none;
    return v ? *v : none;
}
json figure_named(const std::string& html, const std::string& title) {
    const auto at = html.find("<h3>" + title);
    EXPECT_NE(at, std::string::npos) << title;
    const std::string open = "data-figure=\"";
    const auto from = html.find(open, at) + open.size();
    return figures(html).at(std::stoul(html.substr(from, 6)));
}

TEST(NetworkDataset, outputs_are_in_the_unit_of_their_table_and_lie_on_the_regions) {
    const Scanned s;
    const auto d = dataset_of(s.report);
    d.check();
    // wong_wang: S_E S_I r_E r_I I_E I_I; output k of region i is 10 k + i in its unit, whatever it is in SI.
    const std::tuple<const char*, double, const char*> all[]{{"S_E", 0, "1"}, {"r_E", 20, "Hz"}, {"I_I", 50, "nA"}};
    for (const auto& [name, first, unit] : all) {
        const auto& mean = variable(d, (std::string(name) + "_mean").c_str());
        const auto& sd = variable(d, (std::string(name) + "_sd").c_str());
        EXPECT_EQ(mean.dims, std::vector<std::string>{"region"});
        EXPECT_EQ(mean.units, unit);
        EXPECT_EQ(sd.units, unit);
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_NEAR(mean.values[i], first + static_cast<double>(i), 1e-9) << name;
            EXPECT_NEAR(sd.values[i], 3, 1e-9) << name;
        }
    }
    EXPECT_EQ(variable(d, "region").text, regions);
    EXPECT_EQ(variable(d, "network").dims, std::vector<std::string>{"region"});
    EXPECT_EQ(variable(d, "time").values, (std::vector<double>{2, 4, 6, 8, 10, 12})) << "the first after one TR";
    EXPECT_EQ(variable(d, "bold").floats[2 * 4 + 3], 12) << "third volume, fourth region";
    EXPECT_EQ(variable(d, "fc").values[1 * 4 + 2], s.findings.fc.r(1, 2));
    EXPECT_EQ(variable(d, "sc").values[0 * 4 + 3], s.network.weights(0, 3));
    for (const char* absent : {"alff", "frequency", "activity_power", "relative_power", "fcd", "fc_measured"})
        EXPECT_EQ(d.find(absent), nullptr) << absent << " was not asked for";
}
TEST(NetworkDataset, what_was_found_besides_has_dimensions_and_units_of_its_own) {
    Scanned s;
    s.add_spectra();
    s.add_windows(3);
    s.add_target();
    s.findings.slow = observe::Amplitude{{1, 2, 3, 4}, {}, {0.1, 0.2, 0.3, 0.4}};
    s.findings.eeg = observe::BandPower{Matrix(5, 4, 7.0), Matrix(5, 4, 0.2)};
    const auto d = dataset_of(s.report);
    d.check();
    const std::tuple<const char*, std::vector<std::string>, const char*, double> all[]{
        {"alff", {"region"}, "%", 3},
        {"falff", {"region"}, "1", 0.3},
        {"bold_power", {"frequency", "region"}, "%^2/Hz", 3},
        {"activity_power", {"activity_frequency", "region"}, "1/Hz", 3},
        {"relative_power", {"band", "region"}, "1", 0.2},
        {"fcd", {"window", "window_2"}, "1", 1 / 3.0},
        {"fc_measured", {"region", "region_2"}, "1", 0.1}};
    for (const auto& [name, dims, unit, third] : all) {
        EXPECT_EQ(variable(d, name).dims, dims) << name;
        EXPECT_EQ(variable(d, name).units, unit) << name;
        EXPECT_NEAR(variable(d, name).values[2], third, 1e-12) << name;
    }
    EXPECT_EQ(variable(d, "band").text.front(), "delta");
    EXPECT_EQ(variable(d, "window").values, (std::vector<double>{0, 5, 10}));
    EXPECT_TRUE(std::isnan(variable(d, "fc_measured").values[3])) << "what was not measured is missing";
}
// Power in mV²/Hz is a million times that in V²/Hz: the square of the unit, not the unit.
TEST(NetworkDataset, power_of_the_activity_is_in_the_square_of_its_unit) {
    Scanned s(6, "jansen_rit");
    s.add_spectra();
    const auto& u = s.network.model->outputs[s.network.model->activity].unit;
    ASSERT_EQ(u.text, "mV");
    const auto d = dataset_of(s.report);
    EXPECT_EQ(variable(d, "activity_power").units, "(mV)^2/Hz");
    EXPECT_NEAR(variable(d, "activity_power").values[4 + 3], 8, 1e-9) << "second frequency, fourth region: 2 x 4";
    const auto drawn = figure_named(network_page(s.report).html({}), "Power of neural activity");
    EXPECT_EQ(drawn["y"]["unit"], "mV²/Hz");
    EXPECT_EQ(drawn["lines"][0]["values"], json({3, 4.5})) << "visual: means of 2 and 4, of 3 and 6";
}
TEST(NetworkDataset, provenance_travels_with_it) {
    Scanned s;
    s.connectome.synthetic = true;
    const auto d = dataset_of(s.report);
    EXPECT_EQ(d.title, "Resting activity of 4 regions, wong_wang model");
    const auto said = [&](const char* name) {
        for (const auto& [key, value] : d.attributes)
            if (key == name)
                return std::holds_alternative<std::string>(value) ? std::get<std::string>(value)
                                                                  : std::to_string(std::get<double>(value));
        return std::string("(absent)");
    };
    for (const auto& [name, value] : {std::pair{"command", "rewire network"},
                                      {"seed", "7"},
                                      {"hash", "00ff"},
                                      {"model", "wong_wang"},
                                      {"connectome", "four.csv"},
                                      {"synthetic_connectome", "yes"},
                                      {"coupling", "1.500000"}})
        EXPECT_EQ(said(name), value) << name;
}

struct NetworkFiles : ::testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() /
        ("rewire_scan_" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    NetworkFiles() { make_folder(folder); }
    ~NetworkFiles() override { std::filesystem::remove_all(folder); }
    std::vector<std::string> lines(const char* name) const {
        std::vector<std::string> out;
        std::istringstream in(read_file(folder / name));
        for (std::string line; std::getline(in, line);)
            out.push_back(line);
        return out;
    }
};
TEST_F(NetworkFiles, tables_hold_what_the_scan_gave_under_quoted_names_and_units) {
    Scanned s;
    s.add_spectra();
    s.add_windows(3);
    write_network_report(s.report, folder);
    const std::string names = "V1 <left>,\"V1, \"\"right\"\"\",Précunéus,raphe & co";
    EXPECT_EQ(lines("fc.csv")[0], "region," + names);
    EXPECT_EQ(lines("fc.csv")[1], "V1 <left>,1,0.1,0.2,0.30000000000000004");
    EXPECT_EQ(lines("bold.csv")[0], "time [s],V1 <left> [%],\"V1, \"\"right\"\" [%]\",Précunéus [%],raphe & co [%]");
    EXPECT_EQ(lines("bold.csv")[2], "4,2,4,6,8");
    const auto by_region = lines("regions.csv");
    ASSERT_EQ(by_region.size(), 5u);
    EXPECT_TRUE(by_region[0].starts_with("region,network,S_E_mean,S_E_sd,S_I_mean,S_I_sd,r_E_mean [Hz],r_E_sd [Hz],"))
        << by_region[0];
    EXPECT_TRUE(by_region[3].starts_with("Précunéus,DMN,2,3,12,3,22,3,32,3,")) << by_region[3];
    EXPECT_EQ(lines("bold_spectrum.csv")[2], "0.5,2,4,6,8");
    EXPECT_TRUE(lines("bold_spectrum.csv")[0].starts_with("frequency [Hz],V1 <left> [%^2/Hz],"));
    EXPECT_TRUE(lines("activity_spectrum.csv")[0].starts_with("frequency [Hz],V1 <left> [1/Hz],"));
    EXPECT_EQ(lines("fcd.csv")[0], "window start [s],0,5,10");
    EXPECT_TRUE(lines("fcd.csv")[3].starts_with("10,0.333333"));
}
TEST_F(NetworkFiles, names_in_the_netcdf_file_are_those_of_the_brain_byte_for_byte) {
    const Scanned s;
    write_network_report(s.report, folder);
    int id = 0, v = 0;
    ASSERT_EQ(nc_open((folder / "result.nc").c_str(), NC_NOWRITE, &id), NC_NOERR);
    char* read[4] = {};
    ASSERT_EQ(nc_inq_varid(id, "region", &v), NC_NOERR);
    ASSERT_EQ(nc_get_var_string(id, v, read), NC_NOERR);
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_EQ(read[k], regions[k]);
    nc_free_string(4, read);
    nc_close(id);
    for (const char* absent : {"bold_spectrum.csv", "activity_spectrum.csv", "fcd.csv"})
        EXPECT_FALSE(std::filesystem::exists(folder / absent)) << absent << " would be empty";
    const auto page = read_file(folder / "report.html");
    EXPECT_EQ(page.find("<left>"), std::string::npos);
    EXPECT_NE(page.find("V1 &lt;left&gt;: 20 Hz"), std::string::npos) << "the brain shows the first rate, r_E";
    EXPECT_NE(page.find("00ff"), std::string::npos);
}

TEST(NetworkPage, facts_are_means_over_regions_of_what_the_files_hold) {
    const Scanned s;
    const auto html = network_page(s.report).html({});
    // r_E of the regions: 20 ... 23, every sd 3.
    const auto fact = html.find("r_E, excitatory rate");
    ASSERT_NE(fact, std::string::npos);
    const auto said = html.substr(fact, 200);
    EXPECT_NE(said.find("21.5 Hz"), std::string::npos) << said;
    EXPECT_NE(said.find("sd over time 3 Hz"), std::string::npos) << said;
    EXPECT_NE(html.find("wong_wang on four, 12 s"), std::string::npos) << "six volumes of 2 s";
    for (const char* absent : {"Synchrony", "Fit, all pairs", "Connectivity dynamics", "Power of BOLD", "(synthetic)"})
        EXPECT_EQ(html.find(absent), std::string::npos) << absent;
}
TEST(NetworkPage, synchrony_and_a_generated_brain_are_told) {
    Scanned s;
    s.findings.synchrony = 0.51249;
    s.findings.metastability = 0.0625;
    s.connectome.synthetic = true;
    s.report.warnings = {"FC: region <3> is constant"};
    s.report.notes = {"weights were scaled"};
    const auto html = network_page(s.report).html({});
    for (const char* said : {"0.512<", "0.062<", "four (synthetic)", "FC: region &lt;3&gt; is constant",
                             "Weights were scaled.", "1 warning<"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
}
TEST(NetworkPage, the_fit_to_a_measured_brain_is_told_with_its_pairs) {
    Scanned s;
    s.add_target();
    auto html = network_page(s.report).html({});
    for (const char* said : {"0.457", "Pearson r of FC over 5 pairs; 0.432 of Fisher z", "0.123", "not measured"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    EXPECT_EQ(html.find("Fit, cortex"), std::string::npos) << "it is not known which regions are cortex";
    const auto pairs = figure_named(html, "Simulated against measured FC");
    EXPECT_EQ(pairs["at"].size(), 6u) << "4 x 3 / 2 pairs";
    EXPECT_EQ(pairs["at"][0], 0.05) << "measured along x";
    EXPECT_EQ(pairs["values"][0], 0.1) << "simulated up";
    EXPECT_EQ(pairs["at"][2], nullptr) << "a pair that was not measured has no dot";
    const auto maps = figure_named(html, "FC matrix")["maps"];
    ASSERT_EQ(maps.size(), 2u);
    EXPECT_EQ(maps[1]["title"], "Measured");
    s.findings.fit_cortex = observe::Fit{0.3333, 0.3, 0.2, 3, 0};
    s.findings.fcd_ks = 0.25;
    html = network_page(s.report).html({});
    for (const char* said : {"Fit, cortex", "0.333", "3 pairs; 0.300 of Fisher z", "0.250"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
}
// With a constant FC, or fewer than two pairs, there is no correlation.
TEST(NetworkPage, a_fit_that_cannot_be_said_is_not_available) {
    Scanned s;
    s.add_target();
    const double none = std::nan("");
    s.findings.fit = s.findings.fit_cortex = observe::Fit{none, none, none, 1, 5};
    s.findings.synchrony = 0.5;
    s.findings.metastability = none;
    const auto html = network_page(s.report).html({});
    for (const char* said :
         {"<dt>Fit, all pairs</dt><dd>n/a</dd>", "over 1 pair; n/a of Fisher z", "<dt>Fit, cortex</dt><dd>n/a</dd>",
          "<dt>RMSE</dt><dd>n/a</dd>", "<dt>Metastability</dt><dd>n/a</dd>"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
}
TEST(NetworkPage, regions_are_gathered_by_networks_that_are_spelled_out) {
    const Scanned s;
    const auto html = network_page(s.report).html({});
    const auto groups = figure_named(html, "FC matrix")["maps"][0]["rows"]["groups"];
    EXPECT_EQ(groups, json({{{"name", "visual"}, {"count", 2}},
                            {{"name", "default mode"}, {"count", 1}},
                            {{"name", "other"}, {"count", 1}}}));
    const auto lines = figure_named(html, "BOLD signal")["lines"];
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[0]["group"], "visual");
    EXPECT_EQ(lines[2]["group"], "default mode");
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_EQ(lines[k]["shown"], k < 2) << "only the first network is drawn at first";
    EXPECT_EQ(lines[1]["values"], json({-5, -3, -1, 1, 3, 5})) << "2 ... 12 with the mean of 7 taken off";
}
// 2500 volumes of 2 s are drawn as 833 means of three: the first of 1, 2, 3 less the mean of 1250.5, in the middle of
// the three volumes; the last volume, alone, is left out.
TEST(NetworkPage, long_recordings_are_drawn_as_means_that_stand_in_the_middle_of_their_volumes) {
    const Scanned s(2500);
    const auto html = network_page(s.report).html({});
    EXPECT_NE(html.find("means of 3 volumes"), std::string::npos);
    const auto chart = figure_named(html, "BOLD signal");
    ASSERT_EQ(chart["at"].size(), 833u);
    EXPECT_NEAR(chart["at"][0], 4, 1e-9);
    EXPECT_NEAR(chart["at"][832], 4 + 832 * 6, 1e-9);
    EXPECT_NEAR(chart["lines"][0]["values"][0], 2 - 1250.5, 1) << "drawn to 1/5000 of the range";
    EXPECT_NEAR(chart["lines"][0]["values"][832], 2498 - 1250.5, 1);
    EXPECT_EQ(network_page(Scanned(1000).report).html({}).find("means of"), std::string::npos);
}
TEST(NetworkPage, a_band_passed_recording_is_what_is_drawn_and_what_methods_tell) {
    Scanned s;
    const auto plain = network_page(s.report).html({});
    EXPECT_NE(plain.find("correlation of unfiltered BOLD"), std::string::npos);
    s.question.band_low = 0.01;
    s.question.band_high = 0.08;
    s.findings.filtered = Recording(6, 4, 1.F);
    (*s.findings.filtered)(0, 0) = 7; // its mean is 2
    const auto html = network_page(s.report).html({});
    EXPECT_NE(html.find("BOLD band-passed between 0.01 and 0.08 Hz"), std::string::npos);
    EXPECT_EQ(figure_named(html, "BOLD signal")["lines"][0]["values"], json({5, -1, -1, -1, -1, -1}));
}
TEST(NetworkPage, spectra_are_means_over_a_network_without_the_frequency_of_zero) {
    Scanned s;
    s.add_spectra();
    const auto html = network_page(s.report).html({});
    for (const auto& [title, unit] :
         {std::pair{"Power of BOLD", "%²/Hz"}, {"Power of neural activity (EEG-like)", "1/Hz"}}) {
        const auto chart = figure_named(html, title);
        EXPECT_EQ(chart["at"], json({0.5, 1})) << "a logarithmic axis has no 0";
        EXPECT_TRUE(chart["x"]["log"]);
        EXPECT_TRUE(chart["y"]["log"]);
        EXPECT_EQ(chart["y"]["unit"], unit);
        ASSERT_EQ(chart["lines"].size(), 3u);
        EXPECT_EQ(chart["lines"][0]["label"], "visual");
        EXPECT_EQ(chart["lines"][0]["values"], json({3, 4.5})) << "means of 2 and 4, of 3 and 6";
        EXPECT_EQ(chart["lines"][1]["values"], json({6, 9}));
    }
}
// 450 windows every 5 s are drawn as each third.
TEST(NetworkPage, many_windows_of_dynamics_are_drawn_as_some_and_the_page_says_how_far_apart) {
    Scanned s;
    s.add_windows(450);
    auto html = network_page(s.report).html({});
    EXPECT_NE(html.find("windows of 60 s, one every 15 s."), std::string::npos);
    auto map = figure_named(html, "Connectivity dynamics")["maps"][0];
    EXPECT_EQ(map["size"], json({150, 150}));
    EXPECT_EQ(map["rows"]["at"], json({0, 149 * 15}));
    EXPECT_NEAR(map["values"][1], 1 - 3 / 450.0, 1e-3) << "windows 0 and 3";
    Scanned few;
    few.add_windows(200);
    html = network_page(few.report).html({});
    EXPECT_NE(html.find("one every 5 s."), std::string::npos);
    EXPECT_EQ(figure_named(html, "Connectivity dynamics")["maps"][0]["size"], json({200, 200}));
}
TEST(NetworkPage, methods_tell_the_numbers_of_the_run) {
    Scanned s;
    auto words = std::string(parts(network_page(s.report).html({}), "<p class=\"copied\">", "</p>").at(0));
    for (const char* said :
         {"Resting activity of 4 regions", "(wong_wang model; ", "(four.csv)", "global coupling of 1.5",
          "inhibition: fic", "a step of 0.1 ms for 12 s after a transient of 20 s, seed 7",
          "Activity (S_E as it is) drove", "sampled every 2 s"})
        EXPECT_NE(words.find(said), std::string::npos) << said << "\nin " << words;
    s.network.delays = Matrix(4, 4, 0.01);
    s.plan.fast.noise = 0;
    words = parts(network_page(s.report).html({}), "<p class=\"copied\">", "</p>").at(0);
    EXPECT_NE(words.find("wong_wang model, with conduction delays; "), std::string::npos) << words;
    EXPECT_NE(words.find("a transient of 20 s, without noise, seed 7"), std::string::npos) << words;
}
TEST(NetworkPage, a_brain_without_centres_has_no_picture) {
    Scanned s;
    EXPECT_NE(network_page(s.report).html({}).find("class=\"brain\""), std::string::npos);
    const auto html = network_page(s.report).html({});
    EXPECT_EQ(count(html, "raphe &amp; co: 23 Hz"), 4u) << "no side is known: seen from all four";
    EXPECT_EQ(count(html, "V1 &lt;left&gt;: 20 Hz"), 3u) << "not from the right";
    s.connectome.centres_mm.clear();
    EXPECT_EQ(network_page(s.report).html({}).find("class=\"brain\""), std::string::npos);
}
TEST(NetworkPage, parameters_are_those_that_ran_and_by_region_where_they_differ) {
    Scanned s;
    const auto& e = *s.network.model;
    const auto row = [&](const TableFigure& t, const char* name) {
        for (const auto& r : t.table.rows)
            if (std::get<std::string>(r[0]) == name)
                return std::get<std::string>(r[1]) + " " + std::get<std::string>(r[2]);
        return std::string("(absent)");
    };
    const auto at = [&](const char* name) { return mechanism::find_row(e.params, name); };
    s.network.params[at("J_N")] = {0.2e-9};
    s.network.params[at("J_I")] = {0.9e-9, 1.25e-9, 1e-9, 1.1e-9};
    const auto own = parameter_table(e, &s.network), table = parameter_table(e);
    EXPECT_EQ(row(own, "J_N"), "0.2 nA");
    EXPECT_EQ(row(own, "J_I"), "0.9 to 1.25 by region nA");
    EXPECT_EQ(row(own, "tau_E"), "100 ms");
    EXPECT_EQ(row(table, "J_N"), "0.15 nA") << "the table's own without a network";
    EXPECT_EQ(own.table.rows.size(), e.params.size());
    EXPECT_EQ(std::get<std::string>(own.table.rows[0][4]), "Deco 2014");
    const auto html = network_page(s.report).html({});
    EXPECT_NE(html.find("<td>0.9 to 1.25 by region</td>"), std::string::npos);
    EXPECT_NE(html.find("Parameters of balloon_windkessel"), std::string::npos);
}

} // namespace
} // namespace rewire
