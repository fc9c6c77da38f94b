#include "brain/export.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include <archive.h>
#include <archive_entry.h>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace rewire::brain {
namespace {

// The shortest text that reads back as the same number.
void append(std::string& out, double v) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, v).ptr;
    out.append(text, end);
}

// The number of mm that reads back (divided by 1000) as this length where there is one: a product may be a last bit
// off.
double to_mm(double metres) {
    const double mm = metres * 1000;
    for (double candidate : {mm, std::nextafter(mm, 0.0), std::nextafter(mm, HUGE_VAL)})
        if (candidate / 1000 == metres)
            return candidate;
    return mm;
}

Matrix lengths_mm(const Connectome& c) {
    Matrix mm = c.lengths;
    for (double& v : mm.values())
        v = to_mm(v);
    return mm;
}

std::string rows_of(const Matrix& m) {
    std::string out;
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t k = 0; k < m.cols(); ++k) {
            append(out, m(r, k));
            out += k + 1 < m.cols() ? ' ' : '\n';
        }
    return out;
}

std::string centres_of(const Connectome& c, const std::filesystem::path& path) {
    if (c.centres_mm.size() != c.labels.size())
        throw InputError(path.string(),
                         fmt::format("cannot be written: TVB needs a centre for every region and {} has none", c.name));
    std::string out;
    for (std::size_t i = 0; i < c.labels.size(); ++i) {
        if (c.labels[i].find_first_of(" \t,;#\"") != std::string::npos)
            throw InputError(
                path.string(),
                fmt::format(
                    "cannot be written: TVB's format has no blanks, quotes or delimiters in labels, and one is \"{}\"",
                    c.labels[i]));
        out += c.labels[i];
        for (double v : c.centres_mm[i]) {
            out += ' ';
            append(out, v);
        }
        out += '\n';
    }
    return out;
}

// One 0 or 1 a line; nothing when one is not known.
std::string flags_of(const std::vector<char>& values, char one) {
    std::string out;
    for (char v : values) {
        if (v == '?')
            return {};
        out += v == one ? "1\n" : "0\n";
    }
    return out;
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members) {
    std::size_t size = 1 << 16;
    for (const auto& [name, bytes] : members)
        size += bytes.size() + bytes.size() / 100 + 1024;
    std::string buffer(size, '\0');
    std::size_t used = 0;
    const std::unique_ptr<archive, int (*)(archive*)> zip(archive_write_new(), archive_write_free);
    auto check = [&](la_ssize_t status) {
        expects(status >= 0, fmt::format("a zip can be written in memory ({})",
                                         archive_error_string(zip.get()) ? archive_error_string(zip.get()) : ""));
    };
    check(archive_write_set_format_zip(zip.get()));
    check(archive_write_open_memory(zip.get(), buffer.data(), buffer.size(), &used));
    for (const auto& [name, bytes] : members) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 315532800, 0); // 1980, the zip's first year: the same bytes on every day
        check(archive_write_header(zip.get(), entry.get()));
        check(archive_write_data(zip.get(), bytes.data(), bytes.size()));
    }
    check(archive_write_close(zip.get()));
    buffer.resize(used);
    return buffer;
}

} // namespace

void write_tvb_zip(const Connectome& c, const std::filesystem::path& path) {
    std::vector<std::pair<std::string, std::string>> members{{"weights.txt", rows_of(c.weights)},
                                                             {"centres.txt", centres_of(c, path)}};
    if (!c.lengths.empty())
        members.emplace_back("tract_lengths.txt", rows_of(lengths_mm(c)));
    if (auto flags = flags_of(c.hemispheres, 'R'); !flags.empty())
        members.emplace_back("hemispheres.txt", std::move(flags));
    if (auto flags = flags_of(c.cortical, 'y'); !flags.empty())
        members.emplace_back("cortical.txt", std::move(flags));
    members.emplace_back(
        "info.txt", fmt::format("weights_unit=\"au\"\ntract_lengths_unit=\"mm\"\nsynthetic={}\n", c.synthetic ? 1 : 0));
    write_file(path, zip_of(members));
}

void write_matrix_csv(const std::vector<std::string>& labels, const Matrix& m, const std::filesystem::path& path) {
    std::string out = "region";
    auto quoted = [](const std::string& label) {
        return label.find_first_of(",;\t#") == std::string::npos ? label : '"' + label + '"';
    };
    for (const auto& label : labels)
        out += ',' + quoted(label);
    out += '\n';
    for (std::size_t r = 0; r < m.rows(); ++r) {
        out += quoted(labels[r]);
        for (double v : m.row(r)) {
            out += ',';
            append(out, v);
        }
        out += '\n';
    }
    write_file(path, out);
}

void write_weights_csv(const Connectome& c, const std::filesystem::path& path) {
    write_matrix_csv(c.labels, c.weights, path);
}

void write_lengths_csv(const Connectome& c, const std::filesystem::path& path) {
    if (c.lengths.empty())
        throw InputError(path.string(), fmt::format("cannot be written: {} has no tract lengths", c.name));
    write_matrix_csv(c.labels, lengths_mm(c), path);
}

} // namespace rewire::brain
