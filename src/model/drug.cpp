#include "model/drug.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "model/medicine_reader.hpp"

namespace rewire::model {
namespace {

constexpr Target all_targets[]{
    {"SERT", "sert_occupancy", 0.88,
     "Meyer 2001 and Voineskos 2007 (abstracts checked): about 85 % is reached, 15 % stay free at high doses; Takano "
     "2006 (ledger, checked): three times after 60 mg of duloxetine fall by its own half-life where 0.88 can be "
     "occupied"},
    {"NET", "net_occupancy", 1, "assumed"},
    {"DAT", "dat_occupancy", 1, "assumed"},
    {"5-HT1A", "ht1a_occupancy", 1, "assumed"},
    {"beta", "beta_occupancy", 1, "assumed"},
    {"COX-2", "cox2_inhibition", 1, "assumed"},
    {"alpha2-delta", "alpha2_delta_occupancy", 1, "assumed"},
    {"NMDA", "nmda_block", 1, "assumed"},
    {"MOR", "mor_occupancy", 1, "assumed"},
    {"NGF", "ngf_bound", 1, "assumed"},
};
static_assert(std::size(all_targets) == target_count);

constexpr Enzyme::Class cyp2d6[]{
    {"poor", 0.07, 0}, {"intermediate", 0.10, 0.5}, {"normal", 0.80, 1}, {"ultrarapid", 0.03, 2}};
constexpr Enzyme::Class cyp2c19[]{{"poor", 0.03, 0},
                                  {"intermediate", 0.26, 0.6},
                                  {"normal", 0.40, 1},
                                  {"rapid", 0.27, 1.2},
                                  {"ultrarapid", 0.04, 1.5}};
constexpr Enzyme::Class cyp1a2[]{{"no", 0.75, 1}, {"smoker", 0.25, 1.6}};
constexpr Enzyme all_enzymes[]{
    {"CYP2D6", "7 % poor: checked (of fluoxetine's label); the other shares and activities from memory, of Europeans",
     cyp2d6},
    {"CYP2C19", "shares and activities from memory, of Europeans", cyp2c19},
    {"CYP1A2", "activity in smokers so that duloxetine falls by a third in them (label, checked); their share assumed",
     cyp1a2},
};

double log_sd(double cv) { return std::sqrt(std::log1p(cv * cv)); }

std::size_t class_of(const Enzyme& e, const Facts& facts, const Luck& luck) {
    for (const auto& [name, is] : facts.enzymes)
        if (name == e.name)
            return static_cast<std::size_t>(std::ranges::find(e.classes, is, &Enzyme::Class::name) - e.classes.begin());
    double at = luck.uniform("enzyme " + std::string(e.name));
    for (std::size_t k = 0; k + 1 < e.classes.size(); ++k)
        if ((at -= e.classes[k].share) < 0)
            return k;
    return e.classes.size() - 1;
}

// What an enzyme of this activity makes of clearance.
double cleared(double share, double activity) { return 1 + share * (activity - 1); }

// A positive quantity, with its place where it is not.
double above_nothing(scenario::Section& s, const char* key, const char* unit) {
    // Of what is no quantity, that alone is told.
    const double v = s.has(key) ? s.quantity(key, unit, std::nan("")) : s.quantity(key, unit);
    if (s.has(key) && v <= 0)
        s.wrong(key, fmt::format("{} is above nothing", key));
    return v > 0 ? v : find_unit(unit)->si;
}
double share_of(scenario::Section& s, const char* key, bool zero) {
    const double v = s.has(key) ? s.number(key, std::nan("")) : s.number(key);
    if (v > 1 || v < 0 || (s.has(key) && v == 0 && !zero))
        s.wrong(key, fmt::format("a share {} 0 and up to 1 is expected", zero ? "from" : "above"));
    return v;
}
Drug::Molecule read_molecule(scenario::Section& s) {
    Drug::Molecule m;
    m.name = s.text("name");
    m.molar_mass = above_nothing(s, "molar_mass", "g/mol");
    m.unbound = share_of(s, "unbound", false);
    auto a = s.section("affinity");
    std::vector<std::string_view> known;
    for (const auto& t : all_targets)
        known.push_back(t.name);
    for (const auto& name : a.keys()) {
        const auto at = std::ranges::find(all_targets, name, &Target::name);
        if (at == std::end(all_targets))
            a.wrong(name, known_instead(name, known, fmt::format("nothing is known to bind at \"{}\"", name)));
        else
            m.affinity[at - std::begin(all_targets)] = above_nothing(a, name.c_str(), "nM");
    }
    a.finish();
    return m;
}
std::optional<std::size_t> find_enzyme(scenario::Section& s, const std::string& key, const std::string& name) {
    std::vector<std::string_view> known;
    for (const auto& e : all_enzymes)
        known.push_back(e.name);
    const auto at = std::ranges::find(known, name);
    if (at == known.end()) {
        s.wrong(key, known_instead(name, known, fmt::format("no enzyme \"{}\" is known", name)));
        return {};
    }
    return static_cast<std::size_t>(at - known.begin());
}
void read_kinetics(scenario::Section& s, Drug& d) {
    if (!s.has("kinetics")) {
        s.wrong("name", fmt::format("add [kinetics] with clearance and volume; without them nobody knows how much of "
                                    "{} is in the blood",
                                    d.name));
        return;
    }
    auto t = s.section("kinetics");
    auto& k = d.kinetics;
    k.volume = above_nothing(t, "volume", "L");
    if (t.has("half_life") && t.has("clearance")) {
        t.wrong("half_life", "leave this out; clearance and volume say it already");
        t.quantity("clearance", "L/h", 0);
    }
    k.clearance = t.has("half_life") ? std::log(2.0) * k.volume / above_nothing(t, "half_life", "h")
                  : t.has("wearing") ? 0
                                     : above_nothing(t, "clearance", "L/h");
    if (t.has("infusion"))
        d.infusion = above_nothing(t, "infusion", "min");
    else
        k.absorption = above_nothing(t, "absorption", "1/h");
    k.lag = t.quantity("lag", "h", 0);
    if (!(k.lag >= 0 && k.lag <= 86400))
        t.wrong("lag", "a time from 0 to a day is expected");
    if (t.has("periphery")) {
        k.periphery = above_nothing(t, "periphery", "L");
        k.exchange = above_nothing(t, "exchange", "L/h");
    }
    if (t.has("wearing")) {
        auto w = t.section("wearing");
        Kinetics::Wearing x;
        x.flow = above_nothing(w, "flow", "L/h");
        x.other = above_nothing(w, "other", "L/h");
        x.worn = above_nothing(w, "worn", "L/h");
        x.half = w.quantity("half", "ug/L", 0);
        if (!(x.half >= 0))
            w.wrong("half", "a concentration of 0 or more is expected");
        x.renewal = std::log(2.0) / above_nothing(w, "renewal", "h");
        x.wear = above_nothing(w, "wear", "1/h");
        x.reach = above_nothing(w, "reach", "ug/L");
        k.wearing = x;
        w.finish();
        for (const char* other : {"clearance", "half_life", "periphery"})
            if (t.has(other))
                t.wrong(other,
                        "leave this out; a drug that wears its enzyme out has one compartment, and [wearing] "
                        "says how it is cleared");
    }
    t.finish();
}
void read_metabolite(scenario::Section& s, Drug& d) {
    auto t = s.section("metabolite");
    auto m = read_molecule(t);
    Kinetics::Metabolite k;
    k.share = share_of(t, "share", false) * m.molar_mass / d.molecules[0].molar_mass;
    k.clearance = above_nothing(t, "clearance", "L/h");
    k.volume = above_nothing(t, "volume", "L");
    if (t.has("enzyme"))
        d.forms = find_enzyme(t, "enzyme", t.text("enzyme"));
    if (t.has("besides")) {
        d.besides = share_of(t, "besides", true);
        if (!t.has("enzyme"))
            t.wrong("besides", "leave this out, or name the enzyme besides which others make the metabolite");
    }
    if (d.kinetics.wearing)
        s.wrong("metabolite", "leave this out; a drug that wears its enzyme out is followed alone");
    d.kinetics.metabolite = k;
    d.molecules.push_back(std::move(m));
    t.finish();
}

} // namespace

std::span<const Target> targets() { return all_targets; }
std::vector<std::size_t> read_by(const life::BodyWiring& body) {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < target_count; ++k)
        if (body.is_read(all_targets[k].signal))
            out.push_back(k);
    return out;
}
std::span<const Enzyme> enzymes() { return all_enzymes; }

bool Drug::binds(std::size_t target) const {
    return std::ranges::any_of(molecules, [&](const Molecule& m) { return m.affinity[target] > 0; });
}

std::vector<std::string_view> both_bind(const Drug& a, const Drug& b) {
    std::vector<std::string_view> out;
    for (std::size_t k = 0; k < target_count; ++k)
        if (a.binds(k) && b.binds(k))
            out.push_back(all_targets[k].name);
    return out;
}

Kinetics kinetics_of(const Drug& drug, const Facts& facts, const Luck& luck) {
    auto k = drug.kinetics;
    const bool woman = facts.sex == "female" || (facts.sex == "any" && luck.uniform("sex") < 0.5);
    // What is known of somebody moves them from the mean over people, of whom half are women.
    double times = std::pow(drug.women, woman ? 0.5 : -0.5) * std::pow(drug.decade, std::max(0.0, facts.age - 40) / 10);
    const double all_of_it = times; // age and sex are in the clearance of what it becomes too
    double forming = 1;             // of the metabolite
    for (const auto& [enzyme, share] : drug.by) {
        const auto& e = all_enzymes[enzyme];
        const double activity = e.classes[class_of(e, facts, luck)].activity, own = cleared(share, activity);
        if (k.wearing) { // what is worn is the enzyme that differs between people
            k.wearing->worn *= activity;
            continue;
        }
        double mean = 0;
        for (const auto& c : e.classes)
            mean += c.share * std::log(cleared(share, c.activity));
        times *= own / std::exp(mean);
        if (drug.forms == enzyme)
            forming = (drug.besides + (1 - drug.besides) * activity) / own;
    }
    const auto spread = [&](const char* what, double cv) {
        return cv > 0 ? std::exp(log_sd(cv) * luck.normal(fmt::format("{} of {}", what, drug.name))) : 1;
    };
    times *= spread("clearance", drug.clearance_cv);
    k.clearance *= times;
    if (k.wearing) {
        k.wearing->other *= times;
        k.wearing->worn *= times;
    }
    const double volume = spread("volume", drug.volume_cv);
    k.volume *= volume;
    k.periphery *= volume;
    k.exchange *= volume;
    k.absorption *= spread("absorption", drug.absorption_cv);
    if (k.metabolite) {
        k.metabolite->share *= forming;
        k.metabolite->clearance *= all_of_it * spread("clearance of its metabolite", drug.clearance_cv);
    }
    return k;
}

Drug read_drug(scenario::Section& s) {
    Drug d;
    about(s, d);
    d.molecules.push_back(read_molecule(s));
    read_kinetics(s, d);
    auto b = s.section("between");
    for (auto [key, to] :
         {std::pair{"clearance", &d.clearance_cv}, {"volume", &d.volume_cv}, {"absorption", &d.absorption_cv}})
        if (b.has(key) && !((*to = b.number(key)) >= 0 && *to <= 3))
            b.wrong(key, "a coefficient of variation from 0 to 3 is expected");
    b.finish();
    auto p = s.section("people");
    for (auto [key, to] : {std::pair{"women", &d.women}, {"decade", &d.decade}})
        if (p.has(key) && !((*to = p.number(key)) >= 0.2 && *to <= 5)) {
            p.wrong(key, "a factor of clearance from 0.2 to 5 is expected");
            *to = 1;
        }
    p.finish();
    auto e = s.section("enzymes");
    double all = 0;
    for (const auto& name : e.keys())
        if (const auto k = find_enzyme(e, name, name)) {
            d.by.emplace_back(*k, share_of(e, name.c_str(), true));
            all += d.by.back().second;
        }
    if (all > 0.99 && !d.kinetics.wearing)
        s.wrong("enzymes",
                "shares of clearance sum to 0.99 at most: else it would never leave those who lack the enzyme");
    if (s.has("metabolite"))
        read_metabolite(s, d);
    if (!s.has("affinity") && !(s.has("metabolite") && s.section("metabolite").has("affinity")))
        s.wrong("name",
                fmt::format("add [affinity] with what {0} binds to, SERT = \"2 nM\"; without it nothing follows "
                            "from how much of {0} is in the blood (an empty [affinity] says that this is meant)",
                            d.name));
    return d;
}

} // namespace rewire::model
