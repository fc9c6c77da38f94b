// The mechanisms of pain by name, wherever in the body they are.
#pragma once
#include <set>
#include <string>

#include "equations/cord/list.hpp"
#include "equations/pain/list.hpp"
#include "equations/periphery/list.hpp"

namespace rewire::testing {

inline std::set<std::string> pain_rooms() {
    using namespace equations;
    return []<class... M>(mechanism::TypeList<M...>) {
        return std::set<std::string>{std::string(M::name)...};
    }(Joined<PeripheryMechanisms, CordMechanisms, PainMechanisms>{});
}

} // namespace rewire::testing
