// The life of ../shared/science/spine.md with that prototype's own scaling of the connectome: circuits, activities, pathways.
#pragma once
#include <algorithm>
#include <cmath>

#include "brain/atlas.hpp"
#include "brain/circuits.hpp"
#include "integrate/connectome.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/life.hpp"

namespace rewire::testing {

inline const Catalogue& all_entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}

inline LifeModel prototype_life() {
    const auto file = read_matrix_file(group_data() / "sc.csv");
    const std::size_t n = file.labels.size();
    double most = 0, sum = 0;
    for (const double w : file.values.values()) most = std::max(most, w);
    Matrix weights(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (file.values(i, j) > 0) sum += weights(i, j) = std::exp((file.values(i, j) - most) / 2);
    Matrix inhibits(n, n);
    for (std::size_t k = 0; k < n * n; ++k) inhibits.values()[k] = 0.3 * (weights.values()[k] /= sum / static_cast<double>(n));

    LifeModel m;
    const auto& all = all_entries();
    std::vector<std::string> labels;
    for (const auto& l : file.labels) {
        const auto r = resolve(l);
        labels.push_back(r ? atlas()[*r].label : l);
        m.hemispheres.push_back(r ? atlas()[*r].hemisphere : l[0]);
    }
    m.network = Network::with_defaults(all.region_model("wong_wang_gain"), labels, weights);
    m.network.tracts = {weights, inhibits, Matrix(n, n)};
    const auto circuit = [&](const char* name) {
        for (std::size_t k = 0; k < m.circuits.size(); ++k)
            if (m.circuits[k].name == name) return k;
        CircuitPlaces c{name, {}};
        for (const auto r : regions_named(name, "test"))
            for (std::size_t i = 0; i < n; ++i)
                if (labels[i] == atlas()[r].label) c.places.push_back(i);
        m.circuits.push_back(c);
        return m.circuits.size() - 1;
    };
    const std::size_t amy = circuit("amygdala"), vm = circuit("vmPFC"), dl = circuit("dlPFC"), hpc = circuit("hippocampus"), ins = circuit("insula"),
                      sal = circuit("dACC"), nac = circuit("NAcc"), pcc = circuit("PCC"), m1 = circuit("M1"), tha = circuit("thalamus");
    const double nA = 1e-9, h = 3600;
    using Kind = Pathway::Kind;
    const Entry *threat = &all.find("threat_learning"), *extinction = &all.find("extinction_learning"), *practice = &all.find("practice"),
                *coactivity = &all.find("coactivity"), *reward = &all.find("reward_learning");
    const char *pfc = "gate_prefrontal", *hip = "gate_hippocampal", *fear = "gate_fear", *str = "gate_reward";
    m.pathways = {{"cue>amygdala", tha, amy, amy, Kind::channel, 0, threat, "", 0, false},
                  {"vmPFC>amygdala", vm, amy, amy, Kind::inhibits, .30, extinction, "", 0, false},
                  {"dlPFC>vmPFC", dl, vm, vm, Kind::excites, .06, practice, pfc},
                  {"hippocampus>amygdala", hpc, amy, amy, Kind::excites, .03, coactivity, fear, .006 / h},
                  {"hippocampus>vmPFC", hpc, vm, vm, Kind::excites, .05, coactivity, hip, .006 / h},
                  {"insula>amygdala", ins, amy, amy, Kind::excites, .04, coactivity, fear, .006 / h},
                  {"amygdala>insula", amy, ins, ins, Kind::excites, .04, coactivity, fear, .006 / h},
                  {"vmPFC>accumbens", vm, nac, nac, Kind::excites, .06, coactivity, str, .003 / h},
                  {"dopamine>accumbens", tha, nac, nac, Kind::channel, 0, reward, str},
                  {"PCC>vmPFC", pcc, vm, vm, Kind::excites, .04, coactivity, "", .006 / h},
                  {"vmPFC>PCC", vm, pcc, pcc, Kind::excites, .04, coactivity, "", .006 / h},
                  {"salience>default_mode", sal, pcc, dl, Kind::inhibits, .10, coactivity, pfc, .010 / h},
                  {"salience>dlPFC", sal, dl, dl, Kind::excites, .05, coactivity, pfc, .010 / h},
                  {"dlPFC>insula", dl, ins, ins, Kind::inhibits, .10, practice, pfc}};
    const std::size_t to_vm = 2, to_ins = 13;
    m.activities = {
        {"rest", {}},
        {"threat",
         {{amy, .025 * nA}, {ins, .010 * nA}, {sal, .008 * nA}, {vm, .006 * nA}, {hpc, .004 * nA}},
         "threat_hours",
         0,
         true,
         {},
         "threat_intensity",
         true},
        {"effort", {{dl, .016 * nA}, {sal, .008 * nA}}, "", 4 * h, true, {}, "", false, {{to_vm, .1}, {to_ins, .1}}},
        {"reward", {{nac, .018 * nA}, {vm, .008 * nA}}, "reward_hours"},
        {"movement", {{m1, .020 * nA}}, "movement_hours"},
        {"rumination", {{pcc, .012 * nA}, {vm, .006 * nA}, {amy, .010 * nA}, {ins, .003 * nA}}, "rumination_hours", 0, true, 1.0, "", true},
        {"cbt", {{dl, .018 * nA}, {vm, .012 * nA}, {amy, .012 * nA}, {hpc, .004 * nA}}, "", 0, false, .7, "", false, {{to_vm, 1}, {to_ins, .3}}},
        {"exposure", {{amy, .025 * nA}, {vm, .014 * nA}, {hpc, .008 * nA}, {ins, .006 * nA}, {dl, .004 * nA}}, "", 0, false, .6, "", false, {{to_vm, .5}}},
        {"mindfulness",
         {{dl, .012 * nA}, {sal, .012 * nA}, {ins, .006 * nA}, {vm, .010 * nA}, {amy, .010 * nA}},
         "",
         0,
         false,
         .7,
         "",
         false,
         {{to_vm, .4}, {to_ins, 1}}},
        {"activation", {{nac, .020 * nA}, {vm, .010 * nA}, {dl, .006 * nA}}, "", 0, false, {}, "", false, {{to_vm, .3}}},
        {"rtms", {{dl, .030 * nA}}, "", 0, false, {}, "", false, {{to_vm, .3}, {to_ins, .1}}}};
    for (const auto& e : all.entries())
        if (e.kind == rewire::Kind::body) m.body.push_back(&e);
    m.expectation = &all.find("expected_threat"), m.use_dependence = &all.find("use_dependence"), m.consolidation = &all.find("consolidation");
    m.amygdala = amy, m.vmPFC = vm, m.dlPFC = dl, m.accumbens = nac, m.default_mode = pcc;
    m.threat = 1, m.effort = 2, m.reward = 3;
    m.gains = {{vm, "log_gain_vmPFC"}, {dl, "log_gain_dlPFC"}, {amy, "log_gain_amygdala"}, {nac, "log_gain_accumbens"}};
    add_pathways(m);
    const auto balanced = tune_inhibition(m.network);
    m.network = balanced.network, m.rest = balanced.state;
    return m;
}

} // namespace rewire::testing
