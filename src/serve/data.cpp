// The numbers of a run, read from its netCDF file whenever they are asked for: nothing is kept in memory.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "report/netcdf_reader.hpp"
#include "serve/api.hpp"
#include "simulate/year.hpp"

namespace rewire::serve {
namespace {

namespace fs = std::filesystem;
using report::HeldVariable;
using report::NetcdfReader;

constexpr std::size_t most_values = 4'000'000; // of one answer
constexpr std::size_t most_read = 64'000'000;  // of a variable that is made smaller

fs::path file_in(const fs::path& folder) {
    if (fs::exists(folder / "result.nc"))
        return folder / "result.nc";
    for (const auto& [name, bytes] : files_in(folder))
        if (name.ends_with(".nc"))
            return folder / name;
    throw Refused(404, "this run has no netCDF file: it is not done, or its kind writes none");
}

Json number(double value) { return std::isnan(value) ? Json() : Json(value); }
Json numbers(const std::vector<double>& values) {
    Json out = Json::array();
    for (const double v : values)
        out.push_back(number(v));
    return out;
}

Json head_of(const HeldVariable& v) { return {{"dims", v.dims}, {"units", v.units}, {"long_name", v.long_name}}; }

// Mean, 5th and 95th percentile over a dimension, of those who have the number.
Json spread_over(const NetcdfReader& file, const HeldVariable& v, const std::string& over) {
    const auto at = std::ranges::find(v.dims, over);
    const auto held = file.read(v);
    std::size_t inner = 1; // values from one step along `over` to the next
    for (auto d = at + 1; d != v.dims.end(); ++d)
        inner *= file.dims().at(*d);
    const auto count = file.dims().at(over), outer = file.size(v) / std::max<std::size_t>(count * inner, 1);
    std::vector<double> mean, low, high, column(count);
    for (std::size_t o = 0; o < outer; ++o)
        for (std::size_t i = 0; i < inner; ++i) {
            for (std::size_t k = 0; k < count; ++k)
                column[k] = held.values[(o * count + k) * inner + i];
            const auto s = simulate::spread_of(column);
            mean.push_back(s.mean);
            low.push_back(s.p05);
            high.push_back(s.p95);
        }
    auto out = head_of(v);
    out["dims"].erase(static_cast<std::size_t>(at - v.dims.begin()));
    out["values"] = numbers(mean);
    out["p05"] = numbers(low);
    out["p95"] = numbers(high);
    return out;
}

} // namespace

Json data_of(const fs::path& folder, const std::vector<std::string>& names, const std::string& over) {
    const auto path = file_in(folder);
    const std::lock_guard hold(results_lock());
    const NetcdfReader file(path);
    Json out = {{"dims", file.dims()}};
    if (names.empty()) {
        for (const auto& v : file.variables())
            out["variables"].push_back(
                {{"name", v.name}, {"dims", v.dims}, {"units", v.units}, {"long_name", v.long_name}, {"text", v.text}});
        return out;
    }
    if (!over.empty() && !file.dims().contains(over))
        throw Refused(404, fmt::format("there is no dimension {}", over));
    std::size_t values = 0;
    for (const auto& name : names) {
        const auto* v = file.find(name);
        if (!v)
            throw Refused(404, fmt::format("there is no variable {}", name));
        const bool smaller = std::ranges::find(v->dims, over) != v->dims.end() && !v->text;
        const auto size = file.size(*v);
        values += smaller ? 3 * size / std::max<std::size_t>(file.dims().at(over), 1) : size;
        if (values > most_values || (smaller && size > most_read))
            throw Refused(413,
                          "that is too much for one answer: ask for fewer variables, for over=draw, or for the "
                          "file itself");
        if (smaller) {
            out["variables"][name] = spread_over(file, *v, over);
            continue;
        }
        auto& told = out["variables"][name] = head_of(*v);
        auto held = file.read(*v);
        if (v->text)
            told["text"] = std::move(held.text);
        else
            told["values"] = numbers(held.values);
    }
    return out;
}

} // namespace rewire::serve
