#include <fmt/format.h>

#include "scenario/person_file.hpp"
#include "scenario/trial_file.hpp"
#include "serve/work.hpp"

namespace rewire::serve {
namespace {

using Phrases = std::vector<scenario::Phrase>;

template <class File>
void expect_none(const File& file, const std::vector<const Phrases*>& all) {
    Problems problems;
    for (const auto* phrases : all)
        for (const auto& p : *phrases)
            if (!p.main.table.empty())
                problems.add(scenario::problem_at(file.file, file.lines, p.line, p.column,
                                                  fmt::format("leave out \"as {}\", or use `rewire run`; a page's "
                                                              "scenario reads no files beside it",
                                                              p.main.table)));
    problems.raise_if_any();
}

} // namespace

void expect_no_files(const std::string& text, const std::string& name) {
    if (const auto trial = scenario::trial_in(text, name)) {
        std::vector<const Phrases*> all;
        for (const auto& arm : trial->arms)
            all.push_back(&arm.treatments);
        if (trial->lead_in)
            all.push_back(&trial->lead_in->treatments);
        Phrases rescue;
        if (trial->conduct.rescue)
            rescue.push_back(trial->conduct.rescue->treatment);
        all.push_back(&rescue);
        return expect_none(*trial, all);
    }
    if (scenario::is_person(text, name)) {
        const auto person = scenario::read_person_file(text, name);
        std::vector<const Phrases*> all{&person.history, &person.so_far};
        for (const auto& c : person.candidates)
            all.push_back(&c.treatments);
        return expect_none(person, all);
    }
    const auto scenario = scenario::read_scenario(text, name);
    std::vector<const Phrases*> all{&scenario.history, &scenario.treatments};
    for (const auto& arm : scenario.arms)
        all.push_back(&arm.treatments);
    expect_none(scenario, all);
}

} // namespace rewire::serve
