#include "simulate/scan.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "base/hash.hpp"
#include "model/people.hpp"
#include "observe/bold.hpp"
#include "observe/spectrum.hpp"

namespace rewire::simulate {
namespace {

// Whole numbers up to here are exact, and no clock lives so long.
constexpr double most_steps = 1e15, shortest_step = 1e-9;
std::int64_t steps_in(double seconds, double dt) { return std::max<std::int64_t>(1, std::llround(seconds / dt)); }

// Mean and spread of every output at every cell, in doubles, around the first value seen.
struct Tally {
    std::vector<double> shift, sum, square;
    std::int64_t count = 0;
};

// An activity that does not drive the vessels as it is (mV, Hz, a phase) is brought to mean 0 and standard deviation
// 0.1 as met in the transient, inside the linear range of flow, and kept within 0.3 (assumed): vessels that are held
// below -0.4 run dry.
constexpr double drive_spread = 0.1, drive_limit = 0.3;

template <class R>
class ScanOf final : public Scan {
public:
    ScanOf(const integrate::Network& network, std::vector<integrate::Point> points, const ScanPlan& plan)
        : plan_(plan),
          model_(network.model),
          places_(network.size()),
          points_(points.size()),
          run_(network, std::move(points), plan.fast),
          bold_(*plan.blood, run_.cells()) {
        plan_.check();
        const double dt = plan.fast.dt;
        per_tr_ = steps_in(plan.tr, dt);
        sample_ = std::min(steps_in(sample_period, dt), per_tr_);
        window_ = std::min(std::max<std::int64_t>(1, steps_in(window_period, dt) / sample_) * sample_, per_tr_);
        transient_ = left_ = plan.transient > 0 ? steps_in(plan.transient, dt) : 0;
        bold_record_.reserve(
            std::min<std::size_t>(plan_.volumes() * points_ * places_, 1u << 26)); // growing would hold it twice
        const std::size_t cells = run_.cells().size();
        drive_.assign(cells, R(0));
        tally_.resize(model_->outputs.size());
        for (auto& t : tally_) {
            t.shift.assign(cells, 0);
            t.sum.assign(cells, 0);
            t.square.assign(cells, 0);
        }
        activity_.shift.assign(cells, 0);
        activity_.sum.assign(cells, 0);
        activity_.square.assign(cells, 0);
        failure_.resize(points_);
        last_volume_.assign(points_, plan_.volumes());
        if (plan.spectra && points_ == 1 && plan.spectra_reach()) {
            thin_ = std::max<std::int64_t>(1, steps_in(spectrum_period, dt) / sample_);
            welch_.emplace(places_, static_cast<double>(thin_ * sample_) * dt, spectrum_segment);
            thinned_.assign(places_, 0);
        }
    }

    bool done() const override { return settled_ && volume_ >= plan_.volumes(); }
    double progress() const override {
        const double whole =
            static_cast<double>(transient_) + static_cast<double>(plan_.volumes()) * static_cast<double>(per_tr_);
        return static_cast<double>(run_.step()) / whole;
    }

    void advance() override {
        if (done())
            return;
        if (!plan_.slow.none())
            give_slow();
        if (!settled_)
            return settle();
        for (std::int64_t left = per_tr_; left > 0;) {
            const std::int64_t length = std::min(left, window_);
            left -= length;
            window(length, true);
            bold_.step(drive_.data(), static_cast<double>(length) * plan_.fast.dt);
            tally();
        }
        note_failures(run_.check());
        note_failures(bold_.check(run_.time(), run_.names()));
        const R* signal = bold_.signal();
        for (std::size_t q = 0; q < points_; ++q)
            for (std::size_t i = 0; i < places_; ++i)
                bold_record_.push_back(static_cast<float>(signal[run_.cells().at(i, q)] * 100));
        ++volume_;
    }

    std::vector<ScanResult> results() override {
        std::vector<ScanResult> all(points_);
        for (std::size_t q = 0; q < points_; ++q) {
            auto& r = all[q];
            r.drive = raw_drive() ? fmt::format("{} as it is", model_->outputs[model_->activity].name)
                                  : fmt::format(
                                        "{}, brought to mean 0 and standard deviation 0.1 as met in the transient, and "
                                        "kept within 0.3",
                                        model_->outputs[model_->activity].name);
            const std::size_t volumes = std::min(volume_, last_volume_[q]);
            if (points_ == 1 && done()) {
                r.bold = Recording(volumes, places_, std::exchange(bold_record_, {}));
            } else {
                r.bold = Recording(volumes, places_);
                for (std::size_t v = 0; v < volumes; ++v)
                    for (std::size_t i = 0; i < places_; ++i)
                        r.bold(v, i) = bold_record_[(v * points_ + q) * places_ + i];
            }
            r.mean = r.sd = Matrix(tally_.size(), places_, std::nan(""));
            for (std::size_t k = 0; k < tally_.size(); ++k)
                for (std::size_t i = 0; i < places_ && tally_[k].count > 1; ++i) {
                    const auto c = run_.cells().at(i, q);
                    const double n = static_cast<double>(tally_[k].count), m = tally_[k].sum[c] / n;
                    r.mean(k, i) = tally_[k].shift[c] + m;
                    r.sd(k, i) = std::sqrt(std::max(0.0, (tally_[k].square[c] - n * m * m) / (n - 1)));
                }
            r.failure = failure_[q];
            if (welch_ && welch_->segments() > 0)
                r.activity = welch_->spectrum();
        }
        return all;
    }

    void save(std::string& bytes) override {
        bytes.reserve(bytes.size() + bold_record_.size() * sizeof(float) + (1u << 20));
        each_part([&](auto& part) { put_bytes(bytes, part); });
        if (welch_)
            put_bytes(bytes, welch_->state());
        bold_.save(bytes);
        run_.save(bytes);
    }
    void restore(std::string_view bytes) override {
        each_part([&](auto& part) { take_bytes(bytes, part); });
        if (welch_) {
            std::vector<double> state;
            take_bytes(bytes, state);
            welch_->restore(state);
        }
        bold_.restore(bytes);
        run_.restore(bytes);
        if (!bytes.empty())
            throw InputError("", "the checkpoint belongs to another run; delete it and run again from the start");
    }

private:
    bool raw_drive() const { return model_->activity_drives_blood; }

    // Everything of the scan itself that the future depends on.
    template <class F>
    void each_part(F f) {
        f(volume_);
        f(settled_);
        f(left_);
        f(bold_record_);
        f(last_volume_);
        f(thinned_);
        f(thinned_count_);
        for (auto& t : tally_) {
            f(t.shift);
            f(t.sum);
            f(t.square);
            f(t.count);
        }
        f(activity_.shift);
        f(activity_.sum);
        f(activity_.square);
        f(activity_.count);
        f(centre_);
        f(scale_);
    }

    // What comes from outside during a volume. By its number, so that a run taken up again has it too.
    void give_slow() {
        const auto& slow = plan_.slow;
        const double volumes = std::max(1.0, std::round(plan_.hold / plan_.tr)),
                     root = 1 / std::sqrt(volumes * plan_.tr);
        const model::Luck luck(plan_.fast.seed, 0);
        auto k = static_cast<std::uint64_t>(settled_ ? 1 + static_cast<double>(volume_) / volumes : 0) << 20;
        const auto next = [&] { return luck.normal("slow input", k++) * root; };
        std::vector<double> places(places_, 0);
        for (std::size_t i = 0; i < slow.own.size(); ++i)
            places[i] += slow.own[i] * next();
        for (std::size_t q = 0; q < slow.shared.cols(); ++q) {
            const double now = next();
            for (std::size_t i = 0; i < places_; ++i)
                places[i] += slow.shared(i, q) * now;
        }
        run_.give(slow.input, places);
    }

    // `length` steps; drive_ becomes the mean of the activity over them, as the vessels feel it when `felt`.
    void window(std::int64_t length, bool felt) {
        const std::size_t cells = run_.cells().size();
        std::fill(drive_.begin(), drive_.end(), R(0));
        std::int64_t samples = 0;
        for (std::int64_t left = length; left > 0; ++samples) {
            const std::int64_t steps = std::min(left, sample_);
            left -= steps;
            run_.advance(steps);
            const R* y = run_.activity();
            for (std::size_t c = 0; c < cells; ++c)
                drive_[c] += y[c];
            if (welch_ && settled_)
                hear(y);
        }
        const R share = R(1) / static_cast<R>(samples);
        for (std::size_t c = 0; c < cells; ++c)
            drive_[c] *= share;
        if (felt && !centre_.empty())
            for (std::size_t c = 0; c < cells; ++c)
                drive_[c] = static_cast<R>(
                    std::clamp((static_cast<double>(drive_[c]) - centre_[c]) * scale_[c], -drive_limit, drive_limit));
    }

    void hear(const R* y) { // one sample for the spectrum, after thin_ of them are averaged
        for (std::size_t i = 0; i < places_; ++i)
            thinned_[i] += static_cast<double>(y[i]);
        if (++thinned_count_ < thin_)
            return;
        for (auto& v : thinned_)
            v /= static_cast<double>(thin_);
        welch_->push(thinned_);
        std::fill(thinned_.begin(), thinned_.end(), 0.0);
        thinned_count_ = 0;
    }

    template <class Values>
    void add(Tally& t, const Values* y) {
        const std::size_t cells = run_.cells().size();
        if (t.count++ == 0)
            for (std::size_t c = 0; c < cells; ++c)
                t.shift[c] = static_cast<double>(y[c]);
        for (std::size_t c = 0; c < cells; ++c) {
            const double d = static_cast<double>(y[c]) - t.shift[c];
            t.sum[c] += d;
            t.square[c] += d * d;
        }
    }
    void tally() {
        for (std::size_t k = 0; k < tally_.size(); ++k)
            add(tally_[k], run_.output(k));
    }

    void settle() {
        for (int windows = 0; left_ > 0 && windows < 50; ++windows) { // a second at a time: it may be asked to stop
            const std::int64_t length = std::min(left_, window_);
            left_ -= length;
            window(length, false);
            add(activity_, drive_.data());
        }
        if (left_ > 0)
            return;
        note_failures(run_.check());
        const std::size_t cells = run_.cells().size();
        const R* y = run_.activity();
        for (std::size_t c = 0; c < cells; ++c) {
            const double n = static_cast<double>(activity_.count), m = n > 0 ? activity_.sum[c] / n : 0;
            const double mean = n > 0 ? activity_.shift[c] + m : static_cast<double>(y[c]);
            const double sd = n > 1 ? std::sqrt(std::max(0.0, (activity_.square[c] - n * m * m) / (n - 1))) : 0;
            drive_[c] = raw_drive() ? static_cast<R>(mean) : R(0);
            if (!raw_drive()) {
                centre_.push_back(mean);
                scale_.push_back(sd > 0 ? drive_spread / sd : 0);
            }
        }
        bold_.settle(drive_.data());
        settled_ = true;
    }

    void note_failures(const std::vector<integrate::FailedPoint>& found) {
        for (const auto& f : found) {
            if (failure_[f.point])
                continue; // the first stands
            failure_[f.point] = f.failure;
            last_volume_[f.point] = volume_;
        }
    }

    ScanPlan plan_;
    const mechanism::Entry* model_;
    std::size_t places_, points_;
    integrate::FastRun<R> run_;
    observe::BoldSignal<R> bold_;
    std::int64_t per_tr_ = 1, sample_ = 1, window_ = 1, transient_ = 0, thin_ = 1;
    std::int64_t left_ = 0; // steps of the transient
    Aligned<R> drive_;
    std::vector<Tally> tally_;
    Tally activity_;                     // of the transient
    std::vector<double> centre_, scale_; // [cell], where the drive is not raw
    std::optional<observe::Welch> welch_;
    std::vector<double> thinned_;
    std::int64_t thinned_count_ = 0;
    std::vector<float> bold_record_; // [volume][point][place], %
    std::vector<std::optional<Failure>> failure_;
    std::vector<std::size_t> last_volume_;
    std::size_t volume_ = 0;
    bool settled_ = false;
};

} // namespace

bool ScanPlan::spectra_reach() const {
    const std::int64_t sample = std::min(steps_in(sample_period, fast.dt), steps_in(tr, fast.dt)),
                       thin = std::max<std::int64_t>(1, steps_in(spectrum_period, fast.dt) / sample);
    const double period = static_cast<double>(thin * sample) * fast.dt, n = std::round(spectrum_segment / period);
    return n >= 2 && std::end(observe::eeg_bands)[-1].high <= (std::floor(n / 2) + 1) / (n * period);
}

std::size_t ScanPlan::volumes() const {
    const double count = duration / tr * (1 + 1e-12);
    return count >= 1 && count < most_steps ? static_cast<std::size_t>(count) : 0;
}

void ScanPlan::check() const {
    const auto bad = [](std::string what) { throw InputError("", std::move(what)); };
    if (!(fast.dt >= shortest_step && fast.dt < 1))
        bad("--dt must be from 1 ns to below 1 s; the default is \"0.1 ms\"");
    if (!(tr > 0))
        bad("--tr must be longer than nothing; the default is \"720 ms\"");
    if (!(transient >= 0 && transient <= 1e7))
        bad("--transient must be from nothing to 115 days; the default is \"2 s\"");
    if (!(duration > 0))
        bad("--duration must be longer than nothing; the default is \"10 min\"");
    if (!((transient + duration + tr) / fast.dt < most_steps))
        bad("--duration and --transient are more steps of --dt than can be counted");
    const double steps = tr / fast.dt;
    if (steps < 1 || std::abs(steps - std::round(steps)) > 1e-6 * steps)
        bad(fmt::format("--tr {} ms is not a whole number of steps of --dt {} ms; choose a --dt that divides it",
                        format_number(tr * 1e3), format_number(fast.dt * 1e3)));
    if (volumes() < 1)
        bad(fmt::format("--duration {} s is shorter than one volume of --tr {} s", format_number(duration),
                        format_number(tr)));
    if (duration > 1e7)
        bad("--duration is longer than 115 days; the fast clock is for minutes and hours");
}

std::unique_ptr<Scan> make_scan(const integrate::Network& network, std::vector<integrate::Point> points,
                                const ScanPlan& plan, Precision precision) {
    plan.check();
    if (precision == Precision::twofold)
        return std::make_unique<ScanOf<double>>(network, std::move(points), plan);
    return std::make_unique<ScanOf<float>>(network, std::move(points), plan);
}

std::vector<ScanResult> run_scan(Scan& scan, const std::function<bool(double)>& tick) {
    while (!scan.done()) {
        scan.advance();
        if (tick && !tick(scan.progress()))
            break;
    }
    return scan.results();
}

OverRegions over_regions(const ScanResult& r, std::size_t output) {
    const double n = static_cast<double>(r.mean.cols());
    double mean = 0, square = 0;
    for (std::size_t i = 0; i < r.mean.cols(); ++i) {
        mean += r.mean(output, i);
        square += r.sd(output, i) * r.sd(output, i);
    }
    return {mean / n, std::sqrt(square / n)};
}

std::uint64_t hash_of(const std::vector<ScanResult>& results) {
    Hash h;
    for (const auto& r : results) {
        h.add(r.bold.values());
        h.add(r.mean.values());
        h.add(r.sd.values());
    }
    return h.value();
}

} // namespace rewire::simulate
