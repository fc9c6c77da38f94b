// A network whose local inhibition holds its regions at their target rate, by the way the user names.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "integrate/fast.hpp"
#include "integrate/inhibition.hpp"

namespace rewire::simulate {

enum class Inhibition { none, analytic, herzog, iterative };
// "none", "analytic", "herzog", "iterative", or "auto": analytic where the model has something to tune. InputError
// otherwise.
Inhibition parse_inhibition(std::string_view text, const mechanism::Entry& model,
                            const mechanism::Catalogue& catalogue);
std::string_view name_of(Inhibition i);

struct TunedNetwork {
    integrate::Network network;
    Matrix state; // place x state, SI: its rest without noise, where the way there gave it; else empty
    std::vector<std::string> notes, warnings;
};
// `fast` is how the trials of the iterative rule are simulated (10 s, of which 1 s is dropped; Deco et al. 2014).
TunedNetwork tuned(const integrate::Network& network, Inhibition how, const integrate::FastOptions& fast,
                   const std::function<void(int trial)>& tick = {});

} // namespace rewire::simulate
