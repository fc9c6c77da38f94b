#include "brain/matrix_file.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/read_csv.hpp"
#include "brain/read_hdf5.hpp"
#include "brain/read_mat.hpp"
#include "brain/read_netcdf.hpp"
#include "brain/read_npy.hpp"
#include "brain/read_tvb_zip.hpp"
#include "brain/region_labels.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

InputError not_read(const std::string& path) {
    return InputError(path,
                      "is of a kind that is not read; expected: CSV or TSV text, MATLAB .mat (version 5 to 7.3), HDF5 "
                      "or netCDF, NumPy .npy, or a TVB connectivity .zip");
}

} // namespace

bool is_text(std::string_view bytes) { return bytes.substr(0, 1 << 16).find('\0') == std::string_view::npos; }

MatrixFile read_matrix_file(const std::filesystem::path& path, const std::string& variable) {
    const std::string name = path.string(), extension = lower(path.extension().string());
    const std::string bytes = read_file(path, most_file_bytes);
    const std::string_view head(bytes);
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"))
        return read_tvb_zip(bytes, name);
    if (head.starts_with("MATLAB ") || extension == ".mat")
        return assemble(read_mat(path, bytes), name, "MATLAB", variable);
    if (head.starts_with("\x89HDF\r\n\x1a\n"))
        return assemble(read_hdf5(path, variable), name, extension == ".nc" ? "netCDF" : "HDF5", variable);
    if (head.starts_with("CDF\x01") || head.starts_with("CDF\x02") || head.starts_with("CDF\x05"))
        return assemble(read_netcdf(bytes, name), name, "netCDF", variable);
    if (head.starts_with("\x93NUMPY"))
        return assemble({read_npy(bytes, name, path.stem().string())}, name, "NumPy", variable);
    if (extension == ".zip" || extension == ".h5" || extension == ".hdf5" || extension == ".nc" || extension == ".npy")
        throw InputError(name,
                         fmt::format("does not hold what its ending \"{}\" promises; it may be cut short", extension));
    if (!is_text(bytes))
        throw not_read(name);
    return read_csv(bytes, name);
}

MatrixFile read_matrix(const MatrixSource& source) {
    try {
        auto file = read_matrix_file(source.path, source.variable);
        settle_labels(file, source);
        return file;
    } catch (const InputError& e) {
        if (source.options == "--")
            throw;
        // The readers do not know whose matrix they read, and name the connectome's options.
        auto problems = e.problems();
        for (auto& p : problems)
            for (const char* option : {"variable", "labels"})
                replace_all(p.what, fmt::format(" --{} ", option), fmt::format(" {}{} ", source.options, option));
        throw InputError(std::move(problems));
    }
}

MatrixFile read_labelled_matrix(const MatrixSource& source) {
    auto file = read_matrix(source);
    canonical_labels(file.labels, file.path);
    check_finite(file);
    return file;
}

void check_finite(const MatrixFile& file) {
    Problems problems;
    for (std::size_t r = 0; r < file.values.rows() && problems.count() < 20; ++r)
        for (std::size_t c = 0; c < file.values.cols() && problems.count() < 20; ++c)
            if (r != c && !std::isfinite(file.values(r, c)))
                problems.add({file.path,
                              line_of(file, r),
                              0,
                              fmt::format("{} {}", place_of(file, r, c), not_finite(file, file.values(r, c))),
                              {}});
    problems.raise_if_any();
}

std::string not_finite(const MatrixFile& file, double v) {
    return file.missing.empty() || !std::isnan(v) ? fmt::format("is not a number ({})", v)
                                                  : fmt::format("is missing ({})", file.missing);
}

std::string place_of(const MatrixFile& file, std::size_t row, std::size_t column) {
    auto name = [&](std::size_t i) { return file.labels.empty() ? std::to_string(i + 1) : file.labels[i]; };
    return fmt::format("row {}, column {}", name(row), name(column));
}

int line_of(const MatrixFile& file, std::size_t row) { return row < file.lines.size() ? file.lines[row] : 0; }

} // namespace rewire
