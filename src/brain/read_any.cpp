#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text_encoding.hpp"
#include "brain/array_file.hpp"
#include "brain/foreign.hpp"
#include "brain/matrix_file.hpp"
#include "brain/read_cifti.hpp"
#include "brain/read_csv.hpp"
#include "brain/read_graphml.hpp"
#include "brain/read_hdf5.hpp"
#include "brain/read_mat.hpp"
#include "brain/read_netcdf.hpp"
#include "brain/read_npy.hpp"
#include "brain/read_npz.hpp"
#include "brain/read_relmat.hpp"
#include "brain/read_tvb_zip.hpp"
#include "brain/text_table.hpp"
#include "brain/unpack.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace rewire::brain {
namespace {

// A file's bytes and what its name promises, without the packing around it.
struct Opened {
    std::filesystem::path path; // for the libraries that open it themselves; the packed file
    std::string name;           // as given
    std::string stem, extension;
    std::string bytes;
    std::string_view packed; // "gzip" ..., empty
};

Opened open(const std::filesystem::path& path) {
    Opened out{path, path.string(), path.stem().string(), lower(path.extension().string()), {}, {}};
    out.bytes = read_file(path, most_file_bytes);
    out.packed = packing(out.bytes);
    if (out.packed.empty())
        return out;
    out.bytes = unpacked(out.bytes, out.name);
    out.extension = lower(std::filesystem::path(out.stem).extension().string());
    out.stem = std::filesystem::path(out.stem).stem().string();
    return out;
}

bool promises(const Opened& file, std::initializer_list<std::string_view> endings) {
    return std::find(endings.begin(), endings.end(), file.extension) != endings.end();
}

void require_plain(const Opened& file, std::string_view format) {
    if (!file.packed.empty())
        throw InputError(file.name,
                         fmt::format("unpack it first ({} -dk '{}'); a {} file in {} is not read",
                                     file.packed == "gzip" ? "gunzip" : file.packed, file.name, format, file.packed));
}

InputError not_read(const std::string& path) {
    return InputError(
        path, fmt::format("is of a kind that is not read; give the matrix as {} (docs/files.md)", formats_read));
}

MatrixFile read_text(Opened& file, const std::string& variable) {
    auto text = to_utf8(std::move(file.bytes));
    if (text.text.find('\0') != std::string::npos)
        throw not_read(file.name);
    auto out = read_csv(text.text, file.name, variable);
    if (is_relmat(file.path))
        add_relmat(out, file.path);
    if (!text.note.empty())
        out.notes.push_back(std::move(text.note));
    return out;
}

MatrixFile without_choice(MatrixFile file, const std::string& variable) {
    if (!variable.empty())
        throw InputError(file.path, fmt::format("holds one matrix; leave out the choice of \"{}\"", variable));
    return file;
}

// The arrays of a file whose kind gives them names; nothing for other kinds.
std::optional<ArrayFile> read_arrays(const Opened& file) {
    const std::string_view bytes(file.bytes);
    auto of = [&](const char* format, std::vector<NamedArray> arrays) {
        return ArrayFile{file.name, format, std::move(arrays), {}, {}};
    };
    if (is_zip(bytes)) {
        const auto members = read_zip(bytes, file.name);
        refuse_foreign_zip(members, file.path);
        return is_npz(members) ? std::optional(of("NumPy", read_npz(members, file.name))) : std::nullopt;
    }
    if (bytes.starts_with("MATLAB ") || file.extension == ".mat") {
        require_plain(file, "MATLAB");
        return of("MATLAB", read_mat(file.path, bytes));
    }
    if (bytes.starts_with("\x89HDF\r\n\x1a\n")) {
        require_plain(file, "HDF5");
        return of(file.extension == ".nc" ? "netCDF" : "HDF5", read_hdf5(file.path));
    }
    if (bytes.starts_with("CDF\x01") || bytes.starts_with("CDF\x02") || bytes.starts_with("CDF\x05"))
        return of("netCDF", read_netcdf(file.bytes, file.name));
    if (bytes.starts_with("\x93NUMPY"))
        return of("NumPy", {read_npy(bytes, file.name, file.stem)});
    return std::nullopt;
}

void refuse_broken_promise(const Opened& file) {
    if (promises(file, {".zip", ".h5", ".hdf5", ".nc", ".npy"}))
        throw InputError(file.name, fmt::format("does not hold what its ending \"{}\" promises; it may be cut short",
                                                file.extension));
}

MatrixFile read(Opened& file, const std::string& variable) {
    const std::string_view bytes(file.bytes);
    if (auto found = read_arrays(file))
        return assemble(std::move(found->arrays), file.name, found->format, variable);
    if (is_zip(bytes))
        return read_tvb_zip(read_zip(bytes, file.name), file.name, variable);
    if (is_cifti(bytes))
        return without_choice(read_cifti(bytes, file.name), variable);
    if (is_graphml(bytes))
        return read_graphml(bytes, file.name, variable);
    refuse_foreign(bytes, file.path);
    refuse_broken_promise(file);
    return read_text(file, variable);
}

} // namespace

MatrixFile read_matrix_file(const std::filesystem::path& path, const std::string& variable) {
    auto file = open(path);
    auto out = read(file, variable);
    if (!file.packed.empty())
        out.notes.push_back(fmt::format("unpacked from {}", file.packed));
    return out;
}

ArrayFile read_array_file(const std::filesystem::path& path) {
    auto file = open(path);
    auto found = read_arrays(file);
    ArrayFile out = found ? std::move(*found) : ArrayFile{file.name, {}, {}, {}, {}};
    if (!found) {
        refuse_foreign(file.bytes, file.path);
        refuse_broken_promise(file);
        auto decoded = to_utf8(std::move(file.bytes));
        out.text = std::move(decoded.text);
        if (!decoded.note.empty())
            out.notes.push_back(std::move(decoded.note));
    }
    if (!file.packed.empty())
        out.notes.push_back(fmt::format("unpacked from {}", file.packed));
    return out;
}

} // namespace rewire::brain
