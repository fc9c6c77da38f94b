#include "model/dosing_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "base/unit.hpp"

namespace rewire::model {
namespace {

constexpr double mg = 1e-6;
constexpr double shortest = 1.0 / 60;      // h between doses
constexpr std::size_t most_doses = 100000; // of one person
enum Column { id, time_, amount, event, place, interval, more, rate, steady, missing, columns };
constexpr std::array<std::string_view, columns> names{"ID", "TIME", "AMT",  "EVID", "CMT",
                                                      "II", "ADDL", "RATE", "SS",   "MDV"};

std::vector<std::string_view> cells_of(std::string_view line) {
    const bool commas = line.find(',') != line.npos;
    std::vector<std::string_view> out;
    for (std::size_t k = 0; k <= line.size();) {
        const auto end = std::min(commas ? line.find(',', k) : line.find_first_of(" \t", k), line.size());
        auto cell = line.substr(k, end - k);
        while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t'))
            cell.remove_prefix(1);
        while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t' || cell.back() == '\r'))
            cell.remove_suffix(1);
        if (commas || !cell.empty())
            out.push_back(cell);
        k = end + 1;
    }
    return out;
}

class Table {
public:
    Table(std::string_view text, const std::string& file) : file_(file) {
        for (std::size_t k = 0; k < text.size();) {
            const auto end = std::min(text.find('\n', k), text.size());
            lines_.emplace_back(text.substr(k, end - k));
            k = end + 1;
        }
    }
    std::vector<DosedPerson> read() {
        std::size_t head = 0;
        while (head < lines_.size() && cells_of(lines_[head]).empty())
            ++head;
        if (head == lines_.size() || !read_head(head))
            return told();
        for (std::size_t k = head + 1; k < lines_.size(); ++k)
            if (const auto cells = cells_of(lines_[k]); !cells.empty() && !(cells.size() == 1 && cells[0].empty()))
                read_row(k, cells);
        return told();
    }

private:
    std::vector<DosedPerson> told() {
        problems_.raise_if_any();
        for (auto& p : people_)
            std::ranges::stable_sort(p.given, {}, &Given::at);
        return std::move(people_);
    }
    void wrong(std::size_t line, std::string what) { wrong(line, 1, std::move(what)); }
    void wrong(std::size_t line, int column, std::string what) {
        problems_.add({file_, static_cast<int>(line) + 1, column, std::move(what), lines_[line]});
    }
    // Where a cell stands; of a column that the table has not, the row.
    int column_of(std::size_t line, const std::vector<std::string_view>& cells, Column c) const {
        return where_[c] < cells.size() ? column_of(line, cells[where_[c]]) : 1;
    }
    int column_of(std::size_t line, std::string_view cell) const {
        return static_cast<int>(cell.data() - lines_[line].data()) + 1;
    }
    bool read_head(std::size_t line) {
        where_.fill(columns);
        const auto cells = cells_of(lines_[line]);
        bool fine = true;
        for (std::size_t k = 0; k < cells.size(); ++k) {
            const auto at = std::ranges::find(names, cells[k]);
            if (at != names.end() && where_[at - names.begin()] != columns) {
                wrong(line, column_of(line, cells[k]),
                      fmt::format("leave one of them out; the column {} stands twice", cells[k]));
                fine = false;
            } else if (at == names.end()) {
                wrong(line, column_of(line, cells[k]),
                      known_instead(cells[k], {names.begin(), names.end()},
                                    fmt::format("no column \"{}\" is known", cells[k])));
                fine = false;
            } else {
                order_.push_back(static_cast<Column>(at - names.begin()));
                where_[order_.back()] = k;
            }
        }
        std::string lacking;
        for (const auto c : {id, time_, amount, event})
            if (where_[c] == columns)
                lacking += fmt::format("{}{}", lacking.empty() ? "" : ", ", names[c]);
        if (fine && !lacking.empty()) {
            wrong(line, fmt::format("add {}; every table of doses has them", lacking));
            fine = false;
        }
        return fine;
    }
    void read_row(std::size_t line, const std::vector<std::string_view>& cells) {
        if (cells.size() != order_.size())
            return wrong(line, fmt::format("{} values stand here, under {} columns", cells.size(), order_.size()));
        std::array<double, columns> v{};
        v[place] = 1;
        bool said_missing = false;
        for (std::size_t k = 0; k < cells.size(); ++k) {
            if (order_[k] == id || cells[k] == ".")
                continue;
            const auto [end, status] =
                std::from_chars(cells[k].data(), cells[k].data() + cells[k].size(), v[order_[k]]);
            if (status != std::errc{} || end != cells[k].data() + cells[k].size() || !(v[order_[k]] >= 0) ||
                !std::isfinite(v[order_[k]]))
                return wrong(line, column_of(line, cells[k]),
                             fmt::format("{}: \"{}\" is no number from 0 on", names[order_[k]], cells[k]));
            said_missing = said_missing || order_[k] == missing;
        }
        const auto here = [&](Column c, std::string what) { wrong(line, column_of(line, cells, c), std::move(what)); };
        const std::string who(cells[where_[id]]);
        if (people_.empty() || people_.back().id != who) {
            if (std::ranges::find(people_, who, &DosedPerson::id) != people_.end())
                return here(id, fmt::format("put the rows of {} together; others stand between them", who));
            people_.push_back(
                {who, static_cast<int>(line) + 1, column_of(line, cells, id), lines_[line], v[time_] * hour, {}, {}});
            first_ = v[time_];
            last_ = 0;
            latest_ = {};
        }
        auto& p = people_.back();
        if (!(v[time_] * hour <= longest_life))
            return here(time_, fmt::format("a TIME within a life is expected, at most {} h", longest_life / hour));
        const double at = (v[time_] - first_) * hour;
        if (at < last_)
            return here(time_, fmt::format("TIME falls to {} h; rows of one person rise", v[time_]));
        last_ = at;
        const auto kind = static_cast<int>(v[event]);
        if (v[event] != kind || kind > 4)
            return here(event, fmt::format("EVID {} is none of 0, 1, 2, 3, 4", v[event]));
        const bool gives = kind == 1 || kind == 4;
        if (gives != (v[amount] > 0))
            return here(amount, gives ? fmt::format("EVID {} gives a dose; AMT is above 0 there", kind)
                                      : fmt::format("EVID {} gives no dose; AMT is 0 there, or EVID 1", kind));
        if (said_missing && gives && v[missing] == 0)
            return here(missing, fmt::format("MDV is 1 where EVID {} gives a dose; nothing is observed there", kind));
        if (kind == 0)
            p.observed.push_back(at);
        if (kind == 3)
            p.given.push_back({.at = at, .empties = true});
        if (kind >= 3)
            latest_ = {};
        if (gives)
            give(line, cells, p, at, v, kind == 4);
    }
    void give(std::size_t line, const std::vector<std::string_view>& cells, DosedPerson& p, double at,
              const std::array<double, columns>& v, bool empties) {
        const auto here = [&](Column c, std::string what) { wrong(line, column_of(line, cells, c), std::move(what)); };
        if (v[place] != 1 && v[place] != 2)
            return here(place, fmt::format("CMT {} is neither 1, swallowed, nor 2, into a vein", v[place]));
        const auto k = static_cast<std::size_t>(v[place]) - 1;
        if (v[rate] > 0 && k == 0)
            return here(rate, "RATE needs CMT 2; only into a vein does a dose flow evenly");
        if ((v[more] > 0 || v[steady] > 0) && !(v[interval] > 0))
            return here(interval, "add II; further doses, and those for ever, need the hours between them");
        if (v[interval] > 0 && v[interval] < shortest)
            return here(interval,
                        fmt::format("II {} h is less than a minute; nobody takes doses so fast", v[interval]));
        if (v[more] != std::floor(v[more]) || v[more] > most_doses)
            return here(more, fmt::format("ADDL {} is no number of doses", v[more]));
        if (p.given.size() + static_cast<std::size_t>(v[more]) >= most_doses)
            return here(more, fmt::format("more than {} doses are one person's; give fewer", most_doses));
        if (!(v[time_] * hour + v[more] * v[interval] * hour <= longest_life))
            return here(more, "the last of these doses is given more than 100 years after the start");
        if (v[steady] != 0 && v[steady] != 1)
            return here(steady, fmt::format("SS is 0 or 1, not {}", v[steady]));
        if (v[steady] > 0 && v[rate] > 0 && v[amount] / v[rate] > v[interval])
            return here(rate, fmt::format("an infusion of {:.4g} h lasts longer than II, {} h; for ever that adds up",
                                          v[amount] / v[rate], v[interval]));
        if (latest_[k].line > 0 && at <= latest_[k].until)
            return here(
                time_,
                fmt::format("this dose overlaps those of line {}, which go on to {} h; let ADDL end before it, or "
                            "empty the body with EVID 4",
                            latest_[k].line, format_number(latest_[k].until / hour + first_)));
        latest_[k] = {static_cast<int>(line) + 1, at + v[more] * v[interval] * hour};
        Given g{at,      v[amount] * mg,
                k == 1,  v[rate] > 0 ? v[amount] / v[rate] * hour : 0,
                empties, v[steady] > 0 ? v[interval] * hour : 0};
        for (int n = 0; n <= static_cast<int>(v[more]); ++n) {
            p.given.push_back(g);
            g.at += v[interval] * hour;
            g.empties = false;
            g.every = 0;
        }
    }

    std::string file_;
    std::vector<std::string> lines_;
    std::vector<Column> order_;
    std::array<std::size_t, columns> where_{};
    std::vector<DosedPerson> people_;
    struct Latest {
        int line = 0;
        double until = 0;
    };
    std::array<Latest, 2> latest_{};
    double first_ = 0, last_ = 0; // h, s
    Problems problems_;
};

void take(Blood& b, const Given& g) {
    if (g.kg > 0 && g.vein)
        b.infuse(g.kg, g.over);
    else if (g.kg > 0)
        b.swallow(g.kg);
}

} // namespace

std::vector<DosedPerson> parse_dosing_table(std::string_view text, const std::string& file) {
    return Table(text, file).read();
}

void give(Blood& b, const Kinetics& k, const Given& g) {
    if (g.empties || g.every > 0)
        b = Blood(k);
    if (g.every > 0)
        b.settle([&](Blood& to) { take(to, g); }, g.every);
    take(b, g);
}

std::vector<double> levels(const Kinetics& k, const std::vector<Given>& given, const std::vector<double>& times) {
    Blood b(k);
    double now = 0;
    std::vector<double> out;
    std::size_t next = 0;
    const auto go = [&](double to) {
        b.advance(to - now);
        now = to;
    };
    for (const double t : times) {
        for (; next < given.size() && given[next].at <= t; ++next) {
            go(given[next].at);
            give(b, k, given[next]);
        }
        go(t);
        out.push_back(b.drug());
    }
    return out;
}

} // namespace rewire::model
