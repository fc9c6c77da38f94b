#include "brain/cf_values.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <netcdf.h>

namespace rewire::brain {
namespace {

bool holds(const std::vector<double>& marks, double v) { return std::ranges::find(marks, v) != marks.end(); }

// The number netCDF leaves where nothing was written; no weight, length or correlation is near it.
bool is_default_fill(double v) { return v == NC_FILL_DOUBLE || v == static_cast<double>(NC_FILL_FLOAT); }

} // namespace

void apply_cf(NamedArray& a, const CfAttributes& cf) {
    const double scale = cf.scale.value_or(1), offset = cf.offset.value_or(0);
    for (double& v : a.numbers) {
        const char* mark = holds(cf.fill, v)      ? "_FillValue"
                           : holds(cf.missing, v) ? "missing_value"
                           : is_default_fill(v)   ? "netCDF's mark for what was never written"
                                                  : nullptr;
        if (mark) {
            a.missing = fmt::format("{}, {:.6g}", mark, v);
            v = std::numeric_limits<double>::quiet_NaN();
        } else if (scale != 1 || offset != 0) {
            v = v * scale + offset;
        }
    }
    if (scale != 1 || offset != 0)
        a.notes.push_back(fmt::format("the numbers of \"{}\" were unpacked as the file says: stored x {:.6g} + {:.6g}",
                                      a.name, scale, offset));
}

} // namespace rewire::brain
