// What `network` and `sweep` are asked: as the user wrote it, and what it comes to.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "study/brain_files.hpp"
#include "study/measured_brain.hpp"
#include "brain/connectome.hpp"
#include "mechanism/catalogue.hpp"
#include "simulate/findings.hpp"
#include "simulate/scan.hpp"
#include "simulate/tuned.hpp"

namespace rewire::study {

struct NetworkRequest {
    double power = 1; // of the weights
    ImportText brain; // no file: the template
    std::string scaling = "degree";
    std::string preset = "default";
    std::string model = "wong_wang", fic = "auto", blood = "balloon_windkessel", method = "euler", precision = "single";
    std::string duration = "10 min", transient = "2 s", tr = "720 ms", dt = "0.1 ms", speed, coupling_every, band,
                fcd_window = "60 s", fcd_step = "5 s";
    MeasuredText measured;
    std::vector<std::string> set, map;
    double coupling = 1.0, noise = 1.0;
    std::uint64_t seed = 1;
    int threads = 0;
    bool common_noise = false;
};

// All that a run needs, read and checked; nothing is simulated yet.
struct Job {
    NetworkRequest given;
    brain::Connectome connectome;
    integrate::Network network; // with overrides, before inhibition is tuned
    simulate::Inhibition inhibition = simulate::Inhibition::none;
    simulate::ScanPlan plan;
    simulate::Precision precision = simulate::Precision::single;
    simulate::ScanQuestion question;
    std::vector<std::string> notes, warnings;
    std::vector<std::string> done; // those of the notes that tell what was done to measured files, for the screen
};
// With the catalogue that it points into.
template <class Of>
struct Owned {
    mechanism::Catalogue catalogue;
    Of job;
};
// InputError with everything that is wrong at once, as far as one fault does not hide another.
Job prepare(const NetworkRequest& o, const mechanism::Catalogue& catalogue);

// "name=1.2 nA", "name@region or circuit=1.2 nA": a parameter of the model, everywhere or at some places.
void set_parameter(integrate::Network& n, const std::string& assignment, const std::string& option = "--set");

} // namespace rewire::study
