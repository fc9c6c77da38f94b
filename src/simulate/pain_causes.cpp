#include "simulate/pain_causes.hpp"

#include <algorithm>
#include <span>

#include "base/parallel.hpp"
#include "integrate/equilibria.hpp"
#include "life/lives.hpp"

namespace rewire::simulate {
namespace {

constexpr std::size_t together = 64; // people whose days are made again side by side
constexpr double for_good = 1e12;    // s: pain that stands where its signals of the day lead

// Who people are: the parameters of each mechanism of the body, parameter x person.
std::vector<Matrix> parameters_of(const life::LifeModel& model, const model::Calendar& calendar, std::uint64_t seed,
                                  std::span<const Person> people) {
    std::vector<Matrix> out;
    for (const auto* e : model.body)
        out.emplace_back(e->params.size(), people.size());
    life::Lives lives(model, people.size());
    for (std::size_t k = 0; k < people.size(); ++k) {
        auto life = lives[k];
        calendar.make(life, model::Luck(seed, people[k].index));
        auto theirs = life.mechanisms(); // of the body first
        for (std::size_t m = 0; m < out.size(); ++m)
            for (std::size_t p = 0; p < out[m].rows(); ++p)
                out[m](p, k) = theirs[m].param(p, 0);
    }
    return out;
}

// The bodies of people on one day that was recorded.
life::Bodies day_of(const life::LifeModel& model, const std::vector<Matrix>& parameters, std::span<const Person> people,
                    std::size_t row) {
    life::Bodies day(model.wiring->body, people.size());
    for (std::size_t s = 0; s < day.wiring().signals().size(); ++s)
        for (std::size_t k = 0; k < people.size(); ++k)
            day.at(s, k) = static_cast<double>(people[k].signals(row, s)) * day.wiring().signals()[s].unit.si;
    for (std::size_t m = 0; m < parameters.size(); ++m)
        for (std::size_t p = 0; p < parameters[m].rows(); ++p)
            for (std::size_t k = 0; k < people.size(); ++k)
                day.mechanisms()[m].param(p, k) = parameters[m](p, k);
    return day;
}
// Signals and parameters of a cause as in health; they stay so.
void heal(life::Bodies& day, const PainCause& cause, const std::vector<double>& healthy, std::size_t people) {
    for (const auto& name : cause.signals)
        if (const auto s = day.wiring().find(name); s != life::nowhere) { // left out: it is as in health
            for (std::size_t k = 0; k < people; ++k)
                day.at(s, k) = healthy[s];
            day.hold(s);
        }
    for (const auto& [who, what] : cause.parameters)
        for (auto& m : day.mechanisms())
            if (m.mechanism().name == who) {
                const auto p = mechanism::find_row(m.mechanism().params, what);
                for (std::size_t k = 0; k < people; ++k)
                    m.param(p, k) = m.mechanism().params[p].si();
            }
}
// Of the network.
std::vector<double> key_of(const life::LifeModel& model, life::Bodies& day, std::size_t person, std::size_t activity) {
    const auto& w = *model.wiring;
    std::vector<double> out;
    for (std::size_t p = 0; p < w.pathways.size(); ++p)
        out.push_back(w.moved[activity][p] ? day.at(w.pathways[p], person) : 0);
    for (const auto g : w.gains)
        out.push_back(day.at(g, person));
    return out;
}
// That the day's signals lead to.
std::span<const double> pain_of(life::Bodies& day) {
    const auto all = day.wiring().mechanisms();
    const auto m = static_cast<std::size_t>(std::ranges::find(all, "pain", &mechanism::Entry::name) - all.begin());
    auto& pain = day.mechanisms()[m];
    day.read(m);
    pain.step(for_good);
    pain.emit();
    return pain.outputs(0);
}

// How strongly the circuits of a read-out answer in its activity, above rest; NaN where there is no rest.
std::vector<double> answers(const life::LifeModel& m, const life::Readout& readout, life::Bodies& day,
                            std::size_t people) {
    std::vector<integrate::Request> requests;
    for (std::size_t k = 0; k < people; ++k)
        for (const std::size_t use : {readout.activity, std::size_t{0}})
            requests.push_back({.use = use, .key = key_of(m, day, k, use), .from = m.equilibria->healthy(use)});
    std::vector<integrate::Request*> asked;
    for (auto& r : requests)
        if (std::ranges::none_of(r.key, [](double v) { return std::isnan(v); }))
            asked.push_back(&r);
    m.equilibria->solve(asked);
    std::vector<double> out(people, 0);
    for (std::size_t k = 0; k < people; ++k)
        for (const std::size_t rest : {0U, 1U}) {
            const auto& r = requests[2 * k + rest];
            for (const auto c : readout.circuits)
                for (const auto i : m.circuits[c].places)
                    out[k] += r.answer ? (rest > 0 ? -1 : 1) * r.answer->output[i] /
                                             static_cast<double>(m.circuits[c].places.size())
                                       : std::nan("");
        }
    return out;
}

void days_of(const life::LifeModel& m, const model::Calendar& c, std::uint64_t seed, std::span<const Person> people,
             std::size_t row, const std::vector<double>& healthy, std::span<PainOfDay> out) {
    const auto& causes = pain_causes();
    const std::size_t n = people.size();
    const auto readout = std::ranges::find(m.readouts, "pain_response", &life::Readout::name);
    const auto response = readout == m.readouts.end() ? life::nowhere : m.wiring->body->place("pain_response");
    const auto parameters = parameters_of(m, c, seed, people);
    auto lived = day_of(m, parameters, people, row);
    lived.infer(false);
    std::vector<std::vector<double>> keys;
    std::vector<double> answered;
    if (response != life::nowhere) {
        answered = answers(m, *readout, lived, n);
        for (std::size_t k = 0; k < n; ++k)
            keys.push_back(key_of(m, lived, k, readout->activity));
    }
    for (std::size_t cause = 0; cause <= causes.size(); ++cause) { // the last: as lived
        auto day = day_of(m, parameters, people, row);
        if (cause < causes.size())
            heal(day, causes[cause], healthy, n);
        day.infer(false);
        bool moved = false;
        for (std::size_t k = 0; k < keys.size(); ++k)
            moved = moved || key_of(m, day, k, readout->activity) != keys[k];
        if (moved && cause < causes.size()) {
            const auto now = answers(m, *readout, day, n);
            for (std::size_t k = 0; k < n; ++k)
                day.at(response, k) *= now[k] / answered[k];
        }
        day.infer(true);
        const auto pain = pain_of(day);
        for (std::size_t k = 0; k < n; ++k)
            if (cause == causes.size())
                out[k].pain = pain[k];
            else
                out[k].without.push_back(pain[k]);
    }
}

} // namespace

const std::vector<PainCause>& pain_causes() {
    static const std::vector<PainCause> all{
        {"sensitisation",
         "Sensitisation: late potentiation, lost chloride, medullary facilitation",
         {"spinal_gain", "spinal_inhibition", "gene_disinhibition", "gene_excitation", "pain_facilitation"}},
        {"ingrowth", "Nerve fibres that have grown into tissue that was hurt", {"nerve_ingrowth"}},
        {"descending_control",
         "Descending control: opioid tone, learnt inhibition, a person's own",
         {"opioid_tone", "learnt_inhibition"},
         {{"descending_control", "d_0"}}},
        {"cortico_limbic",
         "Cortico-limbic learning: volleys to insula and S1, accumbens, map of the back, regulation",
         {"nociception>insula", "nociception>S1", "accumbens_loss", "tactile_acuity", "dlPFC>insula"}},
        {"fear_avoidance",
         "Fear-avoidance: fear of moving, lost movement, weak trunk",
         {"movement_fear", "deconditioning", "movement_load"}},
        {"sleep", "Sleep", {"sleep", "sleep_loss"}},
        {"mood", "Mood: anxiety and depression", {"anxiety_feedback", "depression_feedback"}},
        {"injury",
         "Injury that is still there: tissue, inflammation, trigger points, nerve, pathways",
         {"tissue_injury", "local_inflammation", "trigger_points", "nerve_injury", "central_injury"}},
        {"treatment",
         "What treatment holds or has left: hope, drugs, hands, stimulation, skill",
         {"expectation", "noradrenaline_tone", "serotonin_tone", "opioid_relief", "alpha2_delta_occupancy",
          "manual_aftereffect", "motor_aftereffect", "motor_skill"}},
    };
    return all;
}

std::vector<double> healthy_signals(const life::LifeModel& model) {
    life::Bodies rest(model.wiring->body, 1);
    rest.infer(false);
    rest.infer(true);
    std::vector<double> out;
    for (std::size_t s = 0; s < model.wiring->body->signals().size(); ++s)
        out.push_back(rest.at(s, 0));
    return out;
}

std::vector<PainOfDay> pain_of_day(const life::LifeModel& m, const model::Calendar& c, std::uint64_t seed,
                                   const std::vector<Person>& people, std::size_t row) {
    const auto pain = m.wiring->body->find("pain");
    if (!m.find("pain") || pain == life::nowhere)
        return {};
    const auto hurt = [&](const Person& p) {
        if (p.hurt)
            return true;
        for (std::size_t t = 0; t < p.signals.rows(); ++t)
            if (p.signals(t, pain) > 0)
                return true;
        return false;
    };
    if (std::ranges::none_of(people, hurt))
        return {};
    const auto healthy = healthy_signals(m);
    std::vector<PainOfDay> out(people.size());
    parallel_for((people.size() + together - 1) / together, [&](std::size_t batch) {
        const std::size_t first = batch * together, n = std::min(together, people.size() - first);
        days_of(m, c, seed, std::span(people).subspan(first, n), row, healthy, std::span(out).subspan(first, n));
    });
    return out;
}

PainCausesSpread spread_of(const std::vector<PainOfDay>& people) {
    PainCausesSpread out;
    const auto mean = [](const std::vector<double>& v) { return spread_of(v).mean; };
    std::vector<double> pain;
    for (const auto& p : people)
        if (!std::isnan(p.pain)) {
            pain.push_back(p.pain);
            out.hurting += p.pain >= hurts ? 1 : 0;
        }
    out.people = pain.size();
    out.pain = 100 * mean(pain);
    for (std::size_t k = 0; k < pain_causes().size(); ++k) {
        std::vector<double> gone, all, shares;
        for (const auto& p : people)
            if (k < p.without.size() && !std::isnan(p.pain) && !std::isnan(p.without[k])) {
                gone.push_back(100 * (p.pain - p.without[k]));
                all.push_back(100 * p.pain);
                if (p.pain >= hurts)
                    shares.push_back(p.share(k));
            }
        std::ranges::sort(shares);
        const auto quantile = [&](double q) { return quantile_of(shares, q); };
        out.causes.push_back({mean(gone), mean(gone) / mean(all), quantile(0.25), quantile(0.5), quantile(0.75)});
    }
    return out;
}

} // namespace rewire::simulate
