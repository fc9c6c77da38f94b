#include "brain/read_graphml.hpp"

#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
// As braingraph.org writes it.
const std::string braingraph = R"(<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="FA_mean" attr.type="double" for="edge" id="d9"/>
  <key attr.name="number_of_fibers" attr.type="int" for="edge" id="d8"/>
  <key attr.name="fiber_length_mean" attr.type="double" for="edge" id="d7"/>
  <key attr.name="dn_name" attr.type="string" for="node" id="d6"/>
  <key attr.name="dn_hemisphere" attr.type="string" for="node" id="d5"/>
  <key attr.name="dn_region" attr.type="string" for="node" id="d4"/>
  <graph edgedefault="undirected">
    <node id="1"><data key="d6">lh.insula</data><data key="d5">left</data><data key="d4">cortical</data></node>
    <node id="2"><data key="d6">Right-Amygdala</data><data key="d5">right</data><data key="d4">subcortical</data></node>
    <node id="3"><data key="d6">rh.insula</data><data key="d5">right</data><data key="d4">cortical</data></node>
    <edge source="1" target="2"><data key="d9">0.4</data><data key="d8">7</data><data key="d7">31.5</data></edge>
    <edge source="3" target="2"><data key="d9">0.3</data><data key="d8">2</data><data key="d7">20</data></edge>
  </graph>
</graphml>
)";
MatrixFile read(const std::string& text, const std::string& variable = {}) {
    return read_graphml(text, "g.graphml", variable);
}
std::string complaint(const std::string& text, const std::string& variable = {}) {
    return made::complaint([&] { read(text, variable); });
}
std::string with(const std::string& from, const std::string& to) {
    auto text = braingraph;
    return text.replace(text.find(from), from.size(), to);
}
} // namespace

TEST(ReadGraphml, ReadsBraingraphsKeys) {
    const auto m = read(braingraph);
    EXPECT_EQ(m.labels, (Labels{"lh.insula", "Right-Amygdala", "rh.insula"}));
    EXPECT_EQ(m.variable, "number_of_fibers");
    EXPECT_EQ(m.values(0, 1), 7);
    EXPECT_EQ(m.values(1, 0), 7);
    EXPECT_EQ(m.values(1, 2), 2);
    EXPECT_EQ(m.values(0, 2), 0);
    EXPECT_EQ(m.lengths_mm(1, 0), 31.5);
    EXPECT_EQ(m.hemispheres, (std::vector<double>{0, 1, 1}));
    EXPECT_EQ(m.cortical, (std::vector<double>{1, 0, 1}));
    EXPECT_EQ(
        m.notes,
        (Labels{"the region labels were read from the nodes' \"dn_name\"",
                "the weights are \"number_of_fibers\" of the edges' FA_mean, number_of_fibers, fiber_length_mean"}));
    EXPECT_EQ(read(braingraph, "FA_mean").values(0, 1), 0.4);
    const auto lengths = read(braingraph, "fiber_length_mean");
    EXPECT_EQ(lengths.values(0, 1), 31.5);
    EXPECT_TRUE(lengths.lengths_mm.empty());
    EXPECT_EQ(complaint(braingraph, "FA_men"),
              "g.graphml: did you mean \"FA_mean\"? there is no key \"FA_men\" of its edges; it has "
              "FA_mean, number_of_fibers, fiber_length_mean");
}

TEST(ReadGraphml, DirectedEdgesAndDefaults) {
    const std::string text =
        "<graphml><key id='w' for='edge' attr.name='weight' attr.type='double'><default>3</default></key>"
        "<graph edgedefault='directed'><node id='a'/><node id='b'/><edge source='a' target='b'/>"
        "<edge source='b' target='a'><data key='w'>5</data></edge></graph></graphml>";
    const auto m = read(text);
    EXPECT_EQ(m.labels, (Labels{"a", "b"}));
    EXPECT_EQ(m.values(0, 1), 3);
    EXPECT_EQ(m.values(1, 0), 5);
}

TEST(ReadGraphml, TellsWhatIsWrongWithItsLine) {
    EXPECT_EQ(complaint(with("target=\"2\"><data key=\"d9\">0.4", "target=\"9\"><data key=\"d9\">0.4")),
              "g.graphml:13: an edge names a node that is not there: \"9\"");
    EXPECT_EQ(complaint(with("<data key=\"d8\">7<", "<data key=\"d8\">x<")),
              "g.graphml:13: the edge from 1 to 2 has the number_of_fibers \"x\", which is no number");
    EXPECT_EQ(complaint(with("<data key=\"d8\">7</data>", "")),
              "g.graphml:13: the edge from 1 to 2 has the number_of_fibers \"\", which is no number");
    EXPECT_EQ(complaint(with("node id=\"3\"", "node id=\"2\"")), "g.graphml:12: the node \"2\" stands twice");
    EXPECT_EQ(complaint(with("source=\"3\" target=\"2\"", "source=\"2\" target=\"1\"")),
              "g.graphml: the edge of row Right-Amygdala, column lh.insula stands twice; keep one");
    EXPECT_EQ(
        complaint(with("number_of_fibers", "ADC_mean")),
        "g.graphml: choose the weights with --variable NAME; its edges have FA_mean, ADC_mean, fiber_length_mean");
    EXPECT_EQ(complaint(braingraph.substr(0, 900)).substr(0, 32), "g.graphml:12: is not whole XML: ");
    EXPECT_EQ(complaint("<graphml></graphml>"), "g.graphml: holds no <graph>; a GraphML file with one is expected");
    EXPECT_EQ(complaint("<graphml><graph><node id='a'/></graph></graphml>"),
              "g.graphml: has 1 nodes; 2 to 2048 are read");
}
