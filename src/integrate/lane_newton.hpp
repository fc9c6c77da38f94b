// Newton's method for as many networks of one family at once as a vector has lanes: (1) of equilibrium.hpp, every step
// the same for each lane. A lane whose step is too long, or no tenth of the one before, gets new factors at the point
// where it is; the others keep the point theirs were made at, and so their factors bit by bit.
#pragma once
#include <memory>
#include <mutex>
#include <span>

#include "integrate/family.hpp"
#include "integrate/lane_lu.hpp"

namespace rewire::integrate {

// Answers that nobody holds any more, to be written anew: making one is as much work as filling it. From any thread.
class SpareAnswers : public std::enable_shared_from_this<SpareAnswers> {
public:
    std::shared_ptr<Answer> take(); // with whatever it last held

private:
    static constexpr std::size_t most = 512; // 25 MB of the template brain
    void put(std::unique_ptr<Answer> answer);

    std::mutex lock_;
    std::vector<std::unique_ptr<Answer>> answers_;
};

class LaneNewton {
public:
    using V = Lanes<double>;
    static constexpr std::size_t lanes = V::size;

    struct Task {
        std::size_t use = 0;
        const Answer* from = nullptr;
        std::vector<double> key;            // and the share of the drive
        std::shared_ptr<Answer> found = {}; // or null: these lanes cannot find it
        Matrix start = {};                  // where the derivatives of `from` say
        double off = 0;                     // from there to the rest, of a state's range, where it is most:
        std::size_t place = 0, state = 0;
    };

    LaneNewton(const Family& family, const Layout& layout, double most_growth);
    // At most `lanes` tasks. Those not found have `start` alone.
    void solve(std::span<Task> tasks);
    static void measure(const Family& family, const Answer& found, Task& task); // off, place, state

private:
    using Many = LaneLU::Many;
    double* plain(Many& v) { return reinterpret_cast<double*>(v.data()); }
    const V& lin(std::size_t row, std::size_t column, std::size_t place) const {
        return near_[(row * columns_ + column) * places_ + place];
    }
    void begin(std::span<const Task> tasks);
    void receive();
    void factor();
    V newton();
    void choose(std::span<const Task> tasks);
    void derive();
    template <std::size_t w>
    void common_times(const V* y, V* out, std::size_t stride) const;
    template <class F>
    void each_direct(F f) const;
    bool derives(const Task& task, std::size_t key) const;
    void by_key(Many& from, std::size_t places, std::span<const Task> tasks, std::span<Matrix* const> to);
    void hand_out(std::span<Task> tasks, const std::array<double, lanes>& good);

    const Family& family_;
    const Layout& layout_;
    double most_growth_;
    std::size_t places_, padded_, states_, inputs_, outputs_, columns_, keys_;
    std::size_t wide_ = 0;              // columns of derivatives, with padding
    std::vector<std::size_t> chosen_;   // their keys: those that move a use of the lanes
    std::vector<std::size_t> column_;   // [key] its column; keys_: none
    std::vector<std::vector<char>> by_; // [use][key] Family::moves
    std::shared_ptr<SpareAnswers> spare_ = std::make_shared<SpareAnswers>();
    std::unique_ptr<mechanism::Bank<double>> bank_;
    mechanism::Block<double> block_;
    std::vector<double> range_, low_, high_;
    std::vector<Aligned<double>> params_; // one value: a few copies; else [place][lane]
    std::vector<mechanism::Field<double>> fields_;
    std::vector<Many> x_, start_, point_, f_, in_, point_in_; // [state or input][place]
    std::vector<double*> x_at_, point_at_, f_at_, out_at_, sent_at_;
    std::vector<const double*> in_at_, point_in_at_;
    Many sent_, gain_, full_, extra_, weight_, factor_, share_, near_, out_;
    Many inverse_, moved_, sends_; // [place][state][state], [place][network input][state], [place][state]
    Many right_, product_, moves_, slopes_;
    LaneLU lu_;
    V inner_sign_ = V(1.0);
};

} // namespace rewire::integrate
