#include "base/file.hpp"

#include "base/error.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace rewire {
namespace fs = std::filesystem;

std::string read_file(const fs::path& path, std::uint64_t limit) {
    std::error_code ec;
    const auto status = fs::status(path, ec);
    if (!fs::exists(status))
        throw InputError(path.string(), "no such file");
    if (fs::is_directory(status))
        throw InputError(path.string(), "is a folder; a file is expected");
    if (fs::is_regular_file(status) && fs::file_size(path, ec) > limit)
        throw InputError(path.string(), fmt::format("is larger than {} MB, the most that is read", limit >> 20));
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw InputError(path.string(), fmt::format("cannot be read: {}", std::strerror(errno)));
    std::string bytes;
    char block[1 << 16];
    while (in.read(block, sizeof block) || in.gcount() > 0) {
        bytes.append(block, static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > limit)
            throw InputError(path.string(), fmt::format("is larger than {} MB, the most that is read", limit >> 20));
    }
    return bytes;
}

namespace {
fs::path temporary_beside(const fs::path& path) {
    return path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid());
}
} // namespace

void write_through(const fs::path& path, const std::function<void(const fs::path&)>& write) {
    const auto part = temporary_beside(path);
    try {
        write(part);
        if (const int fd = ::open(part.c_str(), O_RDONLY); fd >= 0) { // on disk before it takes the name
            ::fsync(fd);
            ::close(fd);
        }
        fs::rename(part, path);
    } catch (const fs::filesystem_error& e) {
        std::error_code ec;
        fs::remove(part, ec);
        throw InputError(path.string(), fmt::format("cannot be written: {}", e.code().message()));
    } catch (...) {
        std::error_code ec;
        fs::remove(part, ec);
        throw;
    }
}

void write_file(const fs::path& path, const std::function<void(const Pieces&)>& write) {
    write_through(path, [&](const fs::path& part) {
        std::ofstream out(part, std::ios::binary);
        write([&](std::string_view bytes) { out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); });
        out.close();
        if (!out)
            throw InputError(path.string(), fmt::format("cannot be written: {}", std::strerror(errno)));
    });
}
void write_file(const fs::path& path, std::string_view bytes) {
    write_file(path, [&](const Pieces& out) { out(bytes); });
}

void make_folder(const fs::path& path) {
    std::error_code ec;
    fs::create_directories(path, ec);
    if (!fs::is_directory(path))
        throw InputError(path.string(), fmt::format("cannot be made a folder: {}",
                                                    ec ? ec.message() : "a file of that name is in the way"));
}

} // namespace rewire
