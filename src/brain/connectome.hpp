// A structural connectome: who is connected to whom, how strongly and over what distance, with what had to be decided
// on the way in.
#pragma once
#include "base/matrix.hpp"
#include "brain/matrix_file.hpp"
#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace rewire {

struct Connectome {
    std::string name;
    std::string source;                            // path of the file, or how it was generated
    bool synthetic = false;                        // generated, no measured brain; said in every summary
    std::vector<std::string> labels;               // the atlas's where it knows the region, else the file's
    Matrix weights;                                // [target, source], arbitrary units, >= 0, zero diagonal
    Matrix lengths;                                // [target, source], m; empty when none are known
    std::vector<std::array<double, 3>> centres_mm; // MNI152, or the file's own space; empty unless all are known
    std::vector<std::string> networks;             // the atlas's, "" where it does not know the region
    std::vector<char> hemispheres;                 // 'L', 'R', or '?' when not told
    std::vector<char> cortical;                    // 'y', 'n', or '?' when not told
    std::string direction;                         // a sentence: what rows and columns mean and why
    std::string weights_kind;                      // a sentence: "taken as they are" or "exp of the file's logarithms"
    std::vector<std::string> notes, warnings;      // what was done; what may be wrong
};

// m, of a tract between regions whose centres lie `apart` mm from each other: 8 mm + 1.35 d, a middle of published
// regressions (25 % either way).
constexpr double estimated_length(double apart) { return (8 + 1.35 * apart) / 1000; }

enum class WeightsKind { count, log }; // log: the file holds ln(weight) on existing edges and 0 where there is none
enum class Direction { unset, target_rows, source_rows };

struct ImportOptions {
    WeightsKind weights = WeightsKind::count; // never guessed: a warning tells when the numbers look otherwise
    Direction direction =
        Direction::unset; // needed for an asymmetric matrix unless it is a TVB zip (rows are targets there)
    std::filesystem::path lengths_file = {}; // a labelled matrix of tract lengths in mm, any region order
    std::filesystem::path labels_file = {};  // labels for a matrix without
    std::string variable = {};               // which matrix of a MATLAB, HDF5 or netCDF file
};

// The public door. InputError with all problems of the file: NaN, infinite or negative weights, negative lengths,
// labels that are missing, twice, or two names of one region, an asymmetric matrix of undeclared direction. Warnings:
// unconnected regions, separate parts, weights that look like logarithms.
Connectome read_connectome(const std::filesystem::path& path, const ImportOptions& options = {});

// The same from what was already read.
Connectome to_connectome(MatrixFile file, const ImportOptions& options);

// Fills in what the atlas knows of the labels: networks; centres, hemispheres and cortical where they are missing.
void add_atlas_knowledge(Connectome& c);

// Lines for a summary: regions, edges, density, direction, range of weights, lengths, notes, warnings.
std::vector<std::string> describe(const Connectome& c);

} // namespace rewire
