// The wiring of a life as plain data for its picture: treatments, mechanisms, network and pathways, and the sign of
// what each does to the next.
#pragma once
#include "model/calendar.hpp"
#include "report/wiring_svg.hpp"

namespace rewire::report {

// What a mechanism's outputs come to when one of its inputs is a little higher for good, all else as in health: +1 they
// rise, -1 they fall, 0 some rise and some fall, or none moves there.
int effect_of_input(const mechanism::Entry& mechanism, std::size_t input);

WiringPicture life_wiring(const life::LifeModel& model, const model::Calendar& calendar);

} // namespace rewire::report
