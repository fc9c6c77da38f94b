#include "model/raters.hpp"

#include <algorithm>

namespace rewire::model {

double Raters::bias(const Instrument& instrument, const Luck& luck) const {
    if (count == 0 || !instrument.by_clinician())
        return 0;
    const int rater = std::min(static_cast<int>(luck.uniform("whose rating") * count), count - 1);
    return share * instrument.noise *
           luck.of(luck.person() / centre)
               .normal("bias of a rater " + instrument.name, static_cast<std::uint64_t>(rater));
}

} // namespace rewire::model
