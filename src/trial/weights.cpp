#include "trial/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

namespace rewire::trial {
namespace {

constexpr double never = -std::numeric_limits<double>::infinity(), holds_most = 0.99;

double below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }
double between(double a, double b) { // of a standard normal number, with its tails
    return a > 0 ? below(-a) - below(-b) : below(b) - below(a);
}

// One rating: noise of `sd` around truth moved by `shift`.
class Rating {
public:
    Rating(const model::Instrument& i, double truth, double sd) : i_(i), truth_(truth), sd_(sd) {}
    // The chance, or the density, of what was noted.
    double chance(double noted, double shift) const {
        const double half = i_.whole ? 0.5 : 0;
        if (noted <= i_.low)
            return below(z(noted + half, shift));
        if (noted >= i_.high)
            return below(-z(noted - half, shift));
        if (i_.whole)
            return between(z(noted - half, shift), z(noted + half, shift));
        const double at = z(noted, shift);
        return std::exp(-0.5 * at * at) / (sd_ * std::sqrt(2 * std::numbers::pi));
    }
    double within(double low, double high, double shift) const { // both ends count
        const double half = i_.whole ? 0.5 : 0,
                     a = low <= i_.low ? -std::numeric_limits<double>::infinity() : z(low - half, shift),
                     b = high >= i_.high ? std::numeric_limits<double>::infinity() : z(high + half, shift);
        return between(a, b);
    }

private:
    double z(double noted, double shift) const {
        const double off = i_.product ? (noted > 0 ? std::log(noted / truth_) : never) : noted - truth_;
        return (off - shift) / sd_;
    }
    const model::Instrument& i_;
    double truth_, sd_;
};

double lasting(const model::Instrument& i) { return std::hypot(i.between, i.site); }
double own_noise(const model::Instrument& i) { return i.noise > 0 ? i.noise : lasting(i); }

// Readings that share what lasts: those of one instrument, or of several that read one set point.
class Group {
public:
    Group(const model::Calendar& c, const Matrix& truth, const model::AgeAndSex& who)
        : c_(c), truth_(truth), who_(who) {}
    void add(const KnownReading& r) {
        const auto& i = c_.instruments[r.instrument];
        all_.push_back(&r);
        if (i.noise > 0) {
            widest_ = std::max(widest_, lasting(i));
            narrowest_ = std::min(narrowest_, i.noise);
        }
    }
    double log() const {
        if (!(widest_ > 0))
            return std::log(at(0));
        // Evenly spaced steps, far less than half of the narrowest bell.
        const double narrow = narrowest_ / (widest_ * std::sqrt(static_cast<double>(all_.size()))),
                     step = std::min(0.25, 0.4 * narrow), reach = 6;
        const int n = static_cast<int>(std::ceil(reach / step));
        double sum = 0;
        for (int k = -n; k <= n; ++k) {
            const double z = k * step;
            sum += step * std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi) * at(z);
        }
        return std::log(sum);
    }
    // The chance of being enrolled by a rating of this kind.
    double log_enrolled(const KnownReading& r, const model::Inclusion& rule) const {
        const auto& i = c_.instruments[r.instrument];
        const double sd = std::hypot(lasting(i), i.noise);
        return std::log(Rating(i, truth_(r.visit, r.instrument), sd).within(rule.low, rule.high, i.by.of(who_)));
    }

private:
    double at(double z) const {
        double product = 1;
        for (const auto* r : all_) {
            const auto& i = c_.instruments[r->instrument];
            const double shift = i.by.of(who_) + (i.noise > 0 ? lasting(i) * z : 0);
            product *= Rating(i, truth_(r->visit, r->instrument), own_noise(i)).chance(r->value, shift);
        }
        return product;
    }
    const model::Calendar& c_;
    const Matrix& truth_;
    const model::AgeAndSex& who_;
    std::vector<const KnownReading*> all_;
    double widest_ = 0, narrowest_ = std::numeric_limits<double>::infinity();
};

double kish(std::span<const double> shares) {
    double square = 0;
    for (const double s : shares)
        square += s * s;
    return square > 0 ? 1 / square : 0;
}
std::vector<double> shares_of(std::span<const double> log_agreement, double power) {
    const double most = *std::ranges::max_element(log_agreement);
    std::vector<double> out(log_agreement.size(), 0);
    if (most == never)
        return out;
    double sum = 0;
    for (std::size_t k = 0; k < out.size(); ++k) {
        out[k] = log_agreement[k] == never ? 0 : std::exp(power * (log_agreement[k] - most));
        sum += out[k];
    }
    for (double& s : out)
        s /= sum;
    return out;
}

} // namespace

bool weighs(const model::Instrument& i) { return own_noise(i) > 0; }

double log_agreement(const model::Calendar& c, std::span<const KnownReading> readings, const Matrix& truth,
                     const model::AgeAndSex& who) {
    std::map<std::string, Group> groups;
    double sum = 0;
    for (const auto& r : readings) {
        const auto& i = c.instruments[r.instrument];
        if (std::isnan(truth(r.visit, r.instrument)))
            return never;
        const auto& key = i.set_point.empty() ? i.name : i.set_point;
        auto& group = groups.try_emplace(key, c, truth, who).first->second;
        group.add(r);
        if (c.visits[r.visit] != 0)
            continue;
        for (const auto& rule : c.inclusion)
            if (rule.instrument.name == i.name)
                sum -= group.log_enrolled(r, rule);
    }
    for (const auto& [key, group] : groups)
        sum += group.log();
    return std::isnan(sum) ? never : sum;
}

double Weights::widened() const { return 1 / std::sqrt(power); }

Weights weigh(std::span<const double> log_agreement, double floor) {
    Weights w;
    if (log_agreement.empty())
        return w;
    w.share = shares_of(log_agreement, 1);
    w.effective_untouched = kish(w.share);
    const auto possible = std::ranges::count_if(log_agreement, [](double a) { return a != never; });
    floor = std::min(floor, 0.5 * static_cast<double>(possible));
    if (w.effective_untouched > 0 && w.effective_untouched < floor) {
        double low = 0, high = 1; // fewer count, the higher the power
        for (int k = 0; k < 50; ++k) {
            const double middle = 0.5 * (low + high);
            (kish(shares_of(log_agreement, middle)) < floor ? high : low) = middle;
        }
        w.power = low;
        w.share = shares_of(log_agreement, low);
    }
    w.effective = kish(w.share);
    std::vector<std::size_t> order(w.share.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t k) { return w.share[k]; });
    double held = 0;
    for (std::size_t k = 0; k < order.size() && held < holds_most && w.share[order[k]] > 0; ++k) {
        held += w.share[order[k]];
        w.carry.push_back(order[k]);
    }
    std::ranges::sort(w.carry);
    return w;
}

WeightedMean mean_of(std::span<const double> values, std::span<const double> shares) {
    double sum = 0, all = 0, square = 0;
    for (std::size_t k = 0; k < values.size(); ++k)
        if (shares[k] > 0 && !std::isnan(values[k])) {
            sum += shares[k] * values[k];
            all += shares[k];
        }
    if (!(all > 0))
        return {std::nan(""), std::nan("")};
    const double mean = sum / all;
    for (std::size_t k = 0; k < values.size(); ++k)
        if (shares[k] > 0 && !std::isnan(values[k])) {
            const double off = shares[k] / all * (values[k] - mean);
            square += off * off;
        }
    return {mean, std::sqrt(square)};
}
double quantile_of(std::span<const double> values, std::span<const double> shares, double q) {
    std::vector<std::size_t> order;
    double all = 0;
    for (std::size_t k = 0; k < values.size(); ++k)
        if (shares[k] > 0 && !std::isnan(values[k])) {
            order.push_back(k);
            all += shares[k];
        }
    if (order.empty())
        return std::nan("");
    std::ranges::stable_sort(order, {}, [&](std::size_t k) { return values[k]; });
    double held = 0;
    for (const auto k : order) {
        held += shares[k];
        if (held >= q * all * (1 - 1e-12))
            return values[k];
    }
    return values[order.back()];
}

} // namespace rewire::trial
