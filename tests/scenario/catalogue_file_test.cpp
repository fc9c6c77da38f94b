// What a file of the catalogue tells people.
#include "scenario/catalogue_file.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

using namespace rewire;
using namespace rewire::scenario;

TEST(CatalogueFile, AnItemTellsItsValuesNotesAndFacts) {
    const auto items = catalogue_items(
        "name = \"walk\"\nsays = \"a walk\"\nsource = \"Meyer 2004\"\ncontested = true\n"
        "hours = 2 # a day, assumed\nlength = \"50 min\"\nkind = \"bout\"\n"
        "tags = [\"a\", \"b\"]\n[dose]\nmost = \"4 h\" # by the label\n",
        "walk.toml");
    ASSERT_EQ(items.size(), 1u);
    const auto& walk = items[0];
    EXPECT_EQ(walk.name, "walk");
    EXPECT_EQ(walk.says, "a walk");
    EXPECT_EQ(walk.source, "Meyer 2004");
    EXPECT_TRUE(walk.contested);
    EXPECT_FALSE(walk.drug);
    ASSERT_EQ(walk.values.size(), 3u);
    EXPECT_EQ(walk.values[0].key, "dose.most");
    EXPECT_EQ(walk.values[0].note, "by the label");
    EXPECT_EQ(walk.values[1].key, "hours");
    EXPECT_EQ(walk.values[1].value, "2");
    EXPECT_EQ(walk.values[2].value, "50 min");
    using Fact = std::pair<std::string, std::string>;
    EXPECT_EQ(walk.facts, (std::vector<Fact>{{"kind", "bout"}, {"tags", "[\"a\", \"b\"]"}}));
}

TEST(CatalogueFile, ADrugIsOneWhereItSaysSo) {
    const auto item = [](const std::string& says) { return catalogue_items("name = \"x\"\n" + says, "x.toml").at(0); };
    EXPECT_TRUE(item("drug = true\n").drug);
    EXPECT_FALSE(item("drug = false\n").drug);
    EXPECT_FALSE(item("drug = false\ncontested = true\n").drug);
    EXPECT_FALSE(item("contested = false\n").contested);
    EXPECT_FALSE(item("says = \"true\"\n").drug) << "nothing is said of it";
    EXPECT_TRUE(item("drug = true\ncontested = false\n").facts.empty()) << "told apart, not among the facts";
}
// Tables within tables are told with their whole path; of an item in a list by its name.
TEST(CatalogueFile, ValuesOfTablesHaveTheirPath) {
    const auto items = catalogue_items(
        "name = \"x\"\nlow = -2\nhigh = +3 # assumed\n[a.b]\nc = \"-1.5 h\"\nname = \"inner\"\n"
        "[[target]]\nname = \"dlPFC\"\nshare = 0.5\n[[target]]\nshare = 1\n",
        "x.toml");
    std::vector<std::string> seen;
    for (const auto& v : items.at(0).values)
        seen.push_back(v.key + " = " + v.value + (v.note.empty() ? "" : " # " + v.note));
    EXPECT_EQ(seen, (std::vector<std::string>{"a.b.c = -1.5 h", "high = 3 # assumed", "low = -2",
                                              "target.dlPFC.share = 0.5", "target.?.share = 1"}));
    EXPECT_EQ(catalogue_items("signal = \"stress\"\nsd = 0.1\n", "n.toml").at(0).name, "stress") << "of a noise";
    EXPECT_TRUE(catalogue_items("x = 1\n[y]\nz = 2\n", "n.toml").empty()) << "no item, no list of any";
}
TEST(CatalogueFile, AListIsAnItemForEachTable) {
    const auto items = catalogue_items(
        "[[pathway]] # from the front\nname = \"a>b\"\nweight = 1\n"
        "[[pathway]]\nname = \"b>a\"\nsays = \"back\"\nawaits = \"plasticity\"\n",
        "p.toml");
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0].name, "a>b");
    EXPECT_EQ(items[0].says, "from the front");
    EXPECT_EQ(items[1].says, "back");
    EXPECT_EQ(items[1].awaits, "plasticity");
    EXPECT_THROW(catalogue_items("[[", "p.toml"), InputError);
}

TEST(CatalogueFile, TheStatusOfAValueIsItsNotesAndElseItsSources) {
    EXPECT_EQ(status_of("assumed", "Meyer 2004"), "assumed");
    EXPECT_EQ(status_of("Meyer 2004; the rest assumed", ""), "partly assumed");
    EXPECT_EQ(status_of("by the label", ""), "from the literature");
    EXPECT_EQ(status_of("a day", "Meyer 2004"), "from the literature");
    EXPECT_EQ(status_of("a day", "assumed"), "assumed");
    EXPECT_EQ(status_of("", ""), "not told");
    EXPECT_EQ(status_of("12004 people", ""), "not told") << "five digits are no year";
    EXPECT_EQ(status_of("in 1899", ""), "not told");
    EXPECT_EQ(status_of("Bliss 1973", ""), "from the literature") << "at the end of a note, and of the last century";
    EXPECT_EQ(status_of("2004", ""), "from the literature");
    EXPECT_EQ(status_of("in 204 people, 21000 in all", ""), "not told");
    EXPECT_EQ(status_of("", "assumed; labels of Meyer 2004"), "partly assumed");
}
