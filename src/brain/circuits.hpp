// Named circuits: the regions a clinical name such as "dlPFC" or "salience network" stands for.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

struct Circuit {
    std::string name;
    std::vector<std::string> aliases;
    std::string kind;                 // region, network, circuit
    std::vector<std::string> regions; // canonical labels, all in the atlas
    std::vector<std::string> outside; // members the 82-region atlas lacks: brainstem, hypothalamus, spinal cord
    std::string note;                 // what the atlas cannot tell apart
    bool checked = false;             // a source for the coordinate or membership was read; textbook knowledge when not
    std::string evidence;             // which
};

std::span<const Circuit> circuits();

// By name or alias, in any case; null when there is none.
const Circuit* find_circuit(std::string_view name);

// The same or an InputError that names the nearest.
const Circuit& circuit(std::string_view name, const std::string& file = {});

// Atlas indices of what a name stands for: a region label in any style, or a circuit. InputError when neither.
std::vector<std::size_t> regions_named(std::string_view name, const std::string& file = {});

} // namespace rewire::brain
