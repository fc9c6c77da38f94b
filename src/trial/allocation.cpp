#include "trial/allocation.hpp"

#include <fmt/format.h>
#include <map>
#include <numeric>

#include "model/people.hpp"

namespace rewire::trial {
namespace {

// One stratum of one centre.
class Blocks {
public:
    Blocks(std::span<const int> ratio, const model::Luck& luck, int stratum)
        : ratio_(ratio), luck_(luck), name_(fmt::format("allocation {}", stratum)) {
        const int unit = std::accumulate(ratio.begin(), ratio.end(), 0);
        for (int times = 1; times * unit <= 8; ++times)
            if (times * unit >= 4)
                times_.push_back(times);
        if (times_.empty())
            times_ = {1, 2};
    }
    int next() {
        if (left_.empty())
            fill();
        const int arm = left_.back();
        left_.pop_back();
        return arm;
    }

private:
    double draw() { return luck_.uniform(name_, drawn_++); }
    std::size_t below(std::size_t n) {
        return std::min(static_cast<std::size_t>(draw() * static_cast<double>(n)), n - 1);
    }
    void fill() {
        const int times = times_[below(times_.size())];
        for (std::size_t arm = 0; arm < ratio_.size(); ++arm)
            left_.insert(left_.end(), static_cast<std::size_t>(times * ratio_[arm]), static_cast<int>(arm));
        for (std::size_t k = left_.size(); k > 1; --k) // Fisher and Yates
            std::swap(left_[k - 1], left_[below(k)]);
    }

    std::span<const int> ratio_;
    model::Luck luck_;
    std::string name_;
    std::vector<int> times_, left_;
    std::uint64_t drawn_ = 0;
};

} // namespace

std::vector<int> allocate(std::span<const int> stratum, std::span<const int> ratio, std::uint64_t seed,
                          std::uint32_t centre) {
    const model::Luck luck(seed, centre);
    std::map<int, Blocks> blocks;
    std::vector<int> arms;
    for (const int s : stratum)
        arms.push_back(blocks.try_emplace(s, ratio, luck, s).first->second.next());
    return arms;
}

} // namespace rewire::trial
