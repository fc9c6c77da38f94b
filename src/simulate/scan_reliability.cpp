#include "simulate/scan_reliability.hpp"

#include <algorithm>
#include <cmath>

#include "simulate/visit.hpp"

namespace rewire::simulate {

ScanReliability scan_reliability(const std::vector<Person>& people, const model::Calendar& calendar,
                                 const life::LifeModel& model) {
    const std::size_t n = model.network.size();
    ScanReliability out;
    // The rows `first` and `second` of everyone who has both whole.
    const auto pairs = [&](auto taken) {
        std::vector<std::vector<double>> a, b;
        for (const auto& p : people) {
            auto one = taken(p, false), two = taken(p, true);
            const auto whole = [](const std::vector<double>& v) {
                return !v.empty() && std::ranges::none_of(v, [](double x) { return std::isnan(x); });
            };
            if (whole(one) && whole(two)) {
                a.push_back(std::move(one));
                b.push_back(std::move(two));
            }
        }
        const auto as_matrix = [](const std::vector<std::vector<double>>& rows) {
            Matrix m(rows.size(), rows.empty() ? 0 : rows.front().size());
            for (std::size_t r = 0; r < rows.size(); ++r)
                std::ranges::copy(rows[r], m.row(r).begin());
            return m;
        };
        return std::pair(as_matrix(a), as_matrix(b));
    };
    const auto edges = pairs([&](const Person& p, bool last) {
        std::vector<double> z;
        const std::size_t from = last ? n : 0;
        if (p.connectivity.rows() == 2 * n)
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < i; ++j)
                    z.push_back(std::atanh(static_cast<double>(p.connectivity(from + i, j))));
        return z;
    });
    out.people = edges.first.rows();
    if (out.people >= 2) {
        out.identification = observe::identification(edges.first, edges.second);
        out.edges = observe::reliability(edges.first, edges.second);
    }
    const auto kinds = maps_of(calendar.instruments, model);
    if (calendar.visits.size() < 2)
        return out;
    for (std::size_t m = 0; m < kinds.size(); ++m) {
        const auto maps = pairs([&](const Person& p, bool last) {
            std::vector<double> values;
            const std::size_t row = (last ? calendar.visits.size() - 1 : 0) * kinds.size() + m;
            if (row < p.maps.rows())
                for (const float v : p.maps.row(row))
                    values.push_back(static_cast<double>(v));
            return values;
        });
        if (maps.first.rows() >= 2)
            if (const auto found = observe::reliability(maps.first, maps.second); found.columns > 0)
                out.maps.push_back({kinds[m].name, maps.first.rows(), found});
    }
    return out;
}

} // namespace rewire::simulate
