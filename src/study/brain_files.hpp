// How files of a brain are to be read, as the user says it: the one door of every command that reads a connectome.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "brain/connectome.hpp"
#include "brain/template_brain.hpp"

namespace rewire::study {

// The options of a matrix beside the connectome: --fc-labels and --fc-variable for --empirical-fc, and so on.
struct MatrixText {
    std::string file, labels, variable;
};
brain::MatrixSource source_of(const MatrixText& t, const char* options, bool number_labels);

struct ImportText {
    std::string file, weights = "count", direction, labels, variable, lengths_unit = "mm";
    MatrixText lengths;
    bool symmetrise = false, number_labels = false;
    std::vector<std::string> drop_regions;
    std::shared_ptr<const brain::Connectome> read =
        {}; // already, in the place of a file; what stands above is not asked
};
brain::ImportOptions options_of(const ImportText& t); // InputError naming the option

// The brain of a command: the file's, or the template when there is none. What had to be done and what may be wrong
// stand in its notes and warnings, whichever command asks.
// `other_matrices`: some are read beside it, whose labels --number-labels tells apart too.
brain::Connectome brain_of(const ImportText& t, const brain::TemplateOptions& otherwise = {},
                           bool other_matrices = false);
// InputError where an option says how a connectome is read and none is.
void expect_nothing_to_read(const ImportText& t);
// InputError where lengths of tracts are given to what has no use for them; the mend first.
void expect_no_lengths(const ImportText& t, std::string_view mend);

} // namespace rewire::study
