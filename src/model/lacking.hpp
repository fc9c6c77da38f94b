// Circuits that a life asks for and a brain has not: told once, at the brain, however many files name them.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "life/life_model.hpp"

namespace rewire::model {

class Lacking {
public:
    void add(std::string_view circuit, const std::vector<std::string>& regions); // once a circuit
    // A circuit of the atlas in these places, and what it lacks of them; without any place it is lacking.
    life::CircuitPlaces atlas_circuit(std::string_view name, const std::vector<std::string>& places);
    void tell(const std::string& brain, std::vector<Problem>& to) const; // nothing when nothing is lacking

private:
    std::vector<std::pair<std::string, std::string>> circuits_; // and their regions as told
};

} // namespace rewire::model
