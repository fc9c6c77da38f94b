// A labelled square matrix as a file tells it: the one door for CSV, TSV, MATLAB, HDF5, netCDF, NumPy and TVB files.
#pragma once
#include "base/matrix.hpp"
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

inline constexpr std::size_t most_regions = 2048; // a dense matrix of more is not a whole-brain model any more
inline constexpr std::uint64_t most_file_bytes = 256ull << 20; // of a brain file, also after decompression

// Empty where the file is silent. Values are untouched: units, direction and transform are the importer's business.
struct MatrixFile {
    std::string path;
    std::string format;              // "CSV", "TVB zip", "MATLAB", "HDF5", "netCDF", "NumPy"
    std::string variable;            // the matrix's name inside the file, empty for text
    std::vector<std::string> labels; // as written, one a row; the columns have the same order
    Matrix values;                   // region x region
    std::vector<int> lines;          // the line of each row, for text
    Matrix lengths_mm;               // region x region
    Matrix centres_mm;               // region x 3
    std::vector<double> hemispheres; // 1 = right
    std::vector<double> cortical;    // 1 = cortex
    bool synthetic = false;          // the file says it was generated
    std::string missing;             // what stood in `values` where there is a NaN now: "_FillValue, -1"
    std::vector<std::string> notes;
};

// What is read, for refusals and help (docs/files.md).
inline constexpr std::string_view formats_read =
    "CSV or TSV text (a matrix or a list of edges), MATLAB .mat, HDF5, netCDF, NumPy .npy or .npz, GraphML, CIFTI "
    ".pconn.nii, or a TVB connectivity .zip";

// Reads by content, then by extension. `variable` chooses the matrix in a MATLAB, HDF5 or netCDF file that holds
// several. InputError for what is not read, is not square, or has more than most_regions regions.
MatrixFile read_matrix_file(const std::filesystem::path& path, const std::string& variable = {});

// Where a matrix comes from and what the user says of it.
struct MatrixSource {
    std::filesystem::path path;
    std::string variable = {};
    std::filesystem::path labels_file = {};
    bool number_labels = false; // regions that share a label are numbered, not refused
    std::string options = "--"; // how this matrix's options begin: "--fc-" has --fc-labels and --fc-variable
};

// The file with labels that tell its regions apart (region_labels.hpp). InputError with advice that names the source's
// options.
MatrixFile read_matrix(const MatrixSource& source);

// A matrix of anything (functional connectivity, distances): labelled, finite off the diagonal, no region twice.
MatrixFile read_labelled_matrix(const MatrixSource& source);
inline MatrixFile read_labelled_matrix(const std::filesystem::path& path, const std::string& variable = {},
                                       const std::filesystem::path& labels_file = {}) {
    return read_labelled_matrix(MatrixSource{path, variable, labels_file});
}

// InputError with the place of every number off the diagonal that is none.
void check_finite(const MatrixFile& file);
// "is not a number (nan)" or "is missing (_FillValue, -1)".
std::string not_finite(const MatrixFile& file, double v);

// Binary bytes stand in no text file.
bool is_text(std::string_view bytes);

// "row Left-Amygdala, column ctx-lh-insula", for a problem's text.
std::string place_of(const MatrixFile& file, std::size_t row, std::size_t column);

// The line of a row, 0 when not text.
int line_of(const MatrixFile& file, std::size_t row);

// What is wrong with single numbers of a file: one message for each kind of fault, with the first number, how many more
// there are and where the next of them stand.
class FaultyNumbers {
public:
    // `what` tells of the first of its `kind`.
    void add(std::string_view kind, int line, std::string place, const std::string& what);
    void raise(const std::string& path) const; // InputError where there are any

private:
    struct Fault {
        std::string kind, what;
        int line = 0;
        std::size_t count = 0;
        std::vector<std::string> next;
    };
    std::vector<Fault> faults_;
};

} // namespace rewire::brain
