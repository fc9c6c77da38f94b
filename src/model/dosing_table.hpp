// Tables of doses as NONMEM takes them: one row an event, ID TIME AMT EVID CMT II ADDL RATE SS MDV.
//
// Times are hours, amounts mg. EVID 0 observes, 1 gives, 2 says nothing to the body, 3 empties it, 4 empties and gives.
// CMT 1 is swallowed, 2 goes into a vein (RATE mg/h; 0: at once). ADDL more doses follow every II hours; with SS 1 such
// doses have been given for ever.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/kinetics.hpp"

namespace rewire::model {

struct Given {
    double at = 0, kg = 0; // s after the person's first row
    bool vein = false;     // else swallowed
    double over = 0;       // s of an infusion; 0: at once
    bool empties = false;  // what was given before counts no more
    double every = 0;      // s; above 0: such doses have been given for ever, so far apart
};
struct DosedPerson {
    std::string id;
    int line = 0, column = 0;     // of the first row, at its ID
    std::string source = {};      // that row
    double begins = 0;            // TIME of it, s
    std::vector<Given> given;     // rising
    std::vector<double> observed; // s, rows with EVID 0
};

// InputError with everything that is wrong: a column nobody knows, one that is missing or stands twice, what is no
// number, times that fall, an EVID that its amount or MDV contradicts, doses that overlap, or more often than each
// minute.
std::vector<DosedPerson> parse_dosing_table(std::string_view text, const std::string& file);

// Gives it now; the first of doses for ever finds their steady state, in closed form where the kinetics are linear.
void give(Blood& blood, const Kinetics& kinetics, const Given& given);

// kg/m3 of the drug in plasma at these times (s, rising); what is given at a time counts from then on.
std::vector<double> levels(const Kinetics& kinetics, const std::vector<Given>& given, const std::vector<double>& times);

} // namespace rewire::model
