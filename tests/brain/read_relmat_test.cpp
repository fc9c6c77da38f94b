#include "brain/read_relmat.hpp"

#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
const std::string rows = "n/a\t1\n2\tn/a\n";
std::string complaint(const made::fs::path& path) {
    return made::complaint([&] { read_matrix_file(path); });
}
} // namespace

TEST(ReadRelmat, TakesWhatStandsBesideTheMatrix) {
    const auto path = made::text("sub-01_atlas-DK_meas-count_relmat.dense.tsv", rows);
    EXPECT_TRUE(read_matrix_file(path).labels.empty());
    made::text("sub-01_atlas-DK_meas-count_relmat.json",
               R"({"RelationshipMeasure": "streamlineCount", "MeasureUnits": "1", "Directed": false})");
    made::text("atlas-DK_nodeindices.tsv",
               "matrix_index\tnode_file\tnode_index\tlabel\n1\tatlas-DK\t4\tinsula R\n0\tatlas-DK\t3\tinsula L\n");
    made::text("atlas-AAL_nodeindices.tsv", "matrix_index\tlabel\n0\tx\n");
    const auto m = read_matrix_file(path);
    EXPECT_EQ(m.format, "BIDS relmat");
    EXPECT_EQ(m.labels, (Labels{"insula L", "insula R"}));
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.notes,
              (Labels{"the diagonal says \"not available\", which is no connection of a region with itself",
                      "sub-01_atlas-DK_meas-count_relmat.json says: measure streamlineCount, in 1, directed false",
                      "the region labels were read from atlas-DK_nodeindices.tsv"}));
}

TEST(ReadRelmat, TellsWhatDoesNotFit) {
    const auto path = made::text("sub-01_relmat.dense.tsv", rows);
    const auto nodes = made::text("sub-01_nodeindices.tsv", "matrix_index\tlabel\n1\ta\n1\tb\n");
    EXPECT_EQ(complaint(path),
              "sub-01_nodeindices.tsv:3: a label, and a matrix_index that stands once, from 1 to 2, are expected\n    "
              "3 | 1\tb");
    made::text("sub-01_nodeindices.tsv", "matrix_index\tlabel\n1\ta\n");
    EXPECT_EQ(complaint(path), "sub-01_nodeindices.tsv: lists 1 nodes; sub-01_relmat.dense.tsv has 2 regions");
    made::fs::remove(nodes);
    made::text("sub-01_relmat.json", "[1");
    EXPECT_EQ(complaint(path),
              "sub-01_relmat.json: is not a JSON object, which BIDS puts beside a matrix; mend or remove it");
}
