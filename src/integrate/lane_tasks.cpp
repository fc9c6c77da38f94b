// What goes into the lanes of a search and what comes out of them.
#include "integrate/lane_newton.hpp"

#include <algorithm>
#include <cmath>

namespace rewire::integrate {

// Keys, drives, weights and the first guess of every lane; lanes to spare repeat the last task.
void LaneNewton::begin(std::span<const Task> tasks) {
    const auto task = [&](std::size_t lane) -> const Task& { return tasks[std::min(lane, tasks.size() - 1)]; };
    std::vector<std::array<double, lanes>> by(keys_);
    for (std::size_t l = 0; l < lanes; ++l)
        for (std::size_t k = 0; k < keys_; ++k) {
            plain(factor_)[k * lanes + l] = task(l).key[k];
            by[k][l] = task(l).key[k] - task(l).from->key[k];
        }
    share_[0] = factor_.back();
    for (auto& v : factor_)
        v = exp(v);
    for (std::size_t i = 0; i < places_; ++i) {
        for (std::size_t l = 0; l < lanes; ++l)
            plain(full_)[i * lanes + l] = family_.uses[task(l).use].drive[i];
        gain_[i] = V(family_.network.param(family_.param, i));
    }
    for (std::size_t k = 0; k + 1 < keys_; ++k) {
        for (const auto i : family_.keys[k].driven)
            full_[i] = full_[i] * factor_[k];
        for (const auto i : family_.keys[k].gained)
            gain_[i] = gain_[i] * factor_[k];
    }
    for (std::size_t i = 0; i < places_; ++i)
        in_[family_.drive][i] = full_[i] * share_[0];
    for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
        const auto& edge = layout_.edges[e];
        weight_[e] = V(edge.weight);
        for (const auto k : edge.keys)
            weight_[e] = weight_[e] * factor_[k];
        extra_[e] = weight_[e] - V(edge.common);
    }
    for (std::size_t l = 0; l < lanes; ++l) {
        const auto& from = *task(l).from;
        auto guess = from.state;
        for (std::size_t k = 0; k < keys_; ++k)
            if (by[k][l] != 0)
                for (std::size_t i = 0; i < guess.values().size(); ++i)
                    guess.values()[i] += by[k][l] * from.moves.row(k)[i];
        for (std::size_t i = 0; i < places_; ++i)
            for (std::size_t s = 0; s < states_; ++s)
                x_at_[s][i * lanes + l] = std::clamp(guess(i, s), low_[s], high_[s]);
    }
    for (std::size_t s = 0; s < states_; ++s)
        start_[s] = x_[s];
}

std::shared_ptr<Answer> SpareAnswers::take() {
    std::unique_ptr<Answer> answer;
    {
        const std::lock_guard guard(lock_);
        if (!answers_.empty()) {
            answer = std::move(answers_.back());
            answers_.pop_back();
        }
    }
    if (!answer)
        answer = std::make_unique<Answer>();
    return {answer.release(), [home = shared_from_this()](Answer* a) { home->put(std::unique_ptr<Answer>(a)); }};
}
void SpareAnswers::put(std::unique_ptr<Answer> answer) {
    const std::lock_guard guard(lock_);
    if (answers_.size() < most)
        answers_.push_back(std::move(answer));
}

// Numbers that lie [place][column] in lanes, as key x place of one lane each. One key after the other: a lane's row is
// written from end to end, eight places, a line of the cache, at a time.
void LaneNewton::by_key(Many& from, std::size_t places, std::span<const Task> tasks, std::span<Matrix* const> to) {
    constexpr std::size_t tile = 8;
    const double* numbers = plain(from);
    for (std::size_t k = 0; k < keys_; ++k) {
        const std::size_t column = column_[k];
        std::array<double*, lanes> rows{};
        for (std::size_t l = 0; l < tasks.size(); ++l)
            if (to[l] && derives(tasks[l], k))
                rows[l] = to[l]->row(k).data();
            else if (to[l])
                std::ranges::fill(to[l]->row(k), 0.0);
        for (std::size_t first = 0; column != keys_ && first < places; first += tile) {
            const std::size_t end = std::min(first + tile, places);
            for (std::size_t l = 0; l < tasks.size(); ++l)
                for (std::size_t i = first; rows[l] && i < end; ++i)
                    rows[l][i] = numbers[(i * wide_ + column) * lanes + l];
        }
    }
}

void LaneNewton::hand_out(std::span<Task> tasks, const std::array<double, lanes>& good) {
    const V sign = lu_.sign() * inner_sign_;
    std::array<std::shared_ptr<Answer>, lanes> answers;
    std::array<Matrix*, lanes> moves{}, slopes{};
    const auto sized = [](Matrix& m, std::size_t rows, std::size_t cols) {
        if (m.rows() != rows || m.cols() != cols)
            m = Matrix(rows, cols);
        return &m;
    };
    for (std::size_t l = 0; l < tasks.size(); ++l)
        if (good[l] != 0) {
            answers[l] = spare_->take();
            moves[l] = sized(answers[l]->moves, keys_, places_ * states_);
            slopes[l] = sized(answers[l]->slopes, keys_, places_);
        }
    by_key(moves_, places_ * states_, tasks, moves);
    by_key(slopes_, places_, tasks, slopes);
    for (std::size_t l = 0; l < tasks.size(); ++l) {
        auto& t = tasks[l];
        t.start = Matrix(places_, states_);
        for (std::size_t i = 0; i < places_; ++i)
            for (std::size_t s = 0; s < states_; ++s)
                t.start(i, s) = start_[s][i].get(l);
        if (!answers[l])
            continue;
        const auto& a = answers[l];
        a->key = t.key;
        sized(a->state, places_, states_);
        for (std::size_t i = 0; i < places_; ++i)
            for (std::size_t s = 0; s < states_; ++s)
                a->state(i, s) = x_at_[s][i * lanes + l];
        a->output.resize(places_);
        for (std::size_t i = 0; i < places_; ++i)
            a->output[i] = out_at_[family_.output][i * lanes + l];
        a->sign = sign.get(l);
        measure(family_, *a, t);
        const bool finite = std::ranges::all_of(a->moves.values(), [](double v) { return std::isfinite(v); });
        if (finite)
            t.found = a;
    }
}

void LaneNewton::measure(const Family& family, const Answer& found, Task& t) {
    t.off = -1;
    for (std::size_t i = 0; i < found.state.rows(); ++i)
        for (std::size_t s = 0; s < found.state.cols(); ++s) {
            const auto& row = family.network.model->states[s];
            const double off = std::abs(found.state(i, s) - t.start(i, s)) / ((row.high - row.low) * row.unit.si);
            if (!(off <= t.off)) {
                t.off = off;
                t.place = i;
                t.state = s;
            }
        }
}

} // namespace rewire::integrate
