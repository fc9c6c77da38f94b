#include "simulate/visit.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "brain/atlas.hpp"
#include "integrate/equilibrium.hpp"
#include "observe/bold.hpp"
#include "observe/connectivity.hpp"
#include "observe/rest_maps.hpp"
#include "simulate/findings.hpp"

namespace rewire::simulate {
namespace {

constexpr int windows = 50;                                 // a second, in which the vessels are advanced
constexpr int block = 20, pause = 20, from = 6, blocks = 3; // s; from: the response has risen
constexpr double scan_length = 300, scan_tr = 2, scan_step = 1e-3, response_length = 0.6, pulse = 0.15;
constexpr double band = 0.09;         // Hz, from 0.01 to 0.1: what connectivity is read from
constexpr std::size_t neighbours = 7; // a region and its six nearest: as many as faces of a voxel

double mean_of(const std::vector<double>& values, const std::vector<std::size_t>& places) {
    double sum = 0;
    for (const auto i : places)
        sum += values[i];
    return sum / static_cast<double>(places.size());
}
// Over pairs of different regions.
double mean_between(const Matrix& r, const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    double sum = 0;
    std::size_t pairs = 0;
    for (const auto i : a)
        for (const auto j : b)
            if (i != j) {
                sum += r(i, j);
                ++pairs;
            }
    return sum / static_cast<double>(pairs);
}
std::vector<double> activity_of(const integrate::Network& network, const integrate::LinearNetwork& near) {
    std::vector<double> out;
    for (std::size_t i = 0; i < network.size(); ++i)
        out.push_back(near.outputs(i, network.model->activity));
    return out;
}
// Between centres of regions, mm.
std::optional<Matrix> distances(const std::vector<std::string>& labels) {
    std::vector<std::array<double, 3>> at;
    for (const auto& l : labels) {
        const auto r = brain::resolve(l);
        if (!r)
            return std::nullopt;
        at.push_back(brain::atlas()[*r].centroid_mm);
    }
    Matrix d(at.size(), at.size());
    for (std::size_t i = 0; i < at.size(); ++i)
        for (std::size_t j = 0; j < at.size(); ++j)
            d(i, j) = std::hypot(at[i][0] - at[j][0], at[i][1] - at[j][1], at[i][2] - at[j][2]);
    return d;
}
const MapKind rest_maps[]{
    {"alff", "%", "amplitude of slow fluctuations at rest, 0.01 to 0.1 Hz", {"scan", "alff", {}, {}}},
    {"falff", "1", "share of slow fluctuations in all of them", {"scan", "falff", {}, {}}},
    {"slow_5", "%", "amplitude of fluctuations from 0.01 to 0.027 Hz", {"scan", "slow_5", {}, {}}},
    {"slow_4", "%", "amplitude of fluctuations from 0.027 to 0.073 Hz", {"scan", "slow_4", {}, {}}},
    {"local_coherence", "1", "Kendall's W of a region with its six nearest", {"scan", "local_coherence", {}, {}}},
    {"amygdala_seed", "1", "connectivity with the amygdala at rest, Fisher z", {"scan", "amygdala_seed", {}, {}}},
};
const MapKind power_maps[]{
    {"theta_power",
     "1",
     "power of the EEG from 4 to 8 Hz over that of health with closed eyes",
     {"eeg", "theta_power", {}, {}}},
    {"alpha_power",
     "1",
     "power of the EEG from 8 to 13 Hz over that of health with closed eyes",
     {"eeg", "alpha_power", {}, {}}},
};

} // namespace

// What five minutes of rest show.
struct Visit::Resting {
    std::vector<double> alff, falff, slow_5, slow_4, coherence, seed;
    double metastability = 0, synchrony = 0,
           dynamics = 0; // dynamics: standard deviation of connectivity over windows, mean over pairs
};

std::vector<MapKind> maps_of(const std::vector<model::Instrument>& instruments, const life::LifeModel& model) {
    std::vector<MapKind> out;
    const auto looks = [&](std::string_view at) {
        return std::ranges::any_of(instruments, [&](const auto& i) { return i.look.at == at; });
    };
    for (std::size_t a = 0; a < model.activities.size(); ++a)
        if (std::ranges::any_of(instruments,
                                [&](const auto& i) { return i.look.at == "task" && i.look.activity == a; }))
            out.push_back({"psc_" + model.activities[a].name,
                           "%",
                           "BOLD signal change: " + model.activities[a].name + " against rest",
                           {"task", "", a, {}}});
    if (looks("scan"))
        out.insert(out.end(), std::begin(rest_maps), std::end(rest_maps));
    if (looks("eeg"))
        out.insert(out.end(), std::begin(power_maps), std::end(power_maps));
    return out;
}

const model::Session& Visit::session() {
    if (!session_)
        session_ = own_ ? model::session(model_, own_->sizes, luck_, day_) : model::Session{};
    return *session_;
}
const integrate::Network& Visit::network() {
    if (network_)
        return *network_;
    network_ = own_ ? life_.network_now(own_->brain.network) : life_.network_now();
    auto& gain = network_->params[model_.equilibria->family().param];
    for (std::size_t i = 0; i < session().log_gain.size(); ++i)
        gain[i] *= std::exp(session().log_gain[i]);
    return *network_;
}
const Visit::Rest& Visit::rest() {
    if (rest_)
        return *rest_;
    if (!own_) {
        auto found = integrate::steady_state(network(), model_.rest);
        rest_ = Rest{std::move(found.state), std::move(found.near)};
        return *rest_;
    }
    // From the person's healthy rest, moved by as much as the rest that all share has been by now.
    Matrix state = own_->brain.rest;
    const auto &now = life_.answer(0).state, &healthy = model_.equilibria->healthy(0)->state;
    for (std::size_t k = 0; k < state.values().size(); ++k)
        state.values()[k] += now.values()[k] - healthy.values()[k];
    const Matrix nothing(network().size(), network().model->inputs.size());
    integrate::Equilibrium(*network().model, network().size()).solve(network(), nothing, state);
    auto near = integrate::linearise(network(), state);
    rest_ = Rest{std::move(state), std::move(near)};
    return *rest_;
}
const Matrix& Visit::connectivity() {
    if (connectivity_)
        return *connectivity_;
    auto density = integrate::slow_density(network(), rest().state, rest().near, session().slow);
    if (const double readings = own_ ? std::round(2 * band * own_->sizes.rest_scan) : 0; readings > 0) {
        Matrix normals(network().size(), static_cast<std::size_t>(readings));
        auto k = static_cast<std::uint64_t>(day_ + 100000) << 24;
        for (double& v : normals.values())
            v = luck_.normal("resting scan", k++);
        density = integrate::sampled(density, normals);
    }
    connectivity_ = integrate::correlation_of(density);
    return *connectivity_;
}

const std::vector<double>& Visit::task(std::size_t activity) {
    if (const auto at = tasks_.find(activity); at != tasks_.end())
        return at->second;
    const auto& family = model_.equilibria->family();
    integrate::Request asked{
        .use = activity, .key = life_.key_now(activity), .from = model_.equilibria->healthy(activity)};
    integrate::Request* one[]{&asked};
    model_.equilibria->solve(one);
    if (asked.failure)
        std::rethrow_exception(asked.failure);
    auto moved = integrate::moved_to(family, activity, asked.answer->key);
    auto state = asked.answer->state;
    if (own_) { // from where the brain that all share goes
        moved.network = network();
        integrate::Equilibrium(*moved.network.model, moved.network.size()).solve(moved.network, moved.given, state);
    }
    const auto on = activity_of(moved.network, integrate::linearise(moved.network, state, moved.given)),
               off = activity_of(network(), rest().near);

    observe::BoldSignal<double> vessels(*model_.blood, integrate::Cells<double>(network().size(), 1));
    const auto signal = [&] {
        std::vector<double> percent;
        const double* s = vessels.signal();
        for (std::size_t i = 0; i < network().size(); ++i)
            percent.push_back(s[i] * 100);
        return percent;
    };
    const integrate::Cells<double> cells(network().size(), 1);
    const auto laid_out = [&](const std::vector<double>& places) { // every lane of a vector holds a number
        Aligned<double> drive(cells.size(), 0);
        for (std::size_t r = 0; r < cells.rows; ++r)
            for (std::size_t l = 0; l < cells.lanes; ++l)
                drive[r * cells.lanes + l] = places[cells.place_of(r, l)];
        return drive;
    };
    const auto working = laid_out(on), resting = laid_out(off);
    vessels.settle(resting.data());
    const auto baseline = signal();
    std::vector<double> change(network().size(), 0);
    std::size_t volumes = 0;
    for (int b = 0; b < blocks; ++b) {
        for (int second = 0; second < block; ++second) {
            for (int k = 0; k < windows; ++k)
                vessels.step(working.data(), 1.0 / windows);
            if (second < from)
                continue;
            const auto now = signal();
            for (std::size_t i = 0; i < change.size(); ++i)
                change[i] += now[i] - baseline[i];
            ++volumes;
        }
        for (int k = 0; k < pause * windows; ++k)
            vessels.step(resting.data(), 1.0 / windows);
    }
    for (double& v : change)
        v /= static_cast<double>(volumes);
    return tasks_.emplace(activity, std::move(change)).first->second;
}

const Visit::Resting& Visit::scan() {
    if (scan_)
        return *scan_;
    ScanPlan plan;
    plan.fast.dt = scan_step;
    plan.fast.seed =
        static_cast<std::uint64_t>(luck_.uniform("scan", static_cast<std::uint64_t>(day_ + 100000)) * 4294967296.0);
    plan.duration = scan_length;
    plan.tr = scan_tr;
    plan.blood = model_.blood;
    plan.slow = session().slow;
    plan.hold = model::BrainSizes::hold;
    const auto point = integrate::point_at(network(), rest().state);
    const auto scan = make_scan(network(), {point}, plan);
    const auto result = run_scan(*scan).front();
    if (result.failure)
        throw NumericsError(*result.failure);
    const auto& bold = result.bold;
    auto out = std::make_shared<Resting>();
    const auto found = measure(
        result, {.tr = scan_tr, .band_low = 0, .band_high = 0, .window = 60, .step = 4, .cortex = {}, .target = {}});
    out->alff = found.slow->alff;
    out->falff = found.slow->fraction;
    out->slow_5 = observe::amplitude_of_fluctuations(bold, scan_tr, observe::slow_5).alff;
    out->slow_4 = observe::amplitude_of_fluctuations(bold, scan_tr, observe::slow_4).alff;
    out->seed = observe::seed_map(bold, model_.circuits[model_.circuit("amygdala")].places);
    const auto d = distances(network().places);
    out->coherence =
        d ? observe::local_coherence(bold, *d, neighbours) : std::vector<double>(network().size(), std::nan(""));
    out->metastability = found.metastability;
    out->synchrony = found.synchrony;
    const auto moving = observe::windowed_connectivity(bold, scan_tr, 60, 4);
    for (std::size_t p = 0; p < moving.r.cols(); ++p) {
        double sum = 0, square = 0;
        const double n = static_cast<double>(moving.r.rows());
        for (std::size_t w = 0; w < moving.r.rows(); ++w) {
            sum += moving.r(w, p);
            square += moving.r(w, p) * moving.r(w, p);
        }
        out->dynamics +=
            std::sqrt(std::max(0.0, square / n - sum / n * sum / n)) / static_cast<double>(moving.r.cols());
    }
    scan_ = std::move(out);
    return *scan_;
}

double Visit::response(const model::Instrument::Look& look) {
    const auto point = integrate::point_at(network(), rest().state);
    constexpr double step = 1e-3;
    integrate::FastRun<double> run(network(), {point}, {.dt = step, .method = integrate::Method::rk4, .noise = 0});
    const auto& places = look.circuits.front();
    const auto activity = [&] {
        const double* y = run.activity();
        double sum = 0;
        for (const auto i : places)
            sum += y[run.cells().at(i, 0)];
        return sum / static_cast<double>(places.size());
    };
    const auto& family = model_.equilibria->family();
    auto key = life_.key_now(look.activity);
    key.push_back(1); // the whole drive
    const auto given = integrate::moved_to(family, look.activity, key).given;
    std::vector<double> on, off(network().size(), 0);
    for (std::size_t i = 0; i < network().size(); ++i)
        on.push_back(given(i, family.drive));
    const double baseline = activity();
    double peak = 0;
    run.give(family.drive, on);
    for (int t = 1; t <= response_length / step; ++t) {
        run.advance(1);
        if (t == static_cast<int>(pulse / step))
            run.give(family.drive, off);
        if (const double now = activity() - baseline; std::abs(now) > std::abs(peak))
            peak = now;
    }
    return peak;
}

observe::LoopState Visit::loops() {
    const auto signal = [&](const char* name, const char* of = "vigilance") {
        return model_.left_out(of) ? 0.0 : life_.at(name);
    };
    return {signal("alertness"), signal("drowsiness"), signal("loop_inhibition"), signal("loop_excitation"),
            signal("loop_slowing", "central_disinhibition")};
}

std::vector<double> Visit::map(const model::Instrument::Look& look) {
    if (look.at == "task")
        return task(look.activity);
    if (look.at == "scan") {
        const auto& s = scan();
        const std::pair<std::string_view, const std::vector<double>*> all[]{{"alff", &s.alff},
                                                                            {"falff", &s.falff},
                                                                            {"slow_5", &s.slow_5},
                                                                            {"slow_4", &s.slow_4},
                                                                            {"local_coherence", &s.coherence},
                                                                            {"amygdala_seed", &s.seed}};
        for (const auto& [name, values] : all)
            if (name == look.what)
                return *values;
    }
    expects(look.at == "eeg", "a map is of a task, a scan or the EEG");
    // Where a circuit's gain has moved, its own loop through the thalamus has.
    std::vector<double> log_gain(network().size(), 0), out;
    for (const auto& [circuit, signal] : model_.gains)
        for (const auto i : model_.circuits[circuit].places)
            log_gain[i] = life_.at(signal);
    std::map<double, double> known;
    for (const double g : log_gain) {
        auto at = known.find(g);
        if (at == known.end()) {
            auto state = loops();
            state.excitation += g;
            at = known.emplace(g, observe::eeg_value(look.what, observe::loop_gains(state))).first;
        }
        out.push_back(at->second);
    }
    return out;
}

double Visit::read(const model::Instrument::Look& look) {
    if (look.at == "connectivity")
        return mean_between(connectivity(), look.circuits[0], look.circuits[1]);
    if (look.at == "eeg")
        return observe::eeg_value(look.what, observe::loop_gains(loops()));
    if (look.at == "response")
        return response(look);
    if (look.at == "scan" && look.what == "metastability")
        return scan().metastability;
    if (look.at == "scan" && look.what == "synchrony")
        return scan().synchrony;
    if (look.at == "scan" && look.what == "dynamics")
        return scan().dynamics;
    return mean_of(map(look), look.circuits.front());
}

} // namespace rewire::simulate
