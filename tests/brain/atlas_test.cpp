#include "brain/atlas.hpp"

#include "brain/made_files.hpp"
#include <algorithm>
#include <set>

using namespace rewire;
using namespace rewire::brain;

TEST(Atlas, HasTheRegionsOfDesikanKillianyAndAseg) {
    const auto regions = atlas();
    ASSERT_EQ(regions.size(), 82u);
    EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& r) { return r.cortex; }), 68);
    EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& r) { return r.hemisphere == 'L'; }), 41);
    EXPECT_EQ(regions[0].label, "ctx-lh-bankssts");
    EXPECT_EQ(regions[81].label, "Right-Thalamus");
    const std::set<std::string> networks{"DMN", "SN", "CEN", "SMN", "VIS", "DAN", "LIM", "SUB"};
    for (const auto& r : regions) {
        EXPECT_TRUE(networks.contains(r.network)) << r.label;
        EXPECT_EQ(r.centroid_mm[0] < 0, r.hemisphere == 'L') << r.label; // x grows to the right in MNI space
        EXPECT_EQ(r.cortex, r.lobe != "subcortex") << r.label;
    }
    EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& r) { return r.low_snr; }),
              12); // 6 regions a side
}

TEST(Atlas, MirroredRegionsShareNetworkAndSize) {
    for (const auto& r : atlas()) {
        if (r.hemisphere != 'L')
            continue;
        auto label = r.label;
        label = r.cortex ? "ctx-rh" + label.substr(6) : "Right" + label.substr(4);
        const auto& other = atlas()[region_index(label)];
        EXPECT_EQ(r.network, other.network) << label;
        EXPECT_EQ(r.size_log, other.size_log) << label;
    }
}

TEST(Atlas, ResolvesEveryStyleOfLabel) {
    const std::pair<const char*, const char*> cases[] = {
        {"ctx-lh-bankssts", "ctx-lh-bankssts"},
        {"ctx_lh_bankssts", "ctx-lh-bankssts"},
        {"CTX-RH-Insula", "ctx-rh-insula"},
        {"L_bankssts", "ctx-lh-bankssts"},
        {"r_superiorfrontal", "ctx-rh-superiorfrontal"},
        {"lh_bankssts", "ctx-lh-bankssts"},
        {"rh-bankssts", "ctx-rh-bankssts"},
        {"lh.cuneus", "ctx-lh-cuneus"},
        {"bankssts_L", "ctx-lh-bankssts"},
        {"bankssts-rh", "ctx-rh-bankssts"},
        {"Left-Amygdala", "Left-Amygdala"},
        {"Lamyg", "Left-Amygdala"},
        {"Raccumb", "Right-Accumbens-area"},
        {"Lcaud", "Left-Caudate"},
        {"Lhippo", "Left-Hippocampus"},
        {"Rpal", "Right-Pallidum"},
        {"Lput", "Left-Putamen"},
        {"Rthal", "Right-Thalamus"},
        {"Left-Thalamus-Proper", "Left-Thalamus"},
        {"Right Accumbens", "Right-Accumbens-area"},
        {"hippocampus_R", "Right-Hippocampus"},
        {" Left-Putamen ", "Left-Putamen"},
    };
    for (const auto& [given, expected] : cases) {
        const auto found = resolve(given);
        ASSERT_TRUE(found) << given;
        EXPECT_EQ(atlas()[*found].label, expected) << given;
    }
}

TEST(Atlas, EveryOwnAndEnigmaLabelResolvesToItself) {
    for (std::size_t i = 0; i < atlas().size(); ++i) {
        EXPECT_EQ(resolve(atlas()[i].label), i);
        EXPECT_EQ(resolve(atlas()[i].enigma), i);
    }
}

TEST(Atlas, LeavesUnknownLabelsAlone) {
    for (const char* label : {"", "bankssts", "insula", "rBSTS", "ctx-lh-corpuscallosum", "ctx-lh-unknown",
                              "wm-lh-insula", "7Networks_LH_Vis_1", "ctx-Left-Amygdala"})
        EXPECT_FALSE(resolve(label)) << label;
    EXPECT_FALSE(resolve(std::string(1000000, 'x')));
}

TEST(Atlas, NamesTheNearestRegion) {
    EXPECT_EQ(made::complaint([] { region_index("ctx-lh-insulla", "a.toml"); }),
              "a.toml: did you mean \"ctx-lh-insula\"? there is no region \"ctx-lh-insulla\" in the 82-region atlas");
}

TEST(Atlas, RefusesTwoNamesOfOneRegion) {
    EXPECT_EQ(canonical_labels({"Lamyg", "somewhere"}, "f"), (std::vector<std::string>{"Left-Amygdala", "somewhere"}));
    EXPECT_EQ(
        made::complaint([] {
            canonical_labels({"ctx-lh-insula", "x", "L_insula"}, "f.csv");
        }),
        "f.csv: \"ctx-lh-insula\" (number 1) and \"L_insula\" (number 3) both name the region ctx-lh-insula; keep one");
    EXPECT_EQ(made::complaint([] {
                  canonical_labels({"x", "x"}, "f.csv");
              }),
              "f.csv: region \"x\" stands twice (numbers 1 and 2); each region stands once");
}
