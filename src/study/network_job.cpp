#include "study/network_job.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>

#include "study/brain_tables.hpp"
#include "study/plausible.hpp"
#include "study/threads.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/atlas.hpp"
#include "brain/circuits.hpp"
#include "brain/scaling.hpp"

namespace rewire::study {

namespace {

// Gathers faults of options and files, so that all are told at once.
class Gather {
public:
    template <class F>
    void operator()(F f) {
        try {
            f();
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                problems_.push_back(p);
        }
    }
    // Not a number where the text is none: what is asked of it further is written to say nothing then.
    double quantity(const char* option, const std::string& text, const char* u) {
        const auto q = parse_quantity(text, *find_unit(u));
        if (q.problem.empty())
            return q.si;
        problems_.push_back({option, 0, 0, q.problem, {}});
        return std::numeric_limits<double>::quiet_NaN();
    }
    template <class T>
    T choice(const char* option, const std::string& text, std::initializer_list<std::pair<std::string_view, T>> known) {
        Names names;
        for (const auto& [name, value] : known) {
            if (name == text)
                return value;
            names.push_back(name);
        }
        problems_.push_back({option, 0, 0, known_instead(text, names, fmt::format("\"{}\" is not known", text)), {}});
        return known.begin()->second;
    }
    void add(const char* option, std::string what) { problems_.push_back({option, 0, 0, std::move(what), {}}); }
    void raise() {
        if (!problems_.empty())
            throw InputError(std::move(problems_));
    }

private:
    std::vector<Problem> problems_;
};

// A parameter of the same regions is given once, by a map or by a value: the last would win in silence.
void expect_once(const std::vector<std::string>& map, const std::vector<std::string>& set) {
    std::vector<std::string> seen;
    const auto once = [&](const char* option, const std::string& assignment) {
        const auto name = assignment.substr(0, assignment.find('='));
        if (std::ranges::find(seen, name) != seen.end())
            throw InputError(option, fmt::format("{} is set twice; leave one of them out", name));
        seen.push_back(name);
    };
    for (const auto& m : map)
        once("--map", m);
    for (const auto& s : set)
        once("--set", s);
}

void band_of(Gather& gather, const std::string& text, simulate::ScanQuestion& q) {
    if (text.empty() || text == "none")
        return;
    const auto to = text.find(" to ");
    if (to == std::string::npos)
        return gather.add("--band",
                          fmt::format("\"{}\" is not a band; expected, for example, \"0.01 Hz to 0.1 Hz\"", text));
    q.band_low = gather.quantity("--band", text.substr(0, to), "Hz");
    q.band_high = gather.quantity("--band", text.substr(to + 4), "Hz");
    if (q.band_low <= 0 || q.band_low >= q.band_high || q.band_high >= 0.5 / q.tr)
        gather.add("--band", fmt::format("must rise from above 0 to below half the sampling rate, {} Hz",
                                         format_number(0.5 / q.tr)));
}

Matrix delays_of(const brain::Connectome& c, double speed, std::vector<std::string>& notes) {
    Matrix lengths = c.lengths;
    if (lengths.empty()) {
        if (c.centres_mm.empty())
            throw InputError(
                "--speed",
                "delays need tract lengths; give --lengths FILE, or a connectome with lengths or region centres");
        lengths = Matrix(c.labels.size(), c.labels.size());
        for (std::size_t i = 0; i < c.labels.size(); ++i)
            for (std::size_t j = 0; j < c.labels.size(); ++j) {
                double sq = 0;
                for (std::size_t k = 0; k < 3; ++k)
                    sq += std::pow(c.centres_mm[i][k] - c.centres_mm[j][k], 2);
                lengths(i, j) = i == j ? 0 : brain::estimated_length(std::sqrt(sq));
            }
        notes.push_back(
            "Tract lengths are estimated as 8 mm + 1.35 times the distance of centres, a middle of published "
            "regressions (25 % either way).");
    }
    for (double& v : lengths.values())
        v /= speed;
    return lengths;
}

} // namespace

void set_parameter(integrate::Network& n, const std::string& assignment, const std::string& option) {
    const auto eq = assignment.find('=');
    if (eq == std::string::npos)
        throw InputError(
            option, fmt::format("\"{}\" is not an assignment; expected, for example, \"tau_E=90 ms\"", assignment));
    const std::string left = assignment.substr(0, eq), value = assignment.substr(eq + 1);
    const auto at = left.find('@');
    std::size_t k = 0;
    try {
        k = mechanism::require_row(*n.model, n.model->params, "parameter", left.substr(0, at));
    } catch (const InputError& e) {
        throw InputError(option, e.problems().front().what);
    }
    const auto q = parse_quantity(value, n.model->params[k].unit);
    if (!q.problem.empty())
        throw InputError(option + " " + left, q.problem);
    if (at == std::string::npos) {
        n.params[k] = {q.si};
        return;
    }
    auto& values = n.params[k];
    if (values.size() == 1)
        values.assign(n.size(), values[0]);
    const std::string where = left.substr(at + 1);
    bool found = false;
    const auto set_at = [&](std::string_view label) {
        for (std::size_t i = 0; i < n.size(); ++i)
            if (n.places[i] == label) {
                values[i] = q.si;
                found = true;
            }
    };
    set_at(where);
    if (!found)
        for (const auto r : brain::regions_named(where, option + " " + left))
            set_at(brain::atlas()[r].label);
    if (!found)
        throw InputError(option + " " + left,
                         fmt::format("none of the regions of \"{}\" is in this connectome", where));
}

Job prepare(const NetworkRequest& o, const mechanism::Catalogue& catalogue) {
    Job job;
    job.given = o;
    Gather gather;
    auto& plan = job.plan;
    plan.duration = gather.quantity("--duration", o.duration, "s");
    plan.transient = gather.quantity("--transient", o.transient, "s");
    plan.tr = job.question.tr = gather.quantity("--tr", o.tr, "s");
    plan.fast.dt = gather.quantity("--dt", o.dt, "s");
    plan.fast.seed = o.seed;
    plan.fast.noise = o.noise;
    plan.fast.common_noise = o.common_noise;
    plan.fast.method = gather.choice<integrate::Method>("--method", o.method,
                                                        {{"euler", integrate::Method::euler},
                                                         {"heun", integrate::Method::heun},
                                                         {"rk4", integrate::Method::rk4},
                                                         {"exponential-euler", integrate::Method::exponential_euler}});
    job.precision = gather.choice<simulate::Precision>(
        "--precision", o.precision,
        {{"single", simulate::Precision::single}, {"double", simulate::Precision::twofold}});
    if (!(o.noise >= 0) || !std::isfinite(o.noise))
        gather.add("--noise", "must be 0 or more");
    if (!std::isfinite(o.coupling))
        gather.add("--coupling", "must be a finite number");
    gather([&] { threads_from(o.threads); });
    job.question.window = gather.quantity("--fcd-window", o.fcd_window, "s");
    job.question.step = gather.quantity("--fcd-step", o.fcd_step, "s");
    if (plan.tr > 0 && job.question.window < 3 * plan.tr)
        gather.add("--fcd-window", "must hold three volumes of --tr at least");
    if (plan.tr > 0 && job.question.step < plan.tr)
        gather.add("--fcd-step", "must be one --tr at least");
    band_of(gather, o.band, job.question);
    if (!o.coupling_every.empty()) {
        const double steps = std::round(gather.quantity("--coupling-every", o.coupling_every, "s") / plan.fast.dt);
        if (plan.fast.dt > 0 && (steps < 1 || steps > 1e6))
            gather.add("--coupling-every", "must be from one to a million steps of --dt");
        else if (plan.fast.dt > 0 && steps >= 1)
            plan.fast.coupling_every = static_cast<int>(steps);
    }
    const double speed = o.speed.empty() ? 0 : gather.quantity("--speed", o.speed, "m/s");
    if (!o.speed.empty() && speed <= 0)
        gather.add("--speed", "must be above 0; leave it out for no delays");
    const mechanism::Entry* model = nullptr;
    gather([&] { model = &catalogue.region_model(o.model); });
    gather([&] {
        plan.blood = &catalogue.find(o.blood);
        if (plan.blood->kind != mechanism::Kind::blood)
            throw InputError("--blood", fmt::format("{} does not turn activity into BOLD", o.blood));
    });
    if (model)
        gather([&] { job.inhibition = simulate::parse_inhibition(o.fic, *model, catalogue); });
    const bool timed = !std::isnan(plan.duration + plan.transient + plan.tr + plan.fast.dt);
    gather([&] {
        if (!timed)
            return;
        plan.check();
        if (job.question.band_low > 0 && plan.volumes() <= simulate::band_pass_edge)
            throw InputError("--band",
                             fmt::format("the filter needs more than {} volumes, and --duration {} holds {} of "
                                         "--tr {}; record longer, or leave --band out",
                                         simulate::band_pass_edge, o.duration, plan.volumes(), o.tr));
    });
    Matrix weights;
    gather([&] {
        job.connectome =
            brain_of(o.brain, {.preset = o.preset}, !o.measured.fc.file.empty() || !o.measured.bold.file.empty());
        if (o.speed.empty())
            expect_no_lengths(o.brain, "add --speed, such as \"7 m/s\", for delays, or leave it out");
        const auto how = brain::parse_scaling(o.scaling, "--scaling");
        weights = brain::scaled(brain::raised(job.connectome, o.power), how);
        job.connectome.notes.push_back(told(how, o.power));
    });
    gather.raise(); // what follows needs all of the above

    job.warnings = job.connectome.warnings;
    job.notes = job.connectome.notes;
    job.network = integrate::Network::with_defaults(*model, job.connectome.labels, std::move(weights));
    job.network.coupling = o.coupling;
    if (speed > 0)
        gather([&] { job.network.delays = delays_of(job.connectome, speed, job.notes); });
    const auto warn = [&](std::vector<std::string> found) {
        job.warnings.insert(job.warnings.end(), found.begin(), found.end());
    };
    gather([&] { expect_once(o.map, o.set); });
    for (const auto& m : o.map)
        gather([&] { warn(map_parameter(job.network, m)); });
    for (const auto& s : o.set)
        gather([&] { set_parameter(job.network, s); });
    gather([&] { warn(check_coupling(job.network, {&o.coupling, 1}, "--coupling")); });
    gather([&] { warn(check_parameters(job.network)); });
    if (speed > 0)
        gather([&] { warn(check_speed(speed)); });
    job.question.cortex = brain::cortex_of(job.connectome);
    gather([&] {
        const auto known = static_cast<std::ptrdiff_t>(job.notes.size());
        job.question.target =
            read_target(o.measured, o.brain.number_labels, job.connectome, job.question, job.notes, job.warnings);
        for (const auto& file : {o.measured.fc.file, o.measured.bold.file})
            std::copy_if(job.notes.begin() + known, job.notes.end(), std::back_inserter(job.done),
                         [&](const std::string& n) { return !file.empty() && n.find(file) != n.npos; });
    });
    gather.raise();
    return job;
}

} // namespace rewire::study
