// What a trial makes of a plan: courses that go on over the border of a lead-in, placebos, rescue.
#pragma once
#include <cstddef>
#include <string>

#include "model/calendar.hpp"

namespace rewire::trial {

// A treatment that ends with the lead-in, on day `begins`, and begins again with the arm is one course: with the same
// dose as often it is the same one, otherwise a further step of it. The visits of both go on as they would have.
void go_on(model::Calendar& calendar, int begins);
// From the end of the last drug (its taper too) to the last day a pill without one is taken in its place, as often and
// with the same visits; whoever stops the drug takes no pill either. Not where no drug ends before the last day: then
// why it cannot be is told.
std::string give_placebo(model::Calendar& calendar);
// The same plan with the courses of another one, which begin on that day in place of day 0.
model::Calendar with_courses(const model::Calendar& plan, const model::Calendar& further, int day);
// The number that the courses with_courses() adds have among the phrases of the plan; the first of them.
std::size_t phrases(const model::Calendar& plan);

} // namespace rewire::trial
