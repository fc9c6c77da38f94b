#include "report/trial_parts.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "report/csv.hpp"

namespace rewire::report {

void write_by_parts(const std::filesystem::path& file, const trial::Design& d, const trial::TrialCohort& c,
                    const TrialTable& table) {
    constexpr std::size_t together = 512;
    const auto all = c.hash(); // a study is named by the hash of everybody
    write_file(file, [&](const Pieces& out) {
        std::size_t first = 0;
        do {
            const auto last = std::min(first + together, c.people.size());
            trial::TrialCohort part;
            part.people.assign(c.people.begin() + static_cast<std::ptrdiff_t>(first),
                               c.people.begin() + static_cast<std::ptrdiff_t>(last));
            part.others = all - part.hash();
            part.flow = c.flow;
            const auto text = csv_table(table(d, part));
            out(std::string_view(text).substr(first == 0 ? 0 : text.find('\n') + 1)); // one heading for all
            first = last;
        } while (first < c.people.size());
    });
}

} // namespace rewire::report
