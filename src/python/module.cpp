#include "base/version.hpp"
#include "python/rooms.hpp"

namespace rewire::python {

PYBIND11_MODULE(_rewire, m) {
    m.doc() = "The use cases of rewire; `import rewire` is meant for people.";
    m.attr("version") = std::string(rewire::version());
    bind_errors(m);
    bind_brain(m);
    bind_network(m);
    bind_mechanisms(m);
    bind_lives(m);
    bind_trial(m);
    bind_rank(m);
    bind_fit(m);
    bind_words(m);
}

} // namespace rewire::python
