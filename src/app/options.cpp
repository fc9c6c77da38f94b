#include "app/options.hpp"

#include <fmt/format.h>

#include "brain/connectome.hpp"

namespace rewire::app {

void declare(cli::App& c, ImportText& t, const char* group) {
    const auto add = [&](const char* name, auto& to, const char* what) {
        return c.add_option(name, to, what)->group(group);
    };
    add("--weights", t.weights, "what the file's weights are: count, or log (natural logarithms)")
        ->capture_default_str();
    add("--direction", t.direction, "target-rows or source-rows; needed when the matrix is not symmetric");
    c.add_flag("--symmetrise,--symmetrize", t.symmetrise, "mirror a triangle; use the mean of two directions")
        ->group(group);
    add("--labels", t.labels, "region labels for a matrix without, one a line");
    add("--variable", t.variable,
        "which matrix of a file that holds several: a name in MATLAB, HDF5, netCDF or .npz; a column of a list of "
        "edges; a key of GraphML; NAME:3 or NAME:mean of a stack");
    c.add_flag("--number-labels", t.number_labels, "tell regions that share a label apart by numbers")->group(group);
    add("--drop-regions", t.drop_regions,
        "leave these regions out (\"a,b\", repeatable); \"unconnected\": those alone");
    add("--lengths", t.lengths.file, "labelled matrix of tract lengths");
    add("--lengths-labels", t.lengths.labels, "region labels for it");
    add("--lengths-variable", t.lengths.variable, "which matrix of that file, or else of the connectome's");
    add("--lengths-unit", t.lengths_unit, "mm, cm, m or um")->capture_default_str();
}

void declare(cli::App& c, MeasuredText& t) {
    const auto add = [&](const char* name, auto& to, const char* what) {
        return c.add_option(name, to, what)->group("Comparison");
    };
    add("--empirical-fc", t.fc.file, "measured FC to compare with: a labelled matrix");
    add("--fc-labels", t.fc.labels, "region labels for it");
    add("--fc-variable", t.fc.variable, "which matrix of a file that holds several, as --variable");
    add("--fc-values", t.fc_values, "what it holds: r, or z (Fisher)")->capture_default_str();
    c.add_flag("--fc-symmetrise,--fc-symmetrize", t.fc_symmetrise, "use the mean of its two directions")
        ->group("Comparison");
    add("--empirical-bold", t.bold.file,
        "measured BOLD series, a volume each --tr: its FC and FCD; text with a column for each region, or an array "
        "(.npy, .npz, .mat, HDF5, netCDF) of either order");
    add("--bold-labels", t.bold.labels, "region labels for it");
    add("--bold-variable", t.bold.variable, "which array of a file that holds several");
}

void declare(cli::App& c, NetworkOptions& o) {
    c.add_option("--connectome", o.brain.file,
                 fmt::format("structural connectome: {}; default: the synthetic template brain", brain::formats_read))
        ->group("Brain");
    declare(c, o.brain);
    c.add_option("--scaling", o.scaling, "of the weights: degree, none, max, row-sum, spectral")
        ->group("Brain")
        ->capture_default_str();
    c.add_option("--power", o.power, "weights are raised to it before scaling; 0.5 is the square root")
        ->group("Brain")
        ->capture_default_str();
    c.add_option("--template", o.preset, "preset of the template brain: default, no_network, sc_only, fc_tuned")
        ->group("Brain")
        ->capture_default_str();
    c.add_option("--speed", o.speed, "conduction speed, e.g. \"12.5 m/s\"; default: no delays")->group("Brain");

    c.add_option("--model", o.model, "region model; `rewire list` names them")->group("Model")->capture_default_str();
    c.add_option("--coupling", o.coupling, "global coupling G")->group("Model")->capture_default_str();
    c.add_option("--set", o.set, "a parameter: \"sigma=0.02 1/sqrt(ms)\", \"J_I@amygdala=1.2 nA\"; repeatable")
        ->group("Model");
    c.add_option("--map", o.map, "a parameter by region from a table: \"receptor=FILE:column\"; repeatable")
        ->group("Model");
    c.add_option("--fic", o.fic, "feedback inhibition control: auto, none, analytic, herzog, iterative")
        ->group("Model")
        ->capture_default_str();
    c.add_option("--noise", o.noise, "times the model's own noise; 0: none")->group("Model")->capture_default_str();
    c.add_option("--blood", o.blood, "mechanism that turns activity into BOLD")->group("Model")->capture_default_str();

    c.add_option("--duration", o.duration, "recorded time")->group("Run")->capture_default_str();
    c.add_option("--transient", o.transient, "time simulated first and left out of every statistic")
        ->group("Run")
        ->capture_default_str();
    c.add_option("--tr", o.tr, "time between BOLD volumes")->group("Run")->capture_default_str();
    c.add_option("--dt", o.dt, "step of the integrator")->group("Run")->capture_default_str();
    c.add_option("--method", o.method, "euler (Euler-Maruyama), heun, rk4 (no noise), exponential-euler")
        ->group("Run")
        ->capture_default_str();
    c.add_option("--precision", o.precision, "single or double")->group("Run")->capture_default_str();
    c.add_option("--seed", o.seed, "of all random numbers")->group("Run")->capture_default_str();
    c.add_option("--threads", o.threads, "0: all processors")->group("Run")->capture_default_str();
    c.add_flag("--common-noise", o.common_noise, "approximation: all points of a sweep share one stream of noise")
        ->group("Run");
    c.add_option("--coupling-every", o.coupling_every,
                 "approximation: refresh the network input only so often, e.g. \"1 ms\"")
        ->group("Run");

    declare(c, o.measured);
    c.add_option("--band", o.band, "band-pass BOLD before FC, e.g. \"0.01 Hz to 0.1 Hz\"; default: none")
        ->group("Comparison");
    c.add_option("--fcd-window", o.fcd_window, "window of connectivity dynamics")
        ->group("Comparison")
        ->capture_default_str();
    c.add_option("--fcd-step", o.fcd_step, "time between windows")->group("Comparison")->capture_default_str();
    c.add_option("--out", o.out, "folder of the results")->group("Output");
    declare(c, o.consent, "Output");
}

void declare(cli::App& c, LifeOptions& o) {
    c.add_option("--catalog", o.catalog,
                 "folder with treatments/, lives/, activities/ ... of your own, read beside the built-in ones");
    c.add_option("--connectome", o.connectome.file,
                 fmt::format("a brain of your own, as {}; default: the synthetic template", brain::formats_read));
    declare(c, o.connectome);
    c.add_option("--coupling", o.coupling, "global coupling G")->capture_default_str();
}

void declare_own_connectomes(cli::App& c, std::string& where) {
    c.add_option("--own-connectomes", where,
                 "connectomes of real people, which scanners see of virtual ones: a folder with a file a subject, or a "
                 "table with the columns subject and file");
}

void declare(cli::App& c, EvidenceOptions& o) {
    c.add_option("--ledger", o.ledger,
                 "a folder with ledger/*.tsv and experiments/*.toml of your own; default: those of the house");
    c.add_option("--people", o.people, "virtual people in each arm")->capture_default_str();
    c.add_option("--seed", o.seed, "of the people's luck")->capture_default_str();
    c.add_option("--threads", o.threads, "0: all")->capture_default_str();
    c.add_option("--set", o.set, "\"gains.g_C=0.12 1\": a parameter of every person, in all experiments");
    declare(c, o.life);
}

void declare(cli::App& c, DrawOptions& o) {
    c.add_option("--seeds", o.seeds, "ask so many times, each time other people, from --seed on")
        ->capture_default_str();
    c.add_option("--ensemble", o.ensembles,
                 "with each seed another parameter set of this table, as calibrate writes ensemble.csv (repeatable); "
                 "house: those of the recorded calibrations, which several seeds take unless this says none");
}

} // namespace rewire::app
