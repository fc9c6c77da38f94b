#include "app/import_options.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/output.hpp"
#include "base/error.hpp"
#include "base/known.hpp"

namespace rewire::app {
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

void declare(cli::App& c, ImportText& t, const char* group) {
    const auto add = [&](const char* name, auto& to, const char* what) {
        return c.add_option(name, to, what)->group(group);
    };
    add("--weights", t.weights, "what the file's weights are: count, or log (natural logarithms)")
        ->capture_default_str();
    add("--direction", t.direction, "target-rows or source-rows; needed when the matrix is not symmetric");
    c.add_flag("--symmetrise,--symmetrize", t.symmetrise, "mirror a triangle; use the mean of two directions")
        ->group(group);
    add("--labels", t.labels, "region labels for a matrix without, one a line");
    add("--variable", t.variable,
        "which matrix of a file that holds several: a name in MATLAB, HDF5, netCDF or .npz; a column of a list of "
        "edges; a key of GraphML; NAME:3 or NAME:mean of a stack");
    c.add_flag("--number-labels", t.number_labels, "tell regions that share a label apart by numbers")->group(group);
    add("--drop-regions", t.drop_regions,
        "leave these regions out (\"a,b\", repeatable); \"unconnected\": those alone");
    add("--lengths", t.lengths.file, "labelled matrix of tract lengths");
    add("--lengths-labels", t.lengths.labels, "region labels for it");
    add("--lengths-variable", t.lengths.variable, "which matrix of that file, or else of the connectome's");
    add("--lengths-unit", t.lengths_unit, "mm, cm, m or um")->capture_default_str();
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

void print_notes(const std::vector<std::string>& notes) {
    for (const auto& n : notes)
        fmt::print("note: {}\n", n);
}
void print_warnings(const std::vector<std::string>& warnings, const std::vector<std::string>& told) {
    flush_output(); // what was printed comes first, and if it cannot be written that is all there is to tell
    for (const auto& w : warnings)
        if (std::ranges::find(told, w) == told.end())
            fmt::print(stderr, "warning: {}\n", w);
}

} // namespace rewire::app
