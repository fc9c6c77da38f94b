#include "model/slopes.hpp"

#include <cmath>
#include <fmt/format.h>

#include "model/medicine_reader.hpp"

namespace rewire::model {

void age_person(life::Life& life, const std::vector<SlopeTarget>& slopes, const AgeAndSex& who) {
    for (const auto& s : slopes)
        for (const auto& [mechanism, param] : s.parameters) {
            auto m = life.mechanism(mechanism);
            const auto row = mechanism::find_row(m.mechanism().params, param);
            const double by = s.slope.of(who);
            for (std::size_t c = 0; c < m.cells(); ++c) {
                double& v = m.param(row, c);
                v = s.log ? v * std::exp(by) : v + by * m.mechanism().params[row].unit.si;
            }
        }
}

SlopeTarget read_slope(const life::LifeModel& model, std::vector<Instrument>& instruments, scenario::Section& s) {
    SlopeTarget t;
    t.name = scenario::read_name(s);
    s.text("says");
    s.text("source");
    t.log = s.has("times");
    if (s.has("times") == s.has("added"))
        s.wrong(t.log ? "added" : "", "say either times = { women = ..., decade = ... } or added = { ... }");
    auto by = s.section(t.log ? "times" : "added");
    for (auto [key, to] : {std::pair{"women", &t.slope.women}, {"decade", &t.slope.decade}}) {
        const double v = by.number(key, t.log ? 1.0 : 0.0);
        if (t.log && !(v >= 0.2 && v <= 5))
            by.wrong(key, fmt::format("{} is a factor from 0.2 to 5, not {}", key, by.as_written(key)));
        else
            *to = t.log ? std::log(v) : v;
    }
    by.finish();
    t.parameters = read_parameters(model, s);
    for (const auto& name : t.instruments = s.texts("instruments")) {
        const auto i = std::ranges::find(instruments, name, &Instrument::name);
        if (i == instruments.end()) {
            s.wrong("instruments", unknown("instrument", name, names_in(instruments)));
            continue;
        }
        if (i->product != t.log)
            s.wrong("instruments", fmt::format("{} is a {}: say {} of it", name, i->product ? "product" : "sum",
                                               i->product ? "times" : "added"));
        i->by.women += t.slope.women;
        i->by.decade += t.slope.decade;
    }
    if (!s.has("parameters") && !s.has("instruments"))
        s.wrong("", "say of what: parameters = [\"hours.r_s\"] or instruments = [\"rmssd\"]");
    return t;
}

} // namespace rewire::model
