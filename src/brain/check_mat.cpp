#include "brain/check_mat.hpp"

#include "brain/byte_cursor.hpp"
#include "brain/matrix_file.hpp"
#include <zlib.h>

namespace rewire::brain {
namespace {

enum : std::uint32_t { int8 = 1, int32 = 5, uint32 = 6, matrix = 14, compressed = 15 };
enum : unsigned { cell = 1, structure = 2, object = 3, sparse = 5, bytes_class = 9, opaque = 17 };
constexpr std::uint32_t longest_name = 63; // MATLAB's own limit
constexpr int deepest = 8;

struct Element {
    std::uint32_t type;
    std::string_view bytes;
};

// A tag of eight bytes with its data behind; or, when small, both in eight bytes.
Element next(ByteCursor& in) {
    const auto first = in.little32();
    if (first >> 16) {
        const auto size = first >> 16;
        in.require(size <= 4);
        return {first & 0xffff, in.take(4).substr(0, size)};
    }
    const Element e{first, in.take(in.little32())};
    if (e.type != compressed)
        in.skip_fill(e.bytes.size(), 8);
    return e;
}

std::string inflated(std::string_view packed, ByteCursor& in) {
    std::string out;
    z_stream z{};
    in.require(inflateInit(&z) == Z_OK);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    int status = Z_OK;
    char block[1 << 15];
    while (status == Z_OK && out.size() <= most_file_bytes) {
        z.next_out = reinterpret_cast<Bytef*>(block);
        z.avail_out = sizeof block;
        status = inflate(&z, Z_NO_FLUSH);
        out.append(block, sizeof block - z.avail_out);
        if (z.avail_in == 0 && z.avail_out != 0)
            break;
    }
    inflateEnd(&z);
    in.require((status == Z_OK || status == Z_STREAM_END) && out.size() <= most_file_bytes);
    return out;
}

// Name, system ("MCOS"), class, and a matrix of numbers, of which the last but one is the object's.
void note_object(ByteCursor& in, const std::string& file, MatObjects& found) {
    std::string_view parts[4];
    for (auto& part : parts)
        if (in.left() >= 8)
            part = next(in).bytes;
    if (parts[0].empty())
        return;
    MatObject out{std::string(parts[0].substr(0, longest_name)), std::string(parts[2].substr(0, longest_name)), 0};
    std::string_view numbers;
    for (ByteCursor matrix(parts[3], file); matrix.left() >= 8;)
        numbers = next(matrix).bytes;
    if (numbers.size() >= 8)
        out.number = ByteCursor(numbers.substr(numbers.size() - 8), file).little32();
    found.objects.push_back(std::move(out));
}

void check_matrix(std::string_view bytes, const std::string& file, int depth, MatObjects& found) {
    ByteCursor in(bytes, file);
    if (bytes.empty())
        return; // an empty cell
    in.require(depth < deepest);
    const auto flags = next(in);
    in.require(flags.type == uint32 && flags.bytes.size() == 8);
    const unsigned kind = static_cast<unsigned char>(flags.bytes[0]);
    if (kind == opaque) { // another layout, passed over by the reader
        if (depth == 0)
            note_object(in, file, found);
        return;
    }
    const auto shape = next(in);
    in.require(shape.type == int32 && shape.bytes.size() >= 8 && shape.bytes.size() <= 128 &&
               shape.bytes.size() % 4 == 0);
    std::uint64_t count = 1;
    ByteCursor dims(shape.bytes, file);
    while (dims.left() > 0) {
        const std::uint64_t n = dims.little32();
        in.require(kind == sparse || n == 0 || count <= in.left() / n); // a byte an element is the least
        count *= n;
    }
    const auto name = next(in);
    in.require(name.type == int8 && name.bytes.size() <= longest_name);
    std::uint64_t parts = kind == cell ? count : 0;
    if (kind == object)
        in.require(next(in).bytes.size() <= longest_name);
    if (kind == structure || kind == object) {
        const auto width = next(in), names = next(in);
        in.require(width.type == int32 && width.bytes.size() == 4);
        const auto length = ByteCursor(width.bytes, file).little32();
        in.require(length > 0 && length <= longest_name + 1 && names.bytes.size() % length == 0);
        parts = count * (names.bytes.size() / length);
    }
    in.require(parts <= in.left() / 8);
    for (; parts > 0; --parts) {
        const auto part = next(in);
        in.require(part.type == matrix);
        check_matrix(part.bytes, file, depth + 1, found);
    }
    const bool hidden = depth == 0 && kind == bytes_class && name.bytes.empty();
    while (in.left() >= 8)
        if (const auto data = next(in); hidden)
            found.strings = find_mat_strings(data.bytes);
}

} // namespace

MatObjects check_mat(std::string_view bytes, const std::string& file) {
    constexpr std::string_view little = "IM", big = "MI", version_7_3("\x00\x02", 2), hdf5 = "\x89HDF\r\n\x1a\n";
    const auto order = bytes.size() < 128 ? std::string_view{} : bytes.substr(126, 2);
    if (order != little && order != big)
        throw InputError(file, "is not a MATLAB file of version 4 to 7.3; save it with \"-v7\"");
    if (order == big)
        throw InputError(file, "was written by a big-endian machine, which is not read; save it anew");
    if (bytes.substr(124, 2) == version_7_3) {
        if (bytes.size() < 520 || bytes.substr(512, 8) != hdf5)
            throw InputError(file, "is damaged or cut short: version 7.3 is HDF5 behind 512 bytes");
        return {};
    }
    MatObjects found;
    ByteCursor in(bytes, file);
    in.take(128);
    while (in.left() >= 8) {
        const auto element = next(in);
        if (element.type == matrix) {
            check_matrix(element.bytes, file, 0, found);
            continue;
        }
        in.require(element.type == compressed);
        const auto plain = inflated(element.bytes, in);
        ByteCursor inner(plain, file);
        const auto packed = next(inner);
        inner.require(packed.type == matrix);
        check_matrix(packed.bytes, file, 0, found);
    }
    return found;
}

} // namespace rewire::brain
