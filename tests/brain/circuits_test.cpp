#include "brain/circuits.hpp"

#include "brain/atlas.hpp"
#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;

TEST(Circuits, AllMembersAreCanonicalOrToldApart) {
    EXPECT_EQ(circuits().size(), 64u);
    for (const auto& c : circuits()) {
        EXPECT_FALSE(c.regions.empty()) << c.name;
        for (const auto& label : c.regions)
            EXPECT_EQ(atlas()[region_index(label)].label, label);
        for (const auto& label : c.outside)
            EXPECT_FALSE(resolve(label)) << label;
        EXPECT_EQ(find_circuit(c.name), &c);
    }
}

TEST(Circuits, AreFoundByNameAndAliasInAnyCase) {
    EXPECT_EQ(circuit("dlpfc").regions,
              (std::vector<std::string>{"ctx-lh-rostralmiddlefrontal", "ctx-rh-rostralmiddlefrontal",
                                        "ctx-lh-caudalmiddlefrontal", "ctx-rh-caudalmiddlefrontal"}));
    EXPECT_EQ(circuit("Dorsolateral Prefrontal Cortex").name, "dlPFC");
    EXPECT_EQ(circuit("ventral striatum").name, "accumbens");
    EXPECT_EQ(circuit("salience network").name, "SN");
    EXPECT_EQ(find_circuit("nowhere"), nullptr);
    EXPECT_EQ(made::complaint([] { circuit("amigdala", "s.toml"); }),
              "s.toml: did you mean \"amygdala\"? there is no circuit \"amigdala\"");
}

TEST(Circuits, TellWhatTheAtlasLacksAndWhatWasChecked) {
    EXPECT_EQ(circuit("reward circuit").outside, (std::vector<std::string>{"VTA-L", "VTA-R", "HB-L", "HB-R"}));
    EXPECT_TRUE(circuit("dlPFC").outside.empty());
    EXPECT_TRUE(circuit("vmPFC").checked);
    EXPECT_FALSE(circuit("dlPFC").checked);
}

TEST(Circuits, NamedPlacesAreRegionsOrCircuits) {
    EXPECT_EQ(regions_named("L_insula"), (std::vector<std::size_t>{33}));
    EXPECT_EQ(regions_named("insula"), (std::vector<std::size_t>{33, 67}));
    EXPECT_EQ(made::complaint([] { regions_named("vmPCF"); }),
              "did you mean \"vmPFC\"? \"vmPCF\" is neither a region of the 82-region atlas nor a circuit");
}
