// The product's own brain and scaling, made once a test program.
#pragma once
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "model/life_model.hpp"

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

} // namespace rewire::testing
