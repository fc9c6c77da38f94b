// catalog/brains: how much brains differ.
#include <algorithm>
#include <fmt/format.h>

#include "model/medicine_reader.hpp"

namespace rewire::model {
namespace {

struct Size {
    std::string_view name;
    double BrainSizes::*of;
    Unit unit = rewire::unit("1");
};
constexpr Size sizes[]{{"tract_region_spread", &BrainSizes::tract_region_spread},
                       {"tract_spread", &BrainSizes::tract_spread},
                       {"gain_spread", &BrainSizes::gain_spread},
                       {"gain_session", &BrainSizes::gain_session},
                       {"fluctuation", &BrainSizes::fluctuation, unit("pA")},
                       {"fluctuation_spread", &BrainSizes::fluctuation_spread},
                       {"fluctuation_session", &BrainSizes::fluctuation_session},
                       {"pattern_mean", &BrainSizes::pattern_mean},
                       {"pattern_spread", &BrainSizes::pattern_spread},
                       {"pattern_session", &BrainSizes::pattern_session},
                       {"rest_scan", &BrainSizes::rest_scan, unit("min")}};

void read_size(scenario::Section& s, BrainSizes& out, Names& told) {
    const auto name = s.text("name"), written = s.text("unit");
    s.text("source");
    const double value = s.number("value");
    const auto range = s.numbers("range");
    if (range.size() != 2 || !(range[0] >= 0 && range[0] <= range[1]))
        s.wrong("range", "two numbers are expected, the lowest and the highest value, from 0 up");
    else if (!(value >= range[0] && value <= range[1]))
        s.wrong("value", fmt::format("{} to {} {} is expected", range[0], range[1], written));
    const auto* known = std::ranges::find(sizes, name, &Size::name);
    if (known == std::end(sizes)) {
        s.wrong("name", known_instead(name, names_in(sizes), fmt::format("brains differ in no \"{}\"", name)));
    } else if (std::ranges::find(told, known->name) != told.end()) {
        s.wrong("name", fmt::format("leave one out; \"{}\" is told twice", name));
    } else {
        if (written != known->unit.text)
            s.wrong("unit", fmt::format("write \"{}\"; {} is told in it", known->unit.text, name));
        told.push_back(known->name);
        out.*known->of = value * known->unit.si;
    }
    s.finish();
}

} // namespace

BrainSizes read_brain_sizes(MedicineReader& reader, const std::vector<CatalogFile>& files) {
    BrainSizes out;
    std::size_t read = 0;
    reader.each(files, [&](scenario::Section& root) {
        if (read++ > 0)
            root.wrong("size", fmt::format("keep one; {} tells already how brains differ (a file of the built-in one's "
                                           "name takes its place)",
                                           files.front().name));
        Names told;
        for (auto& s : root.sections("size"))
            read_size(s, out, told);
        for (const auto& k : sizes)
            if (std::ranges::find(told, k.name) == told.end())
                root.wrong("size", fmt::format("add a [[size]] named \"{}\", with value 0 where brains do not differ "
                                               "in it",
                                               k.name));
    });
    return out;
}

} // namespace rewire::model
