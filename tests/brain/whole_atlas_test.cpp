// Whole atlases, label by label, and what BIDS puts beside a matrix: the right list or none.
#include "brain/atlas.hpp"
#include "brain/made_files.hpp"
#include "brain/matrix_file.hpp"
#include "brain/parcellation.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {

// Every label of an atlas as its makers write it, its side, and whether it is cortex.
struct Whole {
    Texts labels;
    std::string sides;
    std::size_t cortical = 0;
};
Whole whole(std::string_view atlas) {
    const NamedTable table(embedded("template/parcellations.tsv"));
    const bool aal = atlas.starts_with("AAL");
    Whole out;
    const auto add = [&](std::string label, char side, bool cortex) {
        out.labels.push_back(std::move(label));
        out.sides += side;
        out.cortical += cortex;
    };
    for (std::size_t r = 0; r < table.size(); ++r) {
        if (fmt::format(";{};", table.text(r, "atlas")).find(fmt::format(";{};", atlas)) == std::string::npos)
            continue;
        const auto name = table.text(r, "name");
        const bool cortex = table.text(r, "kind") == "cortex";
        if (table.text(r, "sides") != "LR") {
            add(std::string(name), '?', cortex);
            continue;
        }
        for (const char side : {'L', 'R'})
            add(aal                  ? fmt::format("{}_{}", name, side)
                : atlas == "HCP-MMP" ? fmt::format("{}_{}_ROI", side, name)
                                     : fmt::format("{}h.{}", side == 'L' ? 'l' : 'r', name),
                side, cortex);
    }
    return out;
}

} // namespace

TEST(WholeAtlas, IsKnownInAnyOrderAndNotWithOneStranger) {
    for (const char* name : {"AAL", "AAL2", "AAL3", "HCP-MMP", "Destrieux"}) {
        const auto all = whole(name);
        const auto p = recognise(all.labels);
        ASSERT_TRUE(p) << name;
        EXPECT_EQ(p->name, name);
        EXPECT_FALSE(p->built_in);
        std::size_t cortical = 0;
        for (std::size_t k = 0; k < all.labels.size(); ++k) {
            EXPECT_EQ(p->places[k].hemisphere, all.sides[k]) << all.labels[k];
            cortical += p->places[k].cortex == 'y';
        }
        EXPECT_EQ(cortical, all.cortical) << name;
        EXPECT_EQ(std::ranges::count(all.sides, 'L'), std::ranges::count(all.sides, 'R')) << name;
        auto turned = all.labels;
        std::ranges::reverse(turned);
        const auto q = recognise(turned);
        ASSERT_TRUE(q) << name;
        for (std::size_t k = 0; k < turned.size(); ++k)
            EXPECT_EQ(q->places[k].hemisphere, p->places[turned.size() - 1 - k].hemisphere);
        for (std::size_t k = 0; k < all.labels.size(); k += 23) {
            auto odd = all.labels;
            odd[k] = "Nowhere_L";
            EXPECT_FALSE(recognise(odd)) << name << " without " << all.labels[k];
        }
        // Names of a foreign atlas are kept, each as it is.
        EXPECT_EQ(canonical_labels(all.labels, "f"), all.labels) << name;
    }
}

// All of a hemisphere's regions belong to it by every spelling, and the middle of every region lies there.
TEST(WholeAtlas, TheBuiltInOneIsKnownByEverySpellingOfAllItsRegions) {
    Texts own, enigma, capitals, dots;
    for (const auto& r : atlas()) {
        own.push_back(r.label);
        enigma.push_back(r.enigma);
        capitals.push_back(r.label);
        dots.push_back(r.label);
        for (char& c : capitals.back())
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        std::ranges::replace(dots.back(), '-', '.');
        EXPECT_EQ(r.centroid_mm[0] < 0, r.hemisphere == 'L') << r.label;
    }
    for (const auto& labels : {own, enigma, capitals, dots}) {
        EXPECT_EQ(canonical_labels(labels, "f"), own) << labels[0];
        const auto p = recognise(labels);
        ASSERT_TRUE(p && p->built_in) << labels[0];
        EXPECT_EQ(p->name, "82-region");
        for (std::size_t k = 0; k < 82; ++k) {
            EXPECT_EQ(p->places[k].hemisphere, atlas()[k].hemisphere);
            EXPECT_EQ(p->places[k].cortex, atlas()[k].cortex ? 'y' : 'n');
            EXPECT_EQ(p->places[k].network, atlas()[k].network);
        }
    }
    auto twice = own;
    twice[1] = enigma[0];
    EXPECT_NE(made::complaint([&] { canonical_labels(twice, "f"); }).find("(number 1)"), std::string::npos);
}

// The list of nodes with most in common and no contradiction; of two that are as near, none.
TEST(BesideAMatrix, StandsTheListOfItsOwnNodes) {
    const auto labels = [](const Texts& lists, const std::string& matrix = "sub-01_atlas-DK_desc-a_relmat.dense.tsv") {
        for (const auto& entry : made::fs::directory_iterator(made::folder()))
            made::fs::remove(entry.path());
        for (const auto& list : lists)
            made::text(list + "_nodeindices.tsv", "index\tname\n1\t" + list + "\n2\tz\n");
        const auto m = read_matrix_file(made::text(matrix, "0\t1\n1\t0\n"));
        return m.labels.empty() ? "" : m.labels[0];
    };
    EXPECT_EQ(labels({"atlas-DK"}), "atlas-DK");
    EXPECT_EQ(labels({"atlas-AAL"}), "") << "of another atlas";
    EXPECT_EQ(labels({"sub-02_atlas-DK"}), "") << "of another person";
    EXPECT_EQ(labels({"atlas-DK", "sub-01_atlas-DK"}), "sub-01_atlas-DK") << "the nearer one";
    EXPECT_EQ(labels({"sub-01", "atlas-DK"}), "") << "as near";
    EXPECT_EQ(labels({"sub-01", "atlas-DK", "atlas-DK_desc-a"}), "atlas-DK_desc-a");
    EXPECT_EQ(labels({"atlas-DK_res-2"}), "atlas-DK_res-2") << "what the matrix does not say is no contradiction";
    EXPECT_EQ(labels({"atlas-DK"}, "sub-01_atlas-DK_other.tsv"), "") << "of a matrix that is none of BIDS";
    // From 0 or from 1, in any order.
    for (const int first : {0, 1}) {
        made::text("sub-01_atlas-DK_desc-a_nodeindices.tsv",
                   fmt::format("name\tmatrix_index\nb\t{}\na\t{}\n", first + 1, first));
        EXPECT_EQ(read_matrix_file(made::text("sub-01_atlas-DK_desc-a_relmat.tsv", "0\t1\n1\t0\n")).labels,
                  (Texts{"a", "b"}))
            << first;
    }
    made::text("sub-01_atlas-DK_desc-a_nodeindices.tsv", "name\tmatrix_index\nb\t3\na\t1\n");
    EXPECT_NE(made::complaint([] {
                  read_matrix_file(made::folder() / "sub-01_atlas-DK_desc-a_relmat.tsv");
              }).find("from 1 to 2, are expected"),
              std::string::npos);
}
