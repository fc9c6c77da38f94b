// A scan: a network lives for a while and a scanner looks at it. Activity, BOLD volumes, statistics and spectra of many
// points at once.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "integrate/fast.hpp"
#include "integrate/slow_noise.hpp"
#include "observe/welch.hpp"

namespace rewire::simulate {

struct ScanPlan {
    integrate::FastOptions fast;
    double duration = 600;                   // s of recording, after the transient
    double transient = 2;                    // s simulated first, in no statistic
    double tr = 0.72;                        // s between volumes: a whole number of steps
    const mechanism::Entry* blood = nullptr; // mechanism that turns activity into BOLD
    bool spectra = false;                    // power spectra of activity; one point only
    integrate::SlowInput slow = {};          // from outside, the same for every point
    double hold = 4;                         // s: how long it stays what it is, in whole volumes
    std::size_t volumes() const;             // 0 where there are none, or more than check() allows
    double steps() const { return (transient + duration) / fast.dt; }
    bool spectra_reach() const; // whether steps of this length can tell all EEG-like bands; else there are no spectra
    // InputError naming the option: a TR that is no whole number of steps, a recording without a volume, times that are
    // no numbers or more steps than can be counted.
    void check() const;
};

struct ScanResult {                            // of one point
    Recording bold;                            // volume x place, % signal
    Matrix mean, sd;                           // output x place over time, SI
    std::optional<observe::Spectrum> activity; // of the activity (its own SI unit), frequency x place
    std::optional<Failure> failure;            // then the record ends at the volume before
    std::string drive;                         // how activity became the drive of the vessels
};

// How often the activity is read, at most: 1 ms; the vessels are advanced and statistics taken every 20 ms; the
// spectrum sees 4 ms means in segments of 2 s.
inline constexpr double sample_period = 1e-3, window_period = 20e-3, spectrum_period = 4e-3, spectrum_segment = 2;

class Scan {
public:
    virtual ~Scan() = default;
    virtual bool done() const = 0;
    virtual double progress() const = 0; // 0 ... 1 of simulated time
    virtual void advance() = 0;          // by one volume, or a second of the transient
    virtual std::vector<ScanResult>
    results() = 0; // of what was done so far; at the end it hands the record over: to be asked once then
    virtual void save(std::string& bytes) = 0;        // behind what is there
    virtual void restore(std::string_view bytes) = 0; // InputError when the bytes belong to another scan
};
enum class Precision { single, twofold };
std::unique_ptr<Scan> make_scan(const integrate::Network& network, std::vector<integrate::Point> points,
                                const ScanPlan& plan, Precision precision = Precision::single);

// Runs to the end. `tick(progress)` is called after every volume; false stops early (then the results cover what was
// done).
std::vector<ScanResult> run_scan(Scan& scan, const std::function<bool(double)>& tick = {});

// Over regions: the mean, and the root of the mean square of the spreads over time. SI.
struct OverRegions {
    double mean = 0, sd = 0;
};
OverRegions over_regions(const ScanResult& result, std::size_t output);

// Over the bits of what a scan gives: the same for every thread count, batch and vector width.
std::uint64_t hash_of(const std::vector<ScanResult>& results);

} // namespace rewire::simulate
