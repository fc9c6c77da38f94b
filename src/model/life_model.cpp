#include "model/life_model.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/day.hpp"
#include "base/known.hpp"
#include "brain/atlas.hpp"
#include "brain/circuits.hpp"
#include "brain/match.hpp"
#include "integrate/inhibition.hpp"
#include "model/lacking.hpp"
#include "scenario/catalogue_file.hpp"
#include "scenario/document.hpp"

namespace rewire::model {
namespace {

// Puts named things of the files onto one model, circuits as they come up.
class Builder {
public:
    Builder(life::LifeModel& model, const mechanism::Catalogue& catalogue, const std::vector<std::string>& without,
            const std::vector<std::string>& instead)
        : model_(model), catalogue_(catalogue) {
        model_.alternatives = catalogue.alternatives();
        for (const auto* e : catalogue.with(instead)) {
            const bool body = e->kind == mechanism::Kind::body,
                       left_out = std::ranges::find(without, e->name) != without.end();
            if (left_out && (body || e->kind == mechanism::Kind::rule || e->kind == mechanism::Kind::synapse))
                model_.without.push_back(e);
            if (!body)
                continue;
            for (const auto& y : e->outputs)
                signals_.push_back(y.name);
            if (!left_out)
                model_.body.push_back(e);
        }
    }

    // A circuit of the catalogue goes before one of the atlas of that name.
    void read_circuit(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto s = document.root();
        life::CircuitPlaces c{scenario::read_name(s), {}};
        std::vector<std::string> gone;
        for (const auto& region : s.texts("regions")) {
            const auto at = std::find(model_.network.places.begin(), model_.network.places.end(), region);
            if (at == model_.network.places.end() && brain::resolve(region))
                gone.push_back(region);
            else if (at == model_.network.places.end())
                s.wrong("regions", mended(region, {model_.network.places.begin(), model_.network.places.end()},
                                          fmt::format("this brain has no region \"{}\"", region)));
            else
                c.places.push_back(static_cast<std::size_t>(at - model_.network.places.begin()));
        }
        if (!gone.empty())
            lacking_.add(c.name, gone);
        s.text("says");
        s.text("source");
        s.finish();
        take(document);
        model_.circuits.push_back(std::move(c));
    }

    void read_noise(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto s = document.root();
        life::DailyNoise n;
        n.signal = s.text("signal");
        bool known = false;
        const auto knows = [&](std::string_view name, double alone) {
            if (name == n.signal) {
                known = true;
                n.alone = alone;
            }
        };
        for (const auto* e : model_.body)
            for (const auto& u : e->inputs)
                knows(u.name, u.si());
        for (const auto& a : model_.activities)
            knows(a.outcome_signal, a.outcome.value_or(1));
        if (!known && !model_.unheard(n.signal) && !was_told(n.signal))
            s.wrong("signal", fmt::format("no mechanism is told \"{}\"", n.signal));
        n.sd = s.number("sd");
        n.log = s.flag("log", false);
        n.days = s.quantity("days", "d") / day_length;
        if (!(n.sd >= 0))
            s.wrong("sd", "a spread is 0 or more");
        if (!(n.days >= 1))
            s.wrong("days", "a day or more is expected");
        s.text("says");
        s.text("source");
        s.finish();
        take(document);
        if (known) // what only a mechanism that is left out would be told is told to nobody
            model_.noise.push_back(std::move(n));
    }

    void read_pathways(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto root = document.root();
        for (auto& s : root.sections("pathway")) {
            life::Pathway p;
            p.name = scenario::read_name(s);
            if (index_of(p.name) != none)
                s.wrong("name", fmt::format("there are two pathways \"{}\"", p.name));
            p.from = circuit(s, "from");
            p.to = circuit(s, "to");
            p.with = s.has("with") ? circuit(s, "with") : p.to;
            p.kind = kind<life::Pathway::Kind>(s, "pathway", {"excites", "inhibits", "channel"});
            p.weight = s.number("weight", 0);
            if (!(p.weight >= 0))
                s.wrong("weight", "must be 0 or more: what inhibits is said by kind");
            p.rule = entry(s, "rule", mechanism::Kind::rule);
            for (const auto& [key, name] : {std::pair{"gate", &p.gate}, {"retrieved", &p.retrieved}})
                if (*name = s.text(key, ""); !name->empty())
                    signal(s, key, *name);
            p.rate = s.quantity("rate", "1/h", 0);
            p.ceiling = s.flag("ceiling", true);
            if (s.has("only"))
                p.only = s.texts("only");
            s.text("source");
            s.finish();
            model_.pathways.push_back(std::move(p));
        }
        root.finish();
        take(document);
    }

    void read_activity(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto s = document.root();
        life::Activity a;
        a.name = scenario::read_name(s);
        if (std::any_of(model_.activities.begin(), model_.activities.end(),
                        [&](const life::Activity& other) { return other.name == a.name; }))
            s.wrong("name", fmt::format("there are two activities \"{}\"", a.name));
        s.text("says");
        s.text("source");
        a.life = s.flag("life", false);
        a.hours = s.text("hours", "");
        if (!a.hours.empty())
            signal_of_hours(s, "hours", a.hours);
        a.unbidden = s.text("unbidden", "");
        if (!a.unbidden.empty())
            signal_of_hours(s, "unbidden", a.unbidden);
        a.healthy_hours = s.quantity("healthy_hours", "h", 0);
        if (!(a.healthy_hours >= 0 && a.healthy_hours <= day_length))
            s.wrong("healthy_hours", "from 0 to 24 h of a day are expected");
        if (s.has("outcome"))
            a.outcome = s.number("outcome");
        a.outcome_signal = s.text("outcome_signal", "");
        a.confirming = s.flag("confirming", false);
        a.safe = s.flag("safe", false);
        auto drive = s.section("drive");
        for (const auto& name : drive.keys())
            a.drive.emplace_back(circuit_named(drive, name, name), drive.quantity(name, "pA"));
        auto taught = s.section("taught");
        for (const auto& name : taught.keys()) {
            const auto p = index_of(name);
            if (p == none)
                taught.wrong(name, unknown("pathway", name, names_in(model_.pathways)));
            else
                a.taught.emplace_back(p, taught.number(name));
        }
        s.finish();
        take(document);
        if (a.name == "rest") // what is left of the day comes first
            model_.activities.insert(model_.activities.begin(), std::move(a));
        else
            model_.activities.push_back(std::move(a));
    }

    void read_readout(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto s = document.root();
        life::Readout r;
        r.name = scenario::read_name(s);
        if (std::ranges::find(model_.readouts, r.name, &life::Readout::name) != model_.readouts.end())
            s.wrong("name", fmt::format("choose another name; there are two read-outs \"{}\"", r.name));
        else if (const auto maker = maker_of(r.name); !maker.empty())
            s.wrong("name", fmt::format("choose another name; \"{}\" is what {} makes", r.name, maker));
        s.text("says");
        s.text("source");
        r.title = s.text("title", "");
        r.kind = kind<life::Readout::Kind>(s, "read-out", {"response", "level", "load", "use"});
        for (const auto& name : s.texts("circuits"))
            r.circuits.push_back(circuit_named(s, "circuits", name));
        if (r.circuits.empty())
            s.wrong("circuits", "a read-out is of one circuit or more");
        const bool in_activity = r.kind == life::Readout::Kind::response || r.kind == life::Readout::Kind::level;
        bool named = true;
        if (in_activity)
            named = activity_named(s, "activity", r.activity);
        else if (s.has("activity"))
            s.wrong("activity", fmt::format("a {} is of the whole day; leave activity out", s.text("kind")));
        if (named && r.kind == life::Readout::Kind::response && r.activity == 0)
            s.wrong("activity", "a response is what an activity has above rest; name another, or make it a level");
        s.finish();
        take(document);
        model_.readouts.push_back(std::move(r));
    }

    void read_gains(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto root = document.root();
        for (auto& s : root.sections("gain")) {
            const auto name = s.text("signal");
            signal(s, "signal", name);
            const auto c = circuit(s, "circuit");
            if (std::ranges::find(model_.gains, c, &std::pair<std::size_t, std::string>::first) != model_.gains.end())
                s.wrong("circuit", fmt::format("there are two gains of \"{}\"", model_.circuits[c].name));
            s.text("source");
            s.finish();
            model_.gains.emplace_back(c, name);
        }
        root.finish();
        take(document);
    }

    void read_role(const CatalogFile& file) {
        scenario::Document document(file.text, file.name);
        auto s = document.root();
        if (const auto name = s.text("name"); name != "expecting")
            s.wrong("name", known_instead(name, {"expecting"}, fmt::format("\"{}\" is no role", name)));
        else if (expecting_)
            s.wrong("name", "there are two roles \"expecting\"");
        s.text("says");
        s.text("source");
        expecting_ = circuit(s, "circuit");
        s.finish();
        take(document);
    }

    std::size_t circuit(std::string_view name) {
        for (std::size_t k = 0; k < model_.circuits.size(); ++k)
            if (model_.circuits[k].name == name)
                return k;
        if (const auto* known = brain::find_circuit(name); known && known->name != name) // one name a circuit
            return circuit(known->name);
        auto c = lacking_.atlas_circuit(name, model_.network.places);
        model_.circuits.push_back(std::move(c));
        return model_.circuits.size() - 1;
    }
    // What every life has, whatever files say.
    void finish(const std::string& brain) {
        if (model_.activities.empty() || model_.activities[0].name != "rest")
            problems_.push_back({"", 0, 0, "a life needs an activity \"rest\"", {}});
        if (expecting_)
            model_.expecting = *expecting_;
        else
            problems_.push_back(
                {"", 0, 0, "a life needs a role \"expecting\": the circuit whose answer a person expects", {}});
        lacking_.tell(brain, problems_);
        raise();
    }
    void raise() {
        if (!problems_.empty())
            throw InputError(problems_);
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // Who makes a signal before anything is read off the network; empty: nobody does.
    std::string maker_of(std::string_view signal) const {
        for (const auto* e : model_.body)
            if (std::ranges::find(e->outputs, signal, &mechanism::RowInfo::name) != e->outputs.end())
                return fmt::format("the mechanism {}", e->name);
        if (index_of(signal) != none)
            return "the pathway of that name";
        return std::ranges::find(model_.activities, signal, &life::Activity::outcome_signal) == model_.activities.end()
                   ? ""
                   : "a life";
    }
    std::size_t index_of(std::string_view pathway) const {
        for (std::size_t p = 0; p < model_.pathways.size(); ++p)
            if (model_.pathways[p].name == pathway)
                return p;
        return none;
    }
    // Which of `kinds`, in the order of the enumeration; the first where it is none of them, which is told.
    template <class Kind>
    static Kind kind(scenario::Section& s, std::string_view what, const Names& kinds) {
        const auto said = s.text("kind");
        const auto k = std::ranges::find(kinds, said);
        if (k == kinds.end())
            s.wrong("kind", known_instead(said, kinds, fmt::format("\"{}\" is no kind of {}", said, what)));
        return static_cast<Kind>(k == kinds.end() ? 0 : k - kinds.begin());
    }
    // False where it is not said, or not one: that is told.
    bool activity_named(scenario::Section& s, std::string_view key, std::size_t& activity) {
        const auto name = s.text(key);
        if (name.empty())
            return false;
        const auto at = std::ranges::find(model_.activities, name, &life::Activity::name);
        if (at == model_.activities.end()) {
            s.wrong(key, unknown("activity", name, names_in(model_.activities)));
            return false;
        }
        activity = static_cast<std::size_t>(at - model_.activities.begin());
        return true;
    }
    std::size_t circuit_named(scenario::Section& s, std::string_view key, std::string_view name) {
        try {
            return circuit(name);
        } catch (const InputError& e) {
            s.wrong(key, e.problems().front().what);
            return 0;
        }
    }
    std::size_t circuit(scenario::Section& s, std::string_view key) { return circuit_named(s, key, s.text(key)); }
    const mechanism::Entry* entry(scenario::Section& s, std::string_view key, mechanism::Kind kind) {
        const auto name = s.text(key);
        Names known;
        for (const auto& e : catalogue_.entries()) {
            if (e.kind != kind)
                continue;
            if (e.name == name)
                return &e;
            known.push_back(e.name);
        }
        s.wrong(key, known_instead(name, known, fmt::format("\"{}\" is no mechanism of that kind", name)));
        return nullptr;
    }
    // By a mechanism whose place another one has, which need not listen.
    bool was_told(std::string_view signal) const {
        return std::ranges::any_of(model_.body, [&](const auto* e) {
            return !e->in_place_of.empty() && find_row(catalogue_.find(e->in_place_of).inputs, signal) != none;
        });
    }
    void signal(scenario::Section& s, std::string_view key, const std::string& name) {
        if (std::find(signals_.begin(), signals_.end(), name) == signals_.end())
            s.wrong(key, mended(name, signals_, fmt::format("no mechanism puts out \"{}\"", name)));
    }
    void signal_of_hours(scenario::Section& s, std::string_view key, const std::string& name) {
        signal(s, key, name);
        for (const auto* list : {&model_.body, &model_.without})
            for (const auto* e : *list)
                for (const auto& y : e->outputs)
                    if (y.name == name && y.unit.dim != unit("h").dim)
                        s.wrong(key, fmt::format("hours are expected; \"{}\" is no time", name));
    }
    void take(scenario::Document& document) {
        try {
            document.raise();
        } catch (const InputError& e) {
            problems_.insert(problems_.end(), e.problems().begin(), e.problems().end());
        }
    }

    life::LifeModel& model_;
    const mechanism::Catalogue& catalogue_;
    std::vector<std::string_view> signals_;
    std::optional<std::size_t> expecting_;
    std::vector<Problem> problems_;
    Lacking lacking_;
};

} // namespace

life::LifeModel life_model(const std::vector<std::string>& labels, const Matrix& weights, const LifeTuning& tuning,
                           const mechanism::Catalogue& catalogue, const LifeData& data,
                           const std::vector<std::string>& without, const std::vector<std::string>& instead) {
    life::LifeModel m;
    m.network = integrate::Network::with_defaults(catalogue.region_model("wong_wang_gain"), labels, weights);
    m.network.coupling = tuning.coupling;
    Matrix inhibits = weights;
    for (double& w : inhibits.values())
        w *= tuning.feed_forward;
    m.network.tracts = {weights, std::move(inhibits), Matrix(labels.size(), labels.size())};
    m.shares = {1, tuning.feed_forward, 0};
    for (const auto& l : labels) {
        const auto r = brain::resolve(l);
        m.hemispheres.push_back(r ? brain::atlas()[*r].hemisphere : '?');
    }
    Builder builder(m, catalogue, without, instead);
    const std::pair<const std::vector<CatalogFile>*, void (Builder::*)(const CatalogFile&)> in_order[]{
        {&data.circuits, &Builder::read_circuit},    {&data.pathways, &Builder::read_pathways},
        {&data.activities, &Builder::read_activity}, {&data.noise, &Builder::read_noise},
        {&data.readouts, &Builder::read_readout},    {&data.gains, &Builder::read_gains},
        {&data.roles, &Builder::read_role}};
    for (const auto& [files, read] : in_order)
        for (const auto& f : *files)
            (builder.*read)(f);
    builder.finish(tuning.brain);
    m.expectation = &catalogue.find("expected_threat");
    m.use_dependence = &catalogue.find("use_dependence");
    m.consolidation = &catalogue.find("consolidation");
    m.blood = &catalogue.find("balloon_windkessel");
    life::add_pathways(m);
    auto balanced = integrate::tune_inhibition(m.network);
    m.network = std::move(balanced.network);
    m.rest = std::move(balanced.state);
    life::wire(m);
    return m;
}

} // namespace rewire::model
