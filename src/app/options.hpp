// The options of several commands, bound to what the use cases of study/ ask for.
#pragma once
#include "app/command_line.hpp"
#include "app/out_folder.hpp"
#include "study/evidence_draws.hpp"
#include "study/life_job.hpp"
#include "study/network_job.hpp"

namespace rewire::app {

using namespace study; // the door speaks of what stands behind it

struct NetworkOptions : NetworkRequest { // of `network` and `sweep`
    std::string out;
    Consent consent;
};
void declare(cli::App& command, ImportText& t, const char* group = "Brain"); // all but the file
void declare(cli::App& command, MeasuredText& t);
void declare(cli::App& command, NetworkOptions& o);
void declare(cli::App& command, LifeOptions& o);
void declare_own_connectomes(cli::App& command, std::string& where); // of commands that ask about one scenario
void declare(cli::App& command, EvidenceOptions& o);
void declare(cli::App& command, DrawOptions& o);

} // namespace rewire::app
