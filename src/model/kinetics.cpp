#include "model/kinetics.hpp"

#include <algorithm>
#include <cmath>

#include "base/eigen.hpp"
#include <Eigen/LU>
#include <unsupported/Eigen/MatrixFunctions>

namespace rewire::model {
namespace {

constexpr double longest_worn_step = 1800; // s
constexpr double remembered = 60;          // half-lives of doses "for ever", of an enzyme that wears out

} // namespace

Blood::Blood(const Kinetics& k) : k_(k) {}

void Blood::swallow(double kg) {
    if (k_.lag > 0)
        due_.push_back({k_.lag, gut, kg});
    else
        x_[gut] += kg;
}
void Blood::infuse(double kg, double seconds) {
    if (seconds > 0) {
        x_[rate] += kg / seconds;
        due_.push_back({seconds, rate, -kg / seconds});
    } else {
        x_[blood] += kg;
    }
}

void Blood::advance(double seconds) {
    while (seconds > 0) {
        double part = seconds;
        for (const auto& d : due_)
            part = std::min(part, d.in);
        if (k_.wearing)
            part = std::min(part, longest_worn_step);
        if (part > 0) {
            if (k_.wearing)
                worn_step(part);
            else
                step(part);
        }
        for (auto& d : due_) {
            d.in -= part;
            if (d.in <= 0)
                x_[d.place] += d.kg;
        }
        if (std::erase_if(due_, [](const Due& d) { return d.in <= 0; }) > 0 &&
            std::ranges::none_of(due_, [](const Due& d) { return d.place == rate; }))
            x_[rate] = 0; // whatever rounding has left of it
        seconds -= part;
    }
}

// One dose leaves x_n after n intervals. While some of it is still on its way, intervals are added one by one; from
// then on x_n+1 = M x_n, and the rest of the sum is (1 - M)^-1 x_n.
void Blood::settle(const std::function<void(Blood&)>& dose, double every) {
    if (k_.wearing) {
        const double slowest =
            std::max(std::log(2.0) * k_.volume / k_.wearing->other, std::log(2.0) / k_.wearing->renewal);
        for (auto n = static_cast<long>(std::ceil(remembered * slowest / every)); n > 0; --n) {
            dose(*this);
            advance(every);
        }
        return;
    }
    Blood one(k_);
    dose(one);
    one.advance(every);
    for (; !one.due_.empty(); one.advance(every)) {
        for (std::size_t i = 0; i < places; ++i)
            x_[i] += one.x_[i];
        due_.insert(due_.end(), one.due_.begin(), one.due_.end());
    }
    const auto& m = exponential(every);
    Eigen::Matrix<double, places, places> rest;
    Eigen::Vector<double, places> left;
    for (int i = 0; i < places; ++i) {
        left(i) = one.x_[static_cast<std::size_t>(i)];
        for (int j = 0; j < places; ++j)
            rest(i, j) = (i == j ? 1.0 : 0.0) - m[static_cast<std::size_t>(i * places + j)];
        if (rest(i, i) == 0) // nothing leaves a place that is not there
            rest(i, i) = 1;
    }
    const Eigen::Vector<double, places> all = rest.partialPivLu().solve(left);
    for (std::size_t i = 0; i < places; ++i)
        x_[i] += all(static_cast<int>(i));
}

const Blood::Matrix& Blood::exponential(double seconds) {
    for (const auto& [step, m] : known_)
        if (step == seconds)
            return m;
    Eigen::Matrix<double, places, places> a = Eigen::Matrix<double, places, places>::Zero();
    const auto flow = [&](Place from, Place to, double per_second) { // of what is there
        a(from, from) -= per_second;
        a(to, from) += per_second;
    };
    if (k_.absorption > 0)
        flow(gut, blood, k_.absorption);
    a(blood, blood) -= k_.clearance / k_.volume;
    a(blood, rate) = 1;
    if (k_.periphery > 0) {
        flow(blood, periphery, k_.exchange / k_.volume);
        flow(periphery, blood, k_.exchange / k_.periphery);
    }
    if (const auto& m = k_.metabolite) {
        a(product, blood) += m->share * k_.clearance / k_.volume;
        a(product, product) -= m->clearance / m->volume;
    }
    const Eigen::Matrix<double, places, places> e = (a * seconds).exp();
    Matrix out;
    for (int i = 0; i < places; ++i)
        for (int j = 0; j < places; ++j)
            out[static_cast<std::size_t>(i * places + j)] = e(i, j);
    return known_.emplace_back(seconds, out).second;
}
void Blood::step(double seconds) {
    const auto& m = exponential(seconds);
    std::array<double, places> y{};
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t j = 0; j < places; ++j)
            y[i] += m[i * places + j] * x_[j];
    x_ = y;
}
void Blood::worn_step(double seconds) {
    const auto& w = *k_.wearing;
    const auto moved = [&](double h, double c, double enzyme) { // gut and blood, h later, by the liver as it is then
        const double own = w.other + w.worn * enzyme / (w.half > 0 ? 1 + c / w.half : 1),
                     passes = w.flow / (w.flow + own), k = passes * own / k_.volume, a = k_.absorption,
                     leaves = std::exp(-k * h), stays = std::exp(-a * h);
        // (e^-kh - e^-ah)/(a - k), also where both are alike
        const double between = std::abs(a - k) * h < 1e-6 ? h * leaves : (leaves - stays) / (a - k);
        const double steady = k > 0 ? -std::expm1(-k * h) / k : h;
        return std::pair(x_[gut] * stays, x_[blood] * leaves + passes * a * x_[gut] * between + x_[rate] * steady);
    };
    const auto worn = [&](double h, double c) { // the enzyme, h later
        const double all = w.renewal + w.wear * c / (w.reach + c), rest = w.renewal / all;
        return rest + (enzyme_ - rest) * std::exp(-all * h);
    };
    const double now = x_[blood] / k_.volume, middle = moved(seconds / 2, now, enzyme_).second / k_.volume,
                 enzyme = worn(seconds / 2, middle);
    const auto [in_gut, in_blood] = moved(seconds, middle, enzyme);
    x_[gut] = in_gut;
    x_[blood] = in_blood;
    enzyme_ = worn(seconds, middle);
}

double Blood::drug() const { return x_[blood] / k_.volume; }
double Blood::metabolite() const { return k_.metabolite ? x_[product] / k_.metabolite->volume : 0; }
bool Blood::empty(double kg) const {
    return due_.empty() && std::ranges::all_of(x_, [&](double x) { return x <= kg; });
}

} // namespace rewire::model
