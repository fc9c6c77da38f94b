// A parameter of a life by its name, "gains.g_P".
#include <fmt/format.h>

#include "base/known.hpp"
#include "model/doubts.hpp"
#include "model/life_model.hpp"

namespace rewire::model {

NamedParameter find_parameter(const life::LifeModel& model, std::string_view name) {
    const auto dot = name.find('.');
    const auto* e = dot == std::string_view::npos ? nullptr : model.find(name.substr(0, dot));
    const auto row = e ? mechanism::find_row(e->params, name.substr(dot + 1)) : std::string_view::npos;
    return row == std::string_view::npos ? NamedParameter{} : NamedParameter{e, &e->params[row]};
}
std::string unknown_parameter(const life::LifeModel& model, std::string_view name) {
    if (const auto of = name.substr(0, name.find('.')); model.left_out(of))
        return fmt::format("take \"{0}\" out of none, or leave this out: {1} is a parameter of {0}, which is left out",
                           of, name);
    std::vector<std::string> all;
    for (const auto* m : model.mechanisms())
        for (const auto& q : m->params)
            all.push_back(fmt::format("{}.{}", m->name, q.name));
    return mended(name, {all.begin(), all.end()}, fmt::format("there is no parameter \"{}\"", name));
}
ReadSetting read_setting(const life::LifeModel& model, const scenario::Setting& s) {
    ReadSetting out{find_parameter(model, s.name)};
    if (!out.parameter) {
        out.doubts.refusals.push_back(unknown_parameter(model, s.name));
        return out;
    }
    const auto& row = *out.parameter.row;
    const bool bare = s.value.find(' ') == std::string::npos;
    const auto value = parse_quantity(bare ? fmt::format("{} {}", s.value, row.unit.text) : s.value, row.unit);
    out.si = value.si;
    if (value.problem.empty())
        out.doubts = doubts_of(s.name, value.si, *out.parameter.mechanism, row);
    else
        out.doubts.refusals.push_back(fmt::format("{}: {}", s.name, value.problem));
    return out;
}

} // namespace rewire::model
