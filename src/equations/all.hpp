// The list of all mechanisms: what the program hands to the rooms that know no equation.
#pragma once
#include "mechanism/catalogue.hpp"

namespace rewire::equations {
Catalogue all_mechanisms();
}
