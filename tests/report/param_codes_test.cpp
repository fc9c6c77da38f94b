// Codes of parameters: short, by the name alone, no two alike over the whole catalogue.
#include "report/param_codes.hpp"

#include <algorithm>
#include <cctype>
#include <gtest/gtest.h>
#include <map>

#include "model/template_life.hpp"

namespace rewire::report {
namespace {

std::vector<model::Instrument> named(const std::vector<std::string>& names) {
    std::vector<model::Instrument> out(names.size());
    for (std::size_t k = 0; k < names.size(); ++k)
        out[k].name = names[k];
    return out;
}

TEST(ParamCodes, AreOfEveryWordOfTheNameAsThereIsRoom) {
    const std::pair<const char*, const char*> all[]{{"hamd", "HAMD"},
                                                    {"cortisol_evening", "CORTEVEN"},
                                                    {"cortisol_day", "CORTIDAY"},
                                                    {"amygdala_default_mode_fc", "AMDEMOFC"},
                                                    {"depersonalisation", "DEPERSON"},
                                                    {"a_b_c_d_e_f_g_h_i", "ABCDEFGH"},
                                                    {"my-own score", "MYOWNSCO"}};
    for (const auto& [name, code] : all)
        EXPECT_EQ(param_code(name), code);
}
TEST(ParamCodes, AreNeverAlikeInTheWholeCatalogueAndTheSameInAnyOrder) {
    auto all = testing::shipped_medicine().instruments;
    ASSERT_GT(all.size(), 100U);
    const auto codes = param_codes(all), titles = param_titles(all);
    std::map<std::string, std::string> of;
    for (std::size_t k = 0; k < all.size(); ++k) {
        EXPECT_EQ(codes[k], param_code(all[k].name)) << "no number was needed";
        EXPECT_LE(codes[k].size(), 8U) << codes[k];
        EXPECT_TRUE(std::isupper(static_cast<unsigned char>(codes[k][0]))) << codes[k];
        EXPECT_TRUE(std::ranges::all_of(codes[k], [](unsigned char c) { return std::isupper(c) || std::isdigit(c); }))
            << codes[k];
        EXPECT_TRUE(of.try_emplace(codes[k], all[k].name).second)
            << all[k].name << " and " << of[codes[k]] << " are both " << codes[k];
    }
    std::map<std::string, int> titled;
    for (const auto& t : titles)
        EXPECT_EQ(++titled[t], 1) << t << " is the title of two";
    std::ranges::reverse(all);
    auto turned = param_codes(all);
    std::ranges::reverse(turned);
    EXPECT_EQ(turned, codes);
}
TEST(ParamCodes, OfOnesOwnThatAreAlikeAreToldByANumber) {
    EXPECT_EQ(param_codes(named({"mood_scale_one", "mood_scale_onset", "mood_scale_onion", "gad7", "___"})),
              (std::vector<std::string>{"MOOSCAON", "MOOSCAO2", "MOOSCAO3", "GAD7", "PARAM"}));
    std::vector<std::string> many(12, "same_name_again");
    const auto codes = param_codes(named(many));
    EXPECT_EQ(codes.back(), "SAMNAM12");
}

} // namespace
} // namespace rewire::report
