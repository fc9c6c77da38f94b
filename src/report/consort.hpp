// The way of people through a trial as CONSORT 2010 draws it (Schulz 2010, BMJ 340:c332): boxes one below the other, a
// column for each arm. It is a plain list: whoever knows of a further step inserts its boxes.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "trial/analysis.hpp"

namespace rewire::report {

struct ConsortBox {
    std::string stage = {}; // said at the side; boxes of arms in one stage, the first, the second ..., share a row
    int arm = -1;           // in whose column; -1: of everybody, above the arms
    bool aside = false;     // of everybody: who leaves here, beside the line that goes on
    std::string title = {}; // in bold; may be empty
    std::vector<std::string> lines = {}; // what it is made of: "side effects (n = 4)"
};
struct ConsortFlow {
    std::vector<std::string> arms;
    std::vector<ConsortBox> boxes; // those of everybody first, from the top down; of each arm from the top down
};
// Assessed, excluded by which rule, allocated (or lived by: counterfactual), stopped, lost, seen, analysed.
ConsortFlow consort_of(const trial::Design& d, const trial::TrialCohort& c, const std::vector<trial::Found>& found);

// Where everything lies, in pixels: arms side by side where each has room, else one below the other.
struct ConsortPicture {
    struct Text {
        double x = 0, y = 0, width = 0; // left end of the base line, or its middle; at most as wide
        bool bold = false, middle = false;
        std::string words;
    };
    struct Placed {
        std::size_t box = 0; // of the flow
        double x = 0, y = 0, width = 0, height = 0;
        std::vector<Text> texts;
    };
    struct Stage { // a word at the side, from the top of its first row to the bottom of its last
        std::string name;
        double y = 0, height = 0;
    };
    using Way = std::vector<std::pair<double, double>>; // corners of an arrow; the head is at the last
    double width = 0, height = 0;
    std::vector<Placed> boxes;
    std::vector<Stage> stages; // none where arms stand one below the other
    std::vector<Way> arrows;
};
ConsortPicture consort_picture(const ConsortFlow& f, double width);
double consort_width(std::size_t arms); // on which up to six arms have room side by side
// One <svg> element, coloured by the page (trial.css).
std::string consort_svg(const ConsortFlow& f, double width, std::string_view looks = {});

} // namespace rewire::report
