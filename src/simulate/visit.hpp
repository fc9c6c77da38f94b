// A visit: what scanner, electrodes and coil find in the brain that a life has made by that day, its weights, gains and
// structure.
//
// Where a brain of one's own is given (model/own_brain.hpp), it is the one that is looked at, with the weights and
// gains of the day.
//
//   connectivity   slow noise around rest (integrate/slow_noise.hpp), as many readings as a scan of that length has
//   task           rest under the drive of an activity, then the vessels through blocks of 20 s on, 20 s off:
//                  PSC = mean BOLD from 6 s of a block to its end - BOLD at rest, % signal
//   scan           the fast engine for 5 minutes of rest, BOLD every 2 s: ALFF, fALFF, slow bands, local coherence,
//   seed maps, dynamics response       the fast engine without noise: 150 ms of an activity's drive, the peak of what a
//   circuit does with it eeg            the corticothalamic field in the vigilance of the day (observe/eeg.hpp)
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "integrate/steady.hpp"
#include "model/medicine.hpp"
#include "model/own_brain.hpp"
#include "observe/eeg.hpp"

namespace rewire::simulate {

// One number a region, as a visit leaves it beside the readings.
struct MapKind {
    std::string name, unit, says;
    model::Instrument::Look look;
};
// Those of the instruments: % signal change of each task, maps of a resting scan, power of the EEG.
std::vector<MapKind> maps_of(const std::vector<model::Instrument>& instruments, const life::LifeModel& model);

class Visit {
public:
    struct Own { // must stay where it is
        const model::OwnBrain& brain;
        const model::BrainSizes& sizes;
    };
    // `life` must stay where it is. `day` and `luck` decide what noise the scanned brain makes.
    Visit(const life::LifeModel& model, life::Life& life, int day, const model::Luck& luck, std::optional<Own> own = {})
        : model_(model), life_(life), day_(day), luck_(luck), own_(own) {}
    // Whether such a look is at the network, and so at a brain of one's own.
    static bool at_network(const model::Instrument::Look& look) { return !look.at.empty() && look.at != "eeg"; }

    // The truth of an instrument that looks at the network, in its unit; NaN where there is none (an EEG without a
    // peak).
    double read(const model::Instrument::Look& look);
    std::vector<double> map(const model::Instrument::Look& look); // of every region
    const Matrix& connectivity();                                 // Pearson r at rest, region x region

private:
    struct Resting;
    struct Rest {
        Matrix state;
        integrate::LinearNetwork near;
    };
    const integrate::Network& network();
    const Rest& rest();
    const model::Session& session();                       // nothing where nobody has a brain of their own
    const std::vector<double>& task(std::size_t activity); // %, of every region
    const Resting& scan();
    double response(const model::Instrument::Look& look);
    observe::LoopState loops();

    const life::LifeModel& model_;
    life::Life& life_;
    int day_;
    model::Luck luck_;
    std::optional<Own> own_;
    std::optional<model::Session> session_;
    std::optional<integrate::Network> network_;
    std::optional<Rest> rest_;
    std::optional<Matrix> connectivity_;
    std::map<std::size_t, std::vector<double>> tasks_;
    std::shared_ptr<const Resting> scan_;
};

} // namespace rewire::simulate
