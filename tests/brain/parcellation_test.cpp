#include "brain/parcellation.hpp"

#include "brain/atlas.hpp"
#include "brain/connectome.hpp"
#include "brain/made_files.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {

std::string name_of(const Texts& labels) {
    const auto p = recognise(labels);
    return p ? p->name : "";
}

} // namespace

TEST(Parcellation, KnowsAtlasesByTheirNames) {
    EXPECT_EQ(name_of({"ctx-lh-insula", "Right-Amygdala", "Brain-Stem", "Left-Cerebellum-Cortex"}), "82-region");
    EXPECT_EQ(name_of({"L_insula", "Ramyg"}), "82-region");
    EXPECT_EQ(name_of({"Frontal_Sup_L", "Insula_R", "Vermis_4_5"}), "AAL");
    EXPECT_EQ(name_of({"Frontal_Sup_2_L", "Thalamus_R", "Cerebelum_Crus1_L"}), "AAL2");
    EXPECT_EQ(name_of({"Frontal_Sup_2_L", "Thal_AV_R", "ACC_sub_L", "Cerebellum_Crus1_L", "Raphe_D"}), "AAL3");
    EXPECT_EQ(name_of({"7Networks_LH_Vis_1", "7Networks_RH_Default_PFC_12"}), "Schaefer (7 networks)");
    EXPECT_EQ(name_of({"LH_SalVentAttn_FrOperIns_2", "Left-Amygdala"}), "Schaefer (7 networks)");
    EXPECT_EQ(name_of({"17Networks_LH_VisCent_ExStr_1", "17Networks_RH_TempPar_3"}), "Schaefer (17 networks)");
    EXPECT_EQ(name_of({"L_V1_ROI", "R_p9-46v_ROI", "Right-Thalamus"}), "HCP-MMP");
    EXPECT_EQ(name_of({"L_V1_ROI-lh", "lh.L_MST_ROI", "ctx-rh-R_V1_ROI"}), "HCP-MMP");
    EXPECT_EQ(name_of({"ctx_lh_G_and_S_frontomargin", "rh.S_temporal_transverse", "L G&S_paracentral"}), "Destrieux");
    EXPECT_EQ(name_of({"lh_Pole_occipital", "Left-Putamen"}), "Destrieux");
}

TEST(Parcellation, IsRecognisedWholeOrNotAtAll) {
    for (const Texts& labels : {Texts{"Frontal_Sup_L", "Insula_R", "Somewhere"},
                                {"7Networks_LH_Vis_1", "odd"},
                                {"7Networks_LH_Vis_1", "17Networks_LH_VisCent_1"},
                                {"L_V1_ROI", "R_NOWHERE_ROI"},
                                {"L_1", "R_1", "L_2", "R_2"},
                                {"Frontal_Sup_L", "Frontal_Sup_2_R"},
                                {"a", "b"},
                                {"L_V1_ROI-rh"},
                                {"Vermis_3_L"},
                                {},
                                {"Insula_L", "Cortex_of_mine_L"}})
        EXPECT_EQ(name_of(labels), "") << fmt::format("{}", fmt::join(labels, " "));
}

TEST(Parcellation, TellsSideCortexAndNetwork) {
    const auto aal = recognise({"Frontal_Sup_L", "Hippocampus_R", "Vermis_3", "Cerebelum_6_L"});
    ASSERT_TRUE(aal);
    EXPECT_EQ(aal->places[0].hemisphere, 'L');
    EXPECT_EQ(aal->places[0].cortex, 'y');
    EXPECT_EQ(aal->places[1].hemisphere, 'R');
    EXPECT_EQ(aal->places[1].cortex, 'n');
    EXPECT_EQ(aal->places[2].hemisphere, '?');
    EXPECT_EQ(aal->places[3].cortex, 'n');
    const auto schaefer = recognise({"7Networks_LH_Cont_Par_1", "7Networks_RH_SomMot_4"});
    ASSERT_TRUE(schaefer);
    EXPECT_EQ(schaefer->places[0].network, "CEN");
    EXPECT_EQ(schaefer->places[1].network, "SMN");
    EXPECT_EQ(schaefer->places[1].hemisphere, 'R');
}

// Counts that the makers publish.
TEST(Parcellation, TablesHoldEveryRegion) {
    const auto all = [](const char* atlas, std::size_t regions) {
        const NamedTable table(embedded("template/parcellations.tsv"));
        std::size_t count = 0;
        for (std::size_t r = 0; r < table.size(); ++r)
            if (fmt::format(";{};", table.text(r, "atlas")).find(fmt::format(";{};", atlas)) != std::string::npos)
                count += table.text(r, "sides") == "LR" ? 2 : 1;
        EXPECT_EQ(count, regions) << atlas;
    };
    all("AAL", 116);
    all("AAL2", 120);
    all("AAL3", 166);
    all("HCP-MMP", 360);
    all("Destrieux", 150); // 74 a side and the medial wall
}

TEST(Parcellation, AForeignAtlasKeepsItsLabelsAndIsNotMatchedWithOurs) {
    const auto c = read_connectome(std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/cases/aal12.csv");
    EXPECT_EQ(c.atlas, "AAL");
    EXPECT_EQ(c.labels[2], "Insula_L");
    EXPECT_EQ(std::ranges::count(c.cortical, 'y'), 10);
    EXPECT_EQ(std::ranges::count(cortex_of(c), true), 10);
    EXPECT_EQ(describe(c)[1], "12 regions of the atlas AAL, 10 of them cortical");
    // The same names in a list of no known atlas are nobody's; FreeSurfer's own spelling stays ours.
    EXPECT_EQ(canonical_labels({"Insula_L", "Cortex_of_mine_L", "lh_insula"}, "f"),
              (Texts{"Insula_L", "Cortex_of_mine_L", "ctx-lh-insula"}));
    EXPECT_EQ(canonical_labels({"insula_l", "bankssts_L"}, "f"), (Texts{"ctx-lh-insula", "ctx-lh-bankssts"}));
}

TEST(Parcellation, WithoutAWholeAtlasNothingIsSaidOfCortex) {
    const auto c = read_connectome(made::text("w.csv", "Insula_L,Cortex_of_mine_L,Lamyg\n0,1,2\n1,0,3\n2,3,0\n"));
    EXPECT_TRUE(cortex_of(c).empty());
    EXPECT_EQ(c.atlas, "");
}
