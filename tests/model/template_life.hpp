// The product's own brain and scaling, made once a test program.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "model/life_model.hpp"
#include "model/medicine.hpp"

namespace rewire::testing {
using namespace equations;
using namespace brain;
using namespace integrate;
using namespace life;
using namespace model;

inline const LifeModel& template_life() {
    static const auto brain = template_brain();
    static const auto entries = all_mechanisms();
    static const auto m = life_model(brain.labels, scaled(brain), {}, entries);
    return m;
}

// The catalogue as it is shipped, read once a test program.
inline const Medicine& shipped_medicine() {
    static const auto all = read_medicine(template_life(), {});
    return all;
}

// Where a name stands; a test that asks for another one ends.
template <class T>
std::size_t named(const std::vector<T>& list, std::string_view name) {
    for (std::size_t k = 0; k < list.size(); ++k)
        if (list[k].name == name)
            return k;
    throw std::out_of_range(std::string(name));
}

} // namespace rewire::testing
