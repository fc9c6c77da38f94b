#include "brain/read_cifti.hpp"

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <pugixml.hpp>

namespace rewire::brain {
namespace {

constexpr std::size_t header_bytes = 540, cifti_code = 32, most_xml = 64u << 20;

// Numbers at places of a file, in its byte order.
class Places {
public:
    Places(std::string_view bytes, const std::string& file, bool big) : bytes_(bytes), file_(file), big_(big) {}
    std::uint64_t bits(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || size > bytes_.size() - at)
            throw InputError(file_, "is damaged or cut short: its parts do not fit together");
        std::uint64_t out = 0;
        for (std::size_t k = 0; k < size; ++k)
            out = out << 8 | static_cast<unsigned char>(bytes_[at + (big_ ? k : size - 1 - k)]);
        return out;
    }
    double real(std::size_t at, std::size_t size) const {
        return size == 4 ? std::bit_cast<float>(static_cast<std::uint32_t>(bits(at, 4)))
                         : std::bit_cast<double>(bits(at, 8));
    }

private:
    std::string_view bytes_;
    const std::string& file_;
    bool big_;
};

struct Type { // of NIfTI's datatype
    unsigned code;
    std::size_t size;
    char kind; // float, signed, unsigned
};
constexpr Type types[] = {{2, 1, 'u'},   {256, 1, 's'}, {4, 2, 's'},    {512, 2, 'u'},  {8, 4, 's'},
                          {768, 4, 'u'}, {16, 4, 'f'},  {1024, 8, 's'}, {1280, 8, 'u'}, {64, 8, 'f'}};

double value_of(const Places& in, std::size_t at, const Type& t) {
    if (t.kind == 'f')
        return in.real(at, t.size);
    const auto bits = in.bits(at, t.size);
    if (t.kind == 'u')
        return static_cast<double>(bits);
    const unsigned unused = 64 - 8 * static_cast<unsigned>(t.size);
    return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
}

bool is_big(std::string_view bytes) { return bytes.starts_with(std::string_view("\0\0\x02\x1C", 4)); }

// The text of the CIFTI extension; empty when there is none.
std::string_view find_xml(std::string_view bytes, const Places& in) {
    if (bytes.size() < header_bytes + 4 || bytes[header_bytes] == 0)
        return {};
    for (std::size_t at = header_bytes + 4; at + 8 <= bytes.size();) {
        const auto size = in.bits(at, 4), code = in.bits(at + 4, 4);
        if (size < 8 || size > bytes.size() - at)
            return {};
        if (code == cifti_code)
            return bytes.substr(at + 8, size - 8);
        at += size;
    }
    return {};
}

// What a side of the matrix is made of.
struct Side {
    std::string kind; // CIFTI_INDEX_TYPE_PARCELS ...
    std::vector<std::string> names;
    std::vector<double> right; // 1 or 0, a parcel; empty where any has no vertices, or on both sides
};

std::optional<double> side_of(const pugi::xml_node& parcel) {
    std::optional<double> out;
    for (const auto& vertices : parcel.children("Vertices")) {
        const std::string_view structure = vertices.attribute("BrainStructure").value();
        const bool right = structure.ends_with("_RIGHT");
        if ((!right && !structure.ends_with("_LEFT")) || (out && *out != (right ? 1 : 0)))
            return std::nullopt;
        out = right ? 1 : 0;
    }
    return out;
}

Side read_side(const pugi::xml_node& map) {
    Side out{map.attribute("IndicesMapToDataType").value(), {}, {}};
    for (const auto& parcel : map.children("Parcel")) {
        out.names.emplace_back(parcel.attribute("Name").value());
        if (const auto right = side_of(parcel))
            out.right.push_back(*right);
    }
    if (out.right.size() != out.names.size())
        out.right.clear();
    return out;
}

// The map that applies to a dimension: "0", "1" or "0,1".
Side find_side(const pugi::xml_document& xml, char dimension) {
    for (const auto& map : xml.child("CIFTI").child("Matrix").children("MatrixIndicesMap"))
        if (std::string_view(map.attribute("AppliesToMatrixDimension").value()).find(dimension) !=
            std::string_view::npos)
            return read_side(map);
    return {};
}

std::string what_to_run(const std::string& file, const Side& rows, const Side& columns) {
    auto is = [](const Side& s, std::string_view kind) { return s.kind.ends_with(kind); };
    if (is(rows, "SERIES") || is(columns, "SERIES"))
        return fmt::format(
            "correlate its parcels first: wb_command -cifti-correlation {} OUT.pconn.nii; it is a time "
            "series",
            file);
    if (is(rows, "BRAIN_MODELS") || is(columns, "BRAIN_MODELS"))
        return fmt::format(
            "average it over parcels first: wb_command -cifti-parcellate {} ATLAS.dlabel.nii COLUMN "
            "OUT.nii, then -cifti-correlation; it is dense, with a value at every grayordinate",
            file);
    return "is not a matrix between parcels (.pconn.nii); correlate or count between parcels first";
}

} // namespace

bool is_cifti(std::string_view bytes) {
    if (bytes.size() < header_bytes + 4 || !(is_big(bytes) || bytes.starts_with(std::string_view("\x1C\x02\0\0", 4))) ||
        bytes.substr(4, 3) != "n+2")
        return false;
    const std::string none;
    return !find_xml(bytes, Places(bytes, none, is_big(bytes))).empty();
}

MatrixFile read_cifti(std::string_view bytes, const std::string& file) {
    const Places in(bytes, file, is_big(bytes));
    auto text = find_xml(bytes, in);
    text = text.substr(0, std::min(text.find('\0'), most_xml)); // the extension is filled with zeros
    pugi::xml_document xml;
    if (const auto status = xml.load_buffer(text.data(), text.size()); !status)
        throw InputError(file, fmt::format("its CIFTI description is not whole XML: {}", status.description()));
    const auto columns = find_side(xml, '0'), rows = find_side(xml, '1');
    if (!columns.kind.ends_with("PARCELS") || !rows.kind.ends_with("PARCELS"))
        throw InputError(file, what_to_run(file, rows, columns));
    if (columns.names != rows.names)
        throw InputError(file, fmt::format("its rows and columns are different parcels ({} and {}); give the matrix of "
                                           "one parcellation with itself",
                                           rows.names.size(), columns.names.size()));
    const auto n = rows.names.size();
    if (n < 2 || n > most_regions)
        throw InputError(file, fmt::format("has {} parcels; 2 to {} are read", n, most_regions));
    if (in.bits(16 + 8 * 5, 8) != n || in.bits(16 + 8 * 6, 8) != n)
        throw InputError(file, fmt::format("names {} parcels, but its matrix is {} x {}", n, in.bits(16 + 8 * 6, 8),
                                           in.bits(16 + 8 * 5, 8)));
    const auto code = in.bits(12, 2);
    const auto type = std::find_if(std::begin(types), std::end(types), [&](const Type& t) { return t.code == code; });
    if (type == std::end(types))
        throw InputError(file,
                         fmt::format("holds numbers of NIfTI's type {}, which are not read; write it as floats", code));
    const std::size_t start = in.bits(168, 8);
    const double slope = in.real(176, 8), offset = in.real(184, 8);
    MatrixFile out;
    out.path = file;
    out.format = "CIFTI";
    out.labels = rows.names;
    out.hemispheres = rows.right;
    out.values = Matrix(n, n);
    in.bits(start > bytes.size() ? bytes.size() : start + n * n * type->size - 1, 1); // all are there
    for (std::size_t k = 0; k < n * n; ++k) {
        const double v = value_of(in, start + k * type->size, *type);
        out.values.values()[k] = std::isfinite(slope) && slope != 0 ? v * slope + offset : v;
    }
    return out;
}

} // namespace rewire::brain
