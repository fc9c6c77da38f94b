// A drug in one body: amounts in a few compartments, carried exactly from one time to another.
//
//   gut --absorption--> blood <--exchange--> periphery,   blood --clearance--> (a share of it) metabolite --> out
//
// What is linear is carried by the exponential of its matrix, whatever the step. Where an enzyme saturates and wears
// out, clearance is held at its value in the middle of steps of half an hour at most, and each step is exact for it.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace rewire::model {

struct Kinetics {          // of one person, SI
    double absorption = 0; // 1/s; 0: into a vein
    double lag = 0;        // s, from swallowing to the first that is absorbed
    double clearance = 0;  // m3/s; swallowed, what is said is CL/F, and the volume V/F
    double volume = 0;     // m3
    double periphery = 0;  // m3; 0: one compartment
    double exchange = 0;   // m3/s, between both
    struct Metabolite {
        double share = 0; // kg of it for a kg of the drug that is cleared
        double clearance = 0, volume = 0;
    };
    std::optional<Metabolite> metabolite{};
    // Of one compartment without a metabolite: the liver clears by flow and by what its enzymes could
    // (well stirred: Q I/(Q + I), and Q/(Q + I) of what is swallowed passes it), one of which the drug wears out:
    //   I = other + worn E/(1 + C/K_m),   dE/dt = k (1 - E) - k_i C/(K_i + C) E
    struct Wearing {
        double flow = 0, other = 0, worn = 0;    // m3/s, of the drug's own blood or plasma; Q, the two parts of I
        double half = 0;                         // kg/m3, K_m; 0: does not saturate at once
        double renewal = 0, wear = 0, reach = 0; // 1/s, 1/s, kg/m3: k, k_i, K_i
    };
    std::optional<Wearing> wearing{}; // then `clearance` is not read
};

class Blood {
public:
    explicit Blood(const Kinetics& k);
    void swallow(double kg);                // now
    void infuse(double kg, double seconds); // evenly, from now on; 0 s: at once
    // As if `dose` had been given for ever, so many seconds apart, the last one that long ago; into an empty body.
    void settle(const std::function<void(Blood&)>& dose, double every);
    void advance(double seconds);             // exact; splits itself where something begins or ends
    double drug() const;                      // kg/m3 in plasma
    double metabolite() const;                // 0 where there is none
    double enzyme() const { return enzyme_; } // share that still works, where it is worn
    bool empty(double kg) const;              // nothing above so much is anywhere, or on its way

private:
    enum Place { gut, blood, periphery, product, rate, places };
    using Matrix = std::array<double, places * places>; // row by row
    void step(double seconds);
    void worn_step(double seconds);
    const Matrix& exponential(double seconds);

    Kinetics k_;
    std::array<double, places> x_{}; // kg; of `rate` kg/s
    double enzyme_ = 1;
    struct Due {
        double in = 0; // s
        Place place = gut;
        double kg = 0; // or kg/s
    };
    std::vector<Due> due_;
    std::vector<std::pair<double, Matrix>> known_; // exponentials by their step
};

} // namespace rewire::model
