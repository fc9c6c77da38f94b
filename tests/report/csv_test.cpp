// CSV text: quoting, numbers, headings, tidy order.
#include "report/csv.hpp"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>

#include "base/error.hpp"

namespace rewire {
using namespace report;
namespace {

TEST(Csv, quotes_only_what_must_be_quoted) {
    EXPECT_EQ(csv_field("plain text"), "plain text");
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_field("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(csv_field(" led by a space"), "\" led by a space\"");
    EXPECT_EQ(csv_field(""), "");
}

TEST(Csv, numbers_read_back_as_the_same_double) {
    for (const double v : {0.1, 1.0 / 3, 1e300, -2.5e-310, 42.0, std::numeric_limits<double>::max(), 0.1 + 0.2})
        EXPECT_EQ(std::strtod(csv_number(v).c_str(), nullptr), v);
    EXPECT_EQ(csv_number(0.1), "0.1");
    EXPECT_EQ(csv_number(NAN), "");
    EXPECT_EQ(csv_number(-INFINITY), "-inf");
}

TEST(Csv, units_stand_in_the_heading) {
    const Table t{{{"region"}, {"rate", "Hz"}, {"r", "1"}},
                  {{std::string("a,b"), 3.5, 0.25}, {std::string("c"), NAN, -1.0}}};
    EXPECT_EQ(csv_table(t), "region,rate [Hz],r\n\"a,b\",3.5,0.25\nc,,-1\n");
    EXPECT_THROW(csv_table({{{"a"}}, {{1.0, 2.0}}}), Defect);
}

TEST(Csv, a_matrix_has_labels_on_both_sides) {
    Matrix m(2, 2);
    m(0, 0) = m(1, 1) = 1;
    m(0, 1) = m(1, 0) = 0.5;
    const std::vector<std::string> labels{"lh", "rh"};
    EXPECT_EQ(csv_matrix("region", labels, labels, m), "region,lh,rh\nlh,1,0.5\nrh,0.5,1\n");
    EXPECT_THROW(csv_matrix("region", labels, std::vector<std::string>{"lh"}, m), Defect);
}

TEST(Csv, a_recording_runs_down_in_time) {
    Recording r(2, 2, 0.1f); // as short as a float needs
    r(1, 1) = NAN;
    std::string text;
    csv_recording(r, std::vector<std::string>{"lh", "rh"}, "%", 0.5, [&](std::string_view line) { text += line; });
    EXPECT_EQ(text, "time [s],lh [%],rh [%]\n0.5,0.1,0.1\n1,0.1,\n");
}

TEST(Csv, tidy_has_one_line_an_observation) {
    Dataset d;
    d.coordinates = {{.name = "visit", .dims = {"visit"}, .values = {0, 8}, .units = "week"},
                     {.name = "region", .dims = {"region"}, .text = {"lh", "rh"}},
                     {.name = "network", .dims = {"region"}, .text = {"DMN", "VIS"}}};
    d.variables = {{.name = "rate", .dims = {"visit", "region"}, .values = {1, 2, 3, 4}, .units = "Hz"},
                   {.name = "power", .dims = {"visit", "region"}, .values = {5, 6, NAN, 8}},
                   {.name = "size", .dims = {"region"}, .values = {1, 2}}};
    EXPECT_EQ(csv_tidy(d, std::vector<std::string>{"rate", "power"}),
              "visit [week],region,network,rate [Hz],power\n0,lh,DMN,1,5\n0,rh,VIS,2,6\n8,lh,DMN,3,\n8,rh,VIS,4,8\n");
    EXPECT_THROW(csv_tidy(d, std::vector<std::string>{"rate", "size"}), Defect);
    EXPECT_THROW(csv_tidy(d, std::vector<std::string>{"absent"}), Defect);
}

} // namespace
} // namespace rewire
