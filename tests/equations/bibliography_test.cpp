#include "equations/bibliography.hpp"

#include <gtest/gtest.h>

namespace rewire {
namespace {

TEST(Bibliography, EveryEntryIsComplete) {
    const auto all = read_bibliography();
    EXPECT_GE(all.size(), 30u);
    for (const auto& [key, reference] : all) {
        const auto& fields = reference.fields;
        for (const char* field : {"author", "title", "year", "pages", "doi"})
            ASSERT_EQ(fields.count(field), 1u) << key << " has no " << field;
        EXPECT_TRUE(fields.count("journal") || fields.count("booktitle")) << key;
        EXPECT_EQ(fields.at("doi").substr(0, 3), "10.") << key;
        const int year = std::stoi(fields.at("year"));
        EXPECT_GT(year, 1900) << key;
        EXPECT_LT(year, 2030) << key;
    }
}

TEST(Bibliography, KeepsAccentsAndBraces) {
    const auto all = read_bibliography();
    EXPECT_EQ(all.at("montbrio2015").fields.at("author"), "Montbri{\\'o}, Ernest and Paz{\\'o}, Diego and Roxin, Alex");
    EXPECT_EQ(all.at("salmon2011").kind, "inproceedings");
}

} // namespace
} // namespace rewire
