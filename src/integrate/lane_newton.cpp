#include "integrate/lane_newton.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace rewire::integrate {
namespace {
// Of a state's range: a step that ends the search (the one after it would be a hundredth), one that needs new factors,
// the longest taken.
constexpr double tolerance = 1e-11, far = 1e-3, longest_step = 0.1;
constexpr int most_steps = 40;
} // namespace

LaneNewton::LaneNewton(const Family& family, const Layout& layout, double most_growth)
    : family_(family),
      layout_(layout),
      most_growth_(most_growth),
      places_(family.network.size()),
      padded_(LaneLU::padded(places_)),
      states_(family.network.model->states.size()),
      inputs_(family.network.model->inputs.size()),
      outputs_(family.network.model->outputs.size()),
      columns_(states_ + inputs_ + 2),
      keys_(family.keys.size() + 1),
      bank_(family.network.model->double_bank()),
      lu_(places_) {
    const auto& network = family.network;
    const V none(0.0);
    const auto room = [&](std::size_t count) { return Many(count, none); };
    for (const auto& s : network.model->states) {
        range_.push_back((s.high - s.low) * s.unit.si);
        low_.push_back(s.low * s.unit.si);
        high_.push_back(s.high * s.unit.si);
        x_.push_back(room(places_));
        start_.push_back(room(places_));
        point_.push_back(room(places_));
        f_.push_back(room(places_));
    }
    for (std::size_t m = 0; m < inputs_; ++m) {
        in_.push_back(room(places_));
        point_in_.push_back(room(places_));
    }
    gain_ = room(places_);
    full_ = room(places_);
    sent_ = room(padded_);
    for (std::size_t k = 0; k < network.params.size(); ++k) {
        auto& values = params_.emplace_back();
        if (k == family.param) {
            fields_.push_back({plain(gain_), lanes, 1});
        } else if (network.params[k].size() == 1) {
            values.assign(mechanism::Field<double>::widest, network.params[k][0]);
            fields_.push_back({values.data(), 0, 0});
        } else {
            for (const double v : network.params[k])
                values.insert(values.end(), lanes, v);
            fields_.push_back({values.data(), lanes, 1});
        }
    }
    extra_ = room(layout.edges.size());
    weight_ = room(layout.edges.size());
    factor_ = room(keys_);
    share_ = room(1);
    near_ = room((states_ + outputs_) * columns_ * places_);
    out_ = room(outputs_ * places_);
    inverse_ = room(places_ * states_ * states_);
    moved_ = room(places_ * layout.inputs.size() * states_);
    sends_ = room(places_ * states_);
    const std::size_t widest = LaneLU::padded(keys_);
    right_ = room(padded_ * widest);
    product_ = room(padded_ * std::max(widest, inputs_));
    moves_ = room(places_ * states_ * widest);
    slopes_ = room(places_ * widest);
    for (std::size_t u = 0; u < family.uses.size(); ++u) {
        auto& by = by_.emplace_back();
        for (std::size_t k = 0; k + 1 < keys_; ++k)
            by.push_back(family.moves(u, k));
    }

    sent_at_.assign(inputs_, nullptr);
    for (const auto m : layout.inputs)
        sent_at_[m] = plain(sent_);
    for (auto& v : x_)
        x_at_.push_back(plain(v));
    for (auto& v : point_)
        point_at_.push_back(plain(v));
    for (auto& v : f_)
        f_at_.push_back(plain(v));
    for (auto& v : in_)
        in_at_.push_back(plain(v));
    for (auto& v : point_in_)
        point_in_at_.push_back(plain(v));
    for (std::size_t k = 0; k < outputs_; ++k)
        out_at_.push_back(plain(out_) + k * places_ * lanes);
    block_ = {.rows = places_,
              .lanes = lanes,
              .row_stride = lanes,
              .input_stride = lanes,
              .state = x_at_.data(),
              .input = in_at_.data(),
              .param = fields_.data(),
              .sent = sent_at_.data(),
              .every = true};
}

// out = G C y, w columns side by side. Pairs of regions without a tract are most, and would add zeros.
template <std::size_t w>
void LaneNewton::common_times(const V* y, V* out, std::size_t stride) const {
    for (std::size_t i = 0; i < places_; ++i) {
        std::array<V, w> s;
        s.fill(V(0.0));
        for (std::size_t t = layout_.begins[i]; t < layout_.begins[i + 1]; ++t) {
            const auto& tract = layout_.tracts[t];
            const V c(tract.weight);
            for (std::size_t q = 0; q < w; ++q)
                s[q] = fma(c, y[tract.source * stride + q], s[q]);
        }
        for (std::size_t q = 0; q < w; ++q)
            out[i * stride + q] = s[q];
    }
}

// What the network brings to x.
void LaneNewton::receive() {
    bank_->send(block_);
    common_times<1>(sent_.data(), product_.data(), 1);
    for (std::size_t m = 0; m < layout_.inputs.size(); ++m)
        for (std::size_t i = 0; i < places_; ++i)
            in_[layout_.inputs[m]][i] = V(layout_.shares[m]) * product_[i];
    for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
        const auto& edge = layout_.edges[e];
        auto& u = in_[layout_.inputs[edge.input]][edge.target];
        u = fma(extra_[e], sent_[edge.source], u);
    }
}

// The derivatives at `point`, and the left side of (1).
void LaneNewton::factor() {
    mechanism::Block<double> b = block_;
    b.state = point_at_.data();
    b.input = point_in_at_.data();
    const auto wanted = std::uint64_t{1} << layout_.from | std::uint64_t{1} << family_.output;
    bank_->linearise(b, family_.param, wanted, plain(near_));
    const std::size_t n = states_, inputs = layout_.inputs.size();
    inner_sign_ = V(1.0);
    std::vector<V> a(n * n);
    Many into(inputs, V(0.0)); // K_m
    for (std::size_t i = 0; i < places_; ++i) {
        V* inverse = inverse_.data() + i * n * n;
        for (std::size_t s = 0; s < n; ++s)
            for (std::size_t t = 0; t < n; ++t) {
                a[s * n + t] = lin(s, 1 + t, i);
                inverse[s * n + t] = V(s == t ? 1.0 : 0.0);
            }
        for (std::size_t p = 0; p < n; ++p) { // Gauss and Jordan
            inner_sign_ = select(a[p * n + p] < V(0.0), -inner_sign_, inner_sign_);
            const V over = V(1.0) / a[p * n + p];
            for (std::size_t t = 0; t < n; ++t) {
                a[p * n + t] = a[p * n + t] * over;
                inverse[p * n + t] = inverse[p * n + t] * over;
            }
            for (std::size_t s = 0; s < n; ++s) {
                if (s == p)
                    continue;
                const V by = a[s * n + p];
                for (std::size_t t = 0; t < n; ++t) {
                    a[s * n + t] = fnma(by, a[p * n + t], a[s * n + t]);
                    inverse[s * n + t] = fnma(by, inverse[p * n + t], inverse[s * n + t]);
                }
            }
        }
        for (std::size_t t = 0; t < n; ++t)
            sends_[i * n + t] = lin(n + layout_.from, 1 + t, i);
        V common(0.0);
        for (std::size_t m = 0; m < inputs; ++m) {
            into[m] = V(0.0);
            for (std::size_t s = 0; s < n; ++s) {
                V sum(0.0);
                for (std::size_t t = 0; t < n; ++t)
                    sum = fma(inverse[s * n + t], lin(t, 1 + n + layout_.inputs[m], i), sum);
                moved_[(i * inputs + m) * n + s] = sum;
                into[m] = fma(sends_[i * n + s], sum, into[m]);
            }
            common = fma(into[m], V(layout_.shares[m]), common);
        }
        const auto c = layout_.common.row(i);
        V* row = lu_.row(i);
        for (std::size_t j = 0; j < places_; ++j)
            row[j] = common * V(c[j]);
        for (std::size_t j = places_; j < padded_; ++j)
            row[j] = V(0.0);
        row[i] = row[i] + V(1.0);
        for (std::size_t m = 0; m < inputs; ++m)
            product_[m * padded_ + i] = into[m];
    }
    for (std::size_t i = places_; i < padded_; ++i)
        for (std::size_t j = 0; j < padded_; ++j)
            lu_.row(i)[j] = V(i == j ? 1.0 : 0.0);
    for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
        const auto& edge = layout_.edges[e];
        V& left = lu_.row(edge.target)[edge.source];
        left = fma(product_[edge.input * padded_ + edge.target], extra_[e], left);
    }
    lu_.factor();
}

// One step of (1) from x, left in moves_ with the other sign, [place][state]; its length in the states' ranges.
LaneNewton::V LaneNewton::newton() {
    const std::size_t n = states_, inputs = layout_.inputs.size();
    V* own = moves_.data(); // A^-1 f
    for (std::size_t i = 0; i < places_; ++i) {
        V sent(0.0);
        for (std::size_t s = 0; s < n; ++s) {
            V sum(0.0);
            for (std::size_t t = 0; t < n; ++t)
                sum = fma(inverse_[(i * n + s) * n + t], f_[t][i], sum);
            own[i * n + s] = sum;
            sent = fma(sends_[i * n + s], sum, sent);
        }
        right_[i] = -sent;
    }
    for (std::size_t i = places_; i < padded_; ++i)
        right_[i] = V(0.0);
    lu_.solve(right_.data(), 1);
    common_times<1>(right_.data(), product_.data(), 1);
    for (std::size_t i = 0; i < places_; ++i)
        for (std::size_t s = 0; s < n; ++s) {
            V sum(0.0);
            for (std::size_t m = 0; m < inputs; ++m)
                sum = fma(V(layout_.shares[m]), moved_[(i * inputs + m) * n + s], sum);
            own[i * n + s] = fma(sum, product_[i], own[i * n + s]);
        }
    for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
        const auto& edge = layout_.edges[e];
        const V du = extra_[e] * right_[edge.source];
        for (std::size_t s = 0; s < n; ++s) {
            V& dx = own[edge.target * n + s];
            dx = fma(moved_[(edge.target * inputs + edge.input) * n + s], du, dx);
        }
    }
    V longest(0.0);
    for (std::size_t i = 0; i < places_; ++i)
        for (std::size_t s = 0; s < n; ++s)
            longest = max(longest, abs(own[i * n + s]) * V(1 / range_[s]));
    return longest;
}

// f(key, place, input, value): what a key brings by itself to an input of a place; input inputs_: to the parameter.
template <class F>
void LaneNewton::each_direct(F f) const {
    for (std::size_t e = 0; e < layout_.edges.size(); ++e)
        for (const auto k : layout_.edges[e].keys)
            f(k, layout_.edges[e].target, layout_.inputs[layout_.edges[e].input],
              weight_[e] * sent_[layout_.edges[e].source]);
    for (std::size_t k = 0; k + 1 < keys_; ++k) {
        for (const auto i : family_.keys[k].driven)
            f(k, i, family_.drive, in_[family_.drive][i]);
        for (const auto i : family_.keys[k].gained)
            f(k, i, inputs_, gain_[i]);
    }
    for (std::size_t i = 0; i < places_; ++i)
        f(keys_ - 1, i, family_.drive, full_[i]);
}

// Whether anything is asked of this lane's derivatives by a key. The share of the drive moves it only on the way to
// all of it.
bool LaneNewton::derives(const Task& task, std::size_t key) const {
    return key + 1 < keys_ ? by_[task.use][key] != 0 : task.key.back() != 1;
}
// Columns for the keys of all lanes.
void LaneNewton::choose(std::span<const Task> tasks) {
    chosen_.clear();
    column_.assign(keys_, keys_);
    for (std::size_t k = 0; k < keys_; ++k)
        if (std::ranges::any_of(tasks, [&](const Task& t) { return derives(t, k); })) {
            column_[k] = chosen_.size();
            chosen_.push_back(k);
        }
    wide_ = LaneLU::padded(chosen_.size());
}

// moves_ [place][state][column] and slopes_ [place][column] with the factors at hand.
void LaneNewton::derive() {
    const std::size_t n = states_, inputs = layout_.inputs.size(), out = n + family_.output;
    std::fill_n(right_.begin(), padded_ * wide_, V(0.0));
    std::fill_n(moves_.begin(), places_ * n * wide_, V(0.0));
    std::fill_n(slopes_.begin(), places_ * wide_, V(0.0));
    each_direct([&](std::size_t key, std::size_t i, std::size_t input, const V& value) {
        const std::size_t k = column_[key], column = 1 + n + input; // after the inputs comes the parameter
        if (k == keys_)
            return;
        V sent(0.0);
        for (std::size_t s = 0; s < n; ++s) {
            V sum(0.0);
            for (std::size_t t = 0; t < n; ++t)
                sum = fma(inverse_[(i * n + s) * n + t], lin(t, column, i), sum);
            sum = sum * value;
            V& dx = moves_[(i * n + s) * wide_ + k];
            dx = dx - sum;
            sent = fma(sends_[i * n + s], sum, sent);
        }
        right_[i * wide_ + k] = right_[i * wide_ + k] - sent;
        slopes_[i * wide_ + k] = fma(lin(out, column, i), value, slopes_[i * wide_ + k]);
    });
    lu_.solve(right_.data(), wide_);
    for (std::size_t k = 0; k < wide_; k += LaneLU::tile)
        common_times<LaneLU::tile>(right_.data() + k, product_.data() + k, wide_);
    for (std::size_t i = 0; i < places_; ++i)
        for (std::size_t m = 0; m < inputs; ++m) {
            const V share(layout_.shares[m]), by_input = share * lin(out, 1 + n + layout_.inputs[m], i);
            for (std::size_t k = 0; k < wide_; ++k)
                slopes_[i * wide_ + k] = fma(by_input, product_[i * wide_ + k], slopes_[i * wide_ + k]);
            for (std::size_t s = 0; s < n; ++s) {
                const V by = share * moved_[(i * inputs + m) * n + s];
                for (std::size_t k = 0; k < wide_; ++k)
                    moves_[(i * n + s) * wide_ + k] =
                        fnma(by, product_[i * wide_ + k], moves_[(i * n + s) * wide_ + k]);
            }
        }
    for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
        const auto& edge = layout_.edges[e];
        const std::size_t i = edge.target;
        const V by_input = lin(out, 1 + n + layout_.inputs[edge.input], i);
        for (std::size_t k = 0; k < chosen_.size(); ++k) {
            const V du = extra_[e] * right_[edge.source * wide_ + k];
            slopes_[i * wide_ + k] = fma(by_input, du, slopes_[i * wide_ + k]);
            for (std::size_t s = 0; s < n; ++s) {
                V& dx = moves_[(i * n + s) * wide_ + k];
                dx = fnma(moved_[(i * inputs + edge.input) * n + s], du, dx);
            }
        }
    }
    for (std::size_t i = 0; i < places_; ++i)
        for (std::size_t s = 0; s < n; ++s)
            for (std::size_t k = 0; k < chosen_.size(); ++k)
                slopes_[i * wide_ + k] =
                    fma(lin(out, 1 + s, i), moves_[(i * n + s) * wide_ + k], slopes_[i * wide_ + k]);
}

void LaneNewton::solve(std::span<Task> tasks) {
    expects(!tasks.empty() && tasks.size() <= lanes, "a lane for every task");
    begin(tasks);
    auto done = V(0.0) > V(1.0), fresh = !done;
    V before(std::numeric_limits<double>::infinity()), growth(0.0);
    for (int k = 0; k < most_steps && !xsimd::all(done); ++k) {
        receive();
        bank_->drift(block_, f_at_.data(), nullptr);
        if (xsimd::any(fresh)) {
            for (std::size_t s = 0; s < states_; ++s)
                for (std::size_t i = 0; i < places_; ++i)
                    point_[s][i] = select(fresh, x_[s][i], point_[s][i]);
            for (std::size_t m = 0; m < inputs_; ++m)
                for (std::size_t i = 0; i < places_; ++i)
                    point_in_[m][i] = select(fresh, in_[m][i], point_in_[m][i]);
            factor();
            growth = lu_.growth();
        }
        const V longest = newton(), length = min(V(1.0), V(longest_step) / longest);
        for (std::size_t s = 0; s < states_; ++s)
            for (std::size_t i = 0; i < places_; ++i) {
                const V next = max(V(low_[s]), min(V(high_[s]), fnma(length, moves_[i * states_ + s], x_[s][i])));
                x_[s][i] = select(done, x_[s][i], next);
            }
        done = done | (longest < V(tolerance));
        fresh = (!done) & ((longest > V(far)) | (longest > V(0.1) * before));
        before = longest;
    }
    receive();
    choose(tasks);
    derive();
    bank_->emit(block_, out_at_.data());
    std::array<double, lanes> good;
    const V held = select(done & (growth < V(most_growth_)), V(1.0), V(0.0));
    for (std::size_t l = 0; l < lanes; ++l)
        good[l] = held.get(l);
    hand_out(tasks, good);
}

} // namespace rewire::integrate
