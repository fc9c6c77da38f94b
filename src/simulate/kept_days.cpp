#include "simulate/kept_days.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::simulate {

std::string_view name_of(Keep keep) { return keep == Keep::days ? "days" : "visits"; }
Keep keep_named(std::string_view name, const std::string& asked_by) {
    Names known;
    for (const auto keep : {Keep::days, Keep::visits}) {
        if (name == name_of(keep))
            return keep;
        known.push_back(name_of(keep));
    }
    throw InputError(asked_by, known_instead(name, known, fmt::format("\"{}\" is nothing that can be kept", name)));
}

KeptDays::KeptDays(const model::Calendar& c, Keep keep) {
    if (keep == Keep::visits) {
        days_ = c.visits;
        days_.insert(days_.end(), {c.first, std::clamp(0, c.first, c.last), c.last});
        std::ranges::sort(days_);
        days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    } else
        for (int day = c.first; day <= c.last; ++day)
            days_.push_back(day);
}
std::optional<std::size_t> KeptDays::row(int day) const {
    const auto at = std::ranges::lower_bound(days_, day);
    if (at == days_.end() || *at != day)
        return {};
    return static_cast<std::size_t>(at - days_.begin());
}

std::pair<std::size_t, std::size_t> week_before(const model::Calendar& c, int day) {
    const int from = std::max(c.first, day - 7), to = std::max(from + 1, day);
    return {static_cast<std::size_t>(from - c.first), static_cast<std::size_t>(to - c.first)};
}
double mean_hours(const Recording& hours, std::pair<std::size_t, std::size_t> rows, std::size_t activity) {
    double sum = 0;
    for (std::size_t t = rows.first; t < rows.second; ++t) // a person who failed at once has none
        sum += t < hours.rows() ? static_cast<double>(hours(t, activity)) : std::nan("");
    return sum / static_cast<double>(rows.second - rows.first);
}

} // namespace rewire::simulate
