#include "base/version.hpp"
#include "python/rooms.hpp"

PYBIND11_MODULE(_rewire, m) {
    using namespace rewire::python;
    m.doc() = "The use cases of rewire; `import rewire` is meant for people.";
    m.attr("version") = std::string(rewire::version());
    bind_errors(m);
    bind_brain(m);
    bind_network(m);
    bind_lives(m);
    bind_trial(m);
    bind_rank(m);
    bind_words(m);
}
