#include "integrate/equilibria.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "integrate/equilibrium.hpp"
#include "integrate/lyapunov.hpp"

namespace rewire::integrate {
namespace {
constexpr double least_step = 1.0 / 4096; // of a way
} // namespace

// One request on its way.
struct Equilibria::Walk {
    std::size_t use = 0;
    std::shared_ptr<const Answer> at;
    std::vector<double> target; // key, then the share of the drive
    double step = 1;            // of what is left
    int steps = 0;
    std::exception_ptr failure = {};

    std::vector<double> next() const {
        auto key = target;
        if (step < 1)
            for (std::size_t k = 0; k < key.size(); ++k)
                key[k] = at->key[k] + step * (target[k] - at->key[k]);
        return key;
    }
};

Equilibria::Equilibria(Family family, double most_growth)
    : family_(std::move(family)), layout_(family_), most_growth_(most_growth) {
    for (const auto& k : family_.keys)
        expects(k.gained.empty() || (k.tracts.empty() && k.driven.empty()), "a key moves gains or something else");
    std::vector<Walk> walks;
    const std::size_t keys = family_.keys.size();
    for (std::size_t u = 0; u < family_.uses.size(); ++u) {
        auto bare = std::make_shared<Answer>();
        bare->key.assign(keys + 1, 0);
        bare->state = family_.rest;
        bare->moves = Matrix(keys + 1, family_.rest.values().size());
        walks.push_back({.use = u, .at = bare, .target = bare->key});
    }
    const auto all = [&] {
        walk(walks);
        for (const auto& w : walks)
            if (w.failure)
                std::rethrow_exception(w.failure);
    };
    all();
    for (auto& w : walks) {
        w.target.back() = 1;
        w.step = 1;
    }
    all();
    for (const auto& w : walks)
        healthy_.push_back(w.at);
}
Equilibria::~Equilibria() = default;

void Equilibria::solve(std::span<Request* const> requests) const {
    std::vector<Walk> walks;
    for (const auto* r : requests) {
        expects(r->key.size() == family_.keys.size() && r->from != nullptr,
                "a request has every key, and a rest to start from");
        auto& w = walks.emplace_back(Walk{.use = r->use, .at = r->from, .target = r->key});
        w.target.push_back(1);
    }
    walk(walks);
    for (std::size_t k = 0; k < walks.size(); ++k) {
        requests[k]->failure = walks[k].failure;
        requests[k]->answer = walks[k].failure ? nullptr : walks[k].at;
        requests[k]->steps = walks[k].steps;
    }
}

void Equilibria::walk(std::vector<Walk>& walks) const {
    std::unique_ptr<LaneNewton> room;
    {
        const std::lock_guard lock(lending_);
        if (!idle_.empty()) {
            room = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!room)
        room = std::make_unique<LaneNewton>(family_, layout_, most_growth_);

    std::vector<Walk*> going;
    for (auto& w : walks)
        going.push_back(&w);
    std::ranges::stable_sort(going, {}, &Walk::use); // few keys move the lanes of one use
    std::vector<LaneNewton::Task> tasks;
    while (!going.empty()) {
        for (std::size_t from = 0; from < going.size(); from += LaneNewton::lanes) {
            const std::size_t to = std::min(from + LaneNewton::lanes, going.size());
            tasks.clear();
            for (std::size_t k = from; k < to; ++k)
                tasks.push_back(
                    {.use = going[k]->use, .from = going[k]->at.get(), .key = going[k]->next(), .found = {}});
            room->solve(tasks);
            for (std::size_t k = from; k < to; ++k)
                judge(*going[k], tasks[k - from]);
        }
        std::erase_if(going, [](const Walk* w) { return w->failure || w->at->key == w->target; });
    }
    const std::lock_guard lock(lending_);
    idle_.push_back(std::move(room));
}

// Takes the rest that was tried, or halves the step.
void Equilibria::judge(Walk& w, LaneNewton::Task& t) const {
    ++w.steps;
    const auto& network = family_.network;
    std::string place, why;
    if (!t.found) {
        try {
            rescue(t);
        } catch (const NoRest& e) {
            place = e.failure().place;
            why = fmt::format("no rest is near, {} in {} moves on and on", e.failure().state, place);
        }
    }
    if (t.found && t.off <= most_off && (w.at->sign == 0 || w.at->sign == t.found->sign)) {
        w.at = std::move(t.found);
        w.step = std::min(1.0, 2 * w.step / (1 - w.step));
        return;
    }
    const double tried = w.step;
    w.step /= 2;
    if (w.step >= least_step)
        return;
    const auto state = network.model->states[t.state].name;
    if (t.found) {
        place = network.places[t.place];
        why = t.off > most_off ? fmt::format("{} in {} jumps by {:.2g} of its range", state, place, t.off)
                               : fmt::format("the rest stops being stable, {} in {} moves most", state, place);
    }
    std::string way;
    for (std::size_t k = 0; k < w.target.size(); ++k)
        if (const double left = w.target[k] - w.at->key[k]; left != 0)
            way +=
                fmt::format("{}{} goes from {:.4g} by {:.2g}", way.empty() ? "" : ", ",
                            k < family_.keys.size() ? family_.keys[k].name : "the drive", w.at->key[k], tried * left);
    const std::string mend = "keep weights, gains or drive further from there";
    w.failure = std::make_exception_ptr(
        NoRest({0, std::string(network.model->name), place, std::string(state), t.off, mend},
               fmt::format("{}: the network's rest cannot be followed where {}: {}, however small the step; {}",
                           family_.uses[w.use].name, way.empty() ? "nothing is driven yet" : way, why, mend)));
}

// By exchange of rows and pseudo-time, one at a time.
void Equilibria::rescue(LaneNewton::Task& t) const {
    const auto& f = family_;
    const std::size_t n = f.network.size(), states = f.rest.cols(), keys = f.keys.size();
    const auto [network, given] = moved_to(f, t.use, t.key);
    std::vector<Change> changes(keys + 1);
    for (std::size_t k = 0; k < keys; ++k) {
        if (!f.moves(t.use, k))
            continue;
        for (const auto& p : f.keys[k].tracts)
            changes[k].tracts.push_back(
                {p.input, p.target, p.source, network.coupling * network.tracts[p.input](p.target, p.source)});
        for (const auto i : f.keys[k].driven)
            changes[k].drives.push_back({f.drive, i, given(i, f.drive)});
        changes[k].places = f.keys[k].gained;
    }
    auto whole = t.key;
    whole.back() = 1;
    const auto full = moved_to(f, t.use, whole).given;
    for (std::size_t i = 0; i < n && t.key.back() != 1; ++i)
        changes[keys].drives.push_back({f.drive, i, full(i, f.drive)});
    auto out = std::make_shared<Answer>();
    out->key = t.key;
    out->state = t.start;
    Equilibrium one(*network.model, n, f.param);
    one.solve(network, given, out->state);
    Matrix by_state;
    const Matrix slopes = one.slopes(f.output, changes, &by_state);
    out->moves = Matrix(keys + 1, n * states);
    out->slopes = Matrix(keys + 1, n);
    for (std::size_t k = 0; k <= keys; ++k) {
        // a log gain moves the gain by itself; the places of one key share it
        const double chain =
            k < keys && !f.keys[k].gained.empty() ? network.param(f.param, f.keys[k].gained.front()) : 1;
        for (std::size_t i = 0; i < n; ++i)
            out->slopes(k, i) = chain * slopes(i, k);
        for (std::size_t i = 0; i < n * states; ++i)
            out->moves(k, i) = chain * by_state(i, k);
    }
    for (std::size_t i = 0; i < n; ++i)
        out->output.push_back(one.outputs()(i, f.output));
    out->sign = one.sign();
    LaneNewton::measure(f, *out, t);
    t.found = std::move(out);
}

} // namespace rewire::integrate
