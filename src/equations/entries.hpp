// The catalogue's parts, one a folder, so that they compile side by side.
#pragma once
#include <vector>

#include "mechanism/catalogue.hpp"

namespace rewire::equations {

void add_region_pools(std::vector<Entry>& to);
void add_region_rhythms(std::vector<Entry>& to);
void add_region_others(std::vector<Entry>& to);
void add_blood(std::vector<Entry>& to);
void add_body(std::vector<Entry>& to);
void add_transmitter(std::vector<Entry>& to);
void add_growth(std::vector<Entry>& to);
void add_mind(std::vector<Entry>& to);
void add_synapse(std::vector<Entry>& to);
void add_learning(std::vector<Entry>& to);
void add_periphery(std::vector<Entry>& to);
void add_cord(std::vector<Entry>& to);
void add_pain(std::vector<Entry>& to);

} // namespace rewire::equations
