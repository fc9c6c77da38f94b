#include "study/brain_files.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::study {
namespace {

template <class T>
T choice(Problems& problems, const char* option, const std::string& text,
         std::initializer_list<std::pair<std::string_view, T>> known) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : known) {
        if (name == text)
            return value;
        names.push_back(name);
    }
    problems.add({option,
                  0,
                  0,
                  mended(text, names, fmt::format("\"{}\" is not known; known: {}", text, fmt::join(names, ", "))),
                  {}});
    return known.begin()->second;
}

} // namespace

brain::MatrixSource source_of(const MatrixText& t, const char* options, bool number_labels) {
    return {.path = t.file,
            .variable = t.variable,
            .labels_file = t.labels,
            .number_labels = number_labels,
            .options = options};
}

brain::ImportOptions options_of(const ImportText& t) {
    brain::ImportOptions o;
    Problems problems;
    o.weights = choice<brain::WeightsKind>(problems, "--weights", t.weights,
                                           {{"count", brain::WeightsKind::count}, {"log", brain::WeightsKind::log}});
    if (!t.direction.empty())
        o.direction = choice<brain::Direction>(
            problems, "--direction", t.direction,
            {{"target-rows", brain::Direction::target_rows}, {"source-rows", brain::Direction::source_rows}});
    o.lengths_unit = choice<brain::LengthUnit>(problems, "--lengths-unit", t.lengths_unit,
                                               {{"mm", brain::LengthUnit::mm},
                                                {"cm", brain::LengthUnit::cm},
                                                {"m", brain::LengthUnit::m},
                                                {"um", brain::LengthUnit::um}});
    o.labels_file = t.labels;
    o.variable = t.variable;
    o.symmetrise = t.symmetrise;
    o.number_labels = t.number_labels;
    o.drop_regions = t.drop_regions;
    o.lengths_file = t.lengths.file;
    o.lengths_labels_file = t.lengths.labels;
    o.lengths_variable = t.lengths.variable;
    problems.raise_if_any();
    return o;
}

brain::Connectome brain_of(const ImportText& t, const brain::TemplateOptions& otherwise, bool other_matrices) {
    if (t.read)
        return *t.read;
    const auto options = options_of(t);
    if (!t.file.empty()) {
        const brain::TemplateOptions usual;
        for (const auto& [option, given] : {std::pair{"--template", otherwise.preset != usual.preset},
                                            {"--residual-sd", otherwise.residual_sd != usual.residual_sd}})
            if (given)
                throw InputError(option,
                                 fmt::format("leave it out; it is of the template brain, and the brain is {}", t.file));
        return brain::read_connectome(t.file, options);
    }
    auto of_the_brain = t;
    of_the_brain.number_labels = t.number_labels && !other_matrices; // the labels of any matrix
    expect_nothing_to_read(of_the_brain);
    return brain::template_brain(otherwise);
}
void expect_nothing_to_read(const ImportText& t) {
    for (const auto& [option, given] : {std::pair{"--labels", !t.labels.empty()},
                                        {"--variable", !t.variable.empty()},
                                        {"--direction", !t.direction.empty()},
                                        {"--lengths", !t.lengths.file.empty()},
                                        {"--lengths-labels", !t.lengths.labels.empty()},
                                        {"--lengths-variable", !t.lengths.variable.empty()},
                                        {"--drop-regions", !t.drop_regions.empty()},
                                        {"--number-labels", t.number_labels},
                                        {"--weights", t.weights != ImportText().weights},
                                        {"--lengths-unit", t.lengths_unit != ImportText().lengths_unit},
                                        {"--symmetrise", t.symmetrise}})
        if (given)
            throw InputError(option, "says how a file is read, and there is none; give a connectome, or leave it out");
}

void expect_no_lengths(const ImportText& t, std::string_view mend) {
    for (const auto& [option, given] : {std::pair{"--lengths", !t.lengths.file.empty()},
                                        {"--lengths-labels", !t.lengths.labels.empty()},
                                        {"--lengths-variable", !t.lengths.variable.empty()}})
        if (given)
            throw InputError(option, fmt::format("{}; nothing else asks for the lengths of tracts", mend));
}

} // namespace rewire::study
