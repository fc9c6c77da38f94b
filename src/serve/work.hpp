// What a run is once it was read: everything checked, nothing lived yet.
#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "serve/asked.hpp"
#include "study/watch.hpp"

namespace rewire::serve {

// netCDF and HDF5 are used by one thread at a time (report/netcdf.hpp): whoever writes or reads results holds this.
std::mutex& results_lock();

class Work {
public:
    virtual ~Work() = default;
    // Lives it and writes its files into a folder that exists, going on from who is kept there of an earlier try.
    // false: it was stopped. InputError and NumericsError as the use cases throw them.
    virtual bool go(const std::filesystem::path& folder, const study::Watch& watch) = 0;

    std::size_t people = 0;
    std::uint64_t seed = 1;
    std::vector<std::string> warnings; // that can be told before
};

// Of each kind the use case of study/ that the command of that name calls. Options, all of them optional:
//   run      coupling
//   compare  coupling
//   trial    coupling, replicates, pool, assurance
//   rank     coupling, shuffles
//   network  model, coupling, noise, duration, transient, tr, dt, fic, blood, method, precision, preset, speed,
//            set: [...]
// and `yes`: begin what takes more than a day or most of the memory. InputError with everything that is wrong.
// `given`: a folder that exists, into which the texts are written as files, and which the work may read.
std::unique_ptr<Work> work_of(const Asked& asked, const std::filesystem::path& given);

// InputError at its place where a scenario, a trial or a person names a file (a table of doses): a text from the page
// reads nothing from the disk.
void expect_no_files(const std::string& text, const std::string& name);

} // namespace rewire::serve
