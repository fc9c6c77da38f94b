// Who tells what to whom, as a picture: boxes in layers, arrows with the signals they carry and their sign, and the
// same as a table, where no line crosses another.
#pragma once
#include <string>
#include <vector>

namespace rewire::report {

struct WiringPicture {
    struct Box {
        std::string name, note;
        std::size_t layer = 0;
    };
    struct Arrow {
        std::string from, to, signal; // names of boxes
        int sign = 0;                 // +1 raises what it reaches, -1 lowers it, 0 both or neither
    };
    std::vector<std::string> layers; // titles, top to bottom
    std::vector<Box> boxes;
    std::vector<Arrow> arrows; // those between the same two boxes are drawn as one
};

// A document on its own, for light and dark pages, with its legend. Defect when an arrow names a box that is not there.
std::string wiring_svg(const WiringPicture& w);

} // namespace rewire::report
