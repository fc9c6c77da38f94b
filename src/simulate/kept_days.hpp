// Of which days of a life something is kept: of all, or of those on which people are seen.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/matrix.hpp"
#include "model/calendar.hpp"

namespace rewire::simulate {

// days: every day of everybody, some 0.8 MB a person and year. visits: the days of visits, the first day, that on which
// the plan begins and the last one, a hundredth of that; what is reckoned from all days (relapses, the hash) is
// reckoned as each person has lived, and is the same.
enum class Keep { days, visits };
std::string_view name_of(Keep keep);
Keep keep_named(std::string_view name, const std::string& asked_by); // InputError naming who asked

// Rows of what is kept of a person day by day.
class KeptDays {
public:
    KeptDays(const model::Calendar& calendar, Keep keep);
    std::span<const int> days() const { return days_; } // of the calendar, rising
    std::size_t size() const { return days_.size(); }
    std::optional<std::size_t> row(int day) const;
    std::size_t last() const { return days_.size() - 1; } // row of the last day

private:
    std::vector<int> days_;
};

// Rows of every day: the week before `day`, as far as it was lived.
std::pair<std::size_t, std::size_t> week_before(const model::Calendar& calendar, int day);
// Hours a day of an activity, over those rows of hours.
double mean_hours(const Recording& hours, std::pair<std::size_t, std::size_t> rows, std::size_t activity);

} // namespace rewire::simulate
