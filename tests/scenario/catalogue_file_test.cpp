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
    EXPECT_TRUE(item("drug = \"x\"\n").drug);
    EXPECT_TRUE(item("pill = true\n").drug);
    EXPECT_FALSE(item("pill = false\n").drug);
    EXPECT_FALSE(item("pill = false\ncontested = true\n").drug);
    EXPECT_FALSE(item("contested = false\n").contested);
    EXPECT_FALSE(item("says = \"true\"\n").drug) << "nothing is said of it";
    EXPECT_TRUE(item("drug = \"x\"\ncontested = false\n").facts.empty()) << "told apart, not among the facts";
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
    const struct {
        std::string key, note, source;
        std::string_view status;
    } cases[] = {
        {"x", "assumed", "Meyer 2004", "assumed"},
        {"x", "Meyer 2004; the rest assumed", "", "partly assumed"},
        {"x", "by the label", "", "from the literature"},
        {"x", "a day", "Meyer 2004", "from the literature"},
        {"x", "a day", "assumed", "assumed"},
        {"x", "", "", "not told"},
        {"x", "12004 people", "", "not told"}, // five digits are no year
        {"x", "in 1899", "", "not told"},
        {"x", "Bliss 1973", "", "from the literature"}, // at the end of a note, and of the last century
        {"x", "2004", "", "not told"},                  // a year cites nobody
        {"x", "twice in 2004 people", "", "not told"},
        {"x", "in use since 1998; see 2019", "", "not told"},
        {"x", "half of it (Fox et al. 2012)", "", "from the literature"},
        {"x", "J Clin Pharmacol 2006;46:1308", "", "from the literature"},
        {"x", "Frank, 1991", "", "from the literature"},
        {"x", "in whole blood 0.87 uM, from memory (Riendeau 2001)", "", "cited from memory"},
        {"x", "assumed, by hand in sight of PET (Meyer 2001, checked)", "", "set by hand"},
        {"x", "in 204 people, 21000 in all", "", "not told"},
        {"x", "", "by definition", "see the source"},
        // what a source says of several things holds of each
        {"low", "", "range: Spitzer 2006; least change: Toussaint 2020; means in health and illness assumed",
         "from the literature"},
        {"least_change", "", "range: Spitzer 2006; least change: Toussaint 2020; means assumed", "from the literature"},
        {"offset", "", "range: Spitzer 2006; least change: Toussaint 2020; means assumed", "assumed"},
        {"noise", "", "range: Spitzer 2006; least change: Toussaint 2020; means assumed", "see the source"},
        {"high", "", "range: 7 items of 0 to 4; slope assumed", "see the source"},
        {"scale", "", "range: 7 items of 0 to 4; slope assumed", "assumed"},
        {"sum.anxiety", "", "range: 20 items of 1 to 4; weights assumed", "assumed"},
        {"outcome.relapse", "",
         "remission: below 5 (Kroenke 2001); relapse: a fortnight as in Frank 1991, the half assumed",
         "partly assumed"},
        {"outcome.remission", "", "remission: below 5 (Kroenke 2001); relapse: the half assumed",
         "from the literature"},
        {"amount", "", "dose of half occupancy: Meyer 2004; the rest assumed", "assumed"},
        {"between", "", "spread between people and test-retest assumed", "assumed"},
        {"noise", "", "spread between people and test-retest assumed", "assumed"},
        {"high", "", "spread between people and test-retest assumed", "see the source"},
        {"drive.PCC", "", "assumed; drives give 5 to 12 Hz where the activity is known to act", "assumed"},
        {"x", "", "assumed; labels of Meyer 2004", "see the source"}};
    for (const auto& [key, note, source, status] : cases)
        EXPECT_EQ(status_of({key, "1", note, source}), status) << key << " | " << note << " | " << source;
}
TEST(CatalogueFile, AValueHasTheSourceOfItsTable) {
    const auto items = catalogue_items(
        "name = \"x\"\nsource = \"assumed\"\nlow = 0\n[bands]\nsource = \"Spitzer 2006\"\n"
        "mild = 5\n[plain]\na = 1\n[[target]]\nsource = \"Fox 2012\"\nname = \"t\"\nb = 1\n",
        "x.toml");
    std::string seen;
    for (const auto& v : items.at(0).values)
        seen += v.key + ": " + v.source + ", " + std::string(status_of(v)) + "\n";
    EXPECT_EQ(seen,
              "bands.mild: Spitzer 2006, from the literature\nlow: assumed, assumed\nplain.a: assumed, assumed\n"
              "target.t.b: Fox 2012, from the literature\n");
}
