// One name for one thing, in diagrams, tables and text: short ones spelled out where a reader may not know them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "life/lives.hpp"

namespace rewire::report {

// "DMN" or "Default" -> "default mode"; what is no code of a functional network stays as it is, nothing is "other".
std::string network_title(std::string_view code);
std::vector<std::string> network_titles(const std::vector<std::string>& codes);

// "mdd treatment-naive" -> "major depression treatment-naive": short names of the ledger spelled out.
std::string condition_title(std::string_view condition);

// "NAcc" -> "accumbens": as boxes, tables and curves call a circuit.
std::string circuit_title(std::string_view name);
// "dACC: dorsal anterior cingulate cortex, of the salience network; ..." of those whose title needs it.
std::string spelled_out(const std::vector<std::string>& circuits);

// Where a pathway begins: a circuit, or what a channel brings ("cue", "dopamine"), which no circuit of the brain sends.
std::string origin_title(const life::LifeModel& model, const life::Pathway& pathway);
std::string pathway_title(const life::LifeModel& model, const life::Pathway& pathway); // "vmPFC → accumbens"
std::string_view pathway_kind(life::Pathway::Kind kind); // "excites", "inhibits", "brings"

} // namespace rewire::report
