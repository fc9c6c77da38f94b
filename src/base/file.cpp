#include "base/file.hpp"

#include "base/error.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>
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

void write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            cannot_write(path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}
void cannot_write(const fs::path& path, int error) {
    throw InputError(path.string(), fmt::format("cannot be written: {}{}", std::strerror(error),
                                                error == ENOENT ? "; make its folder first" : ""));
}

namespace {
struct Closed {
    int fd;
    ~Closed() { ::close(fd); }
};
void put_on_disk(const fs::path& part, const fs::path& path) {
    const int fd = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return; // nothing was written: the renaming will tell
    const Closed closed{fd};
    if (::fsync(fd) != 0 && errno != EINVAL && errno != EROFS) // a pipe has no disk
        cannot_write(path, errno);
}
bool is_device(const fs::path& path) {
    std::error_code none;
    const auto s = fs::status(path, none);
    return fs::exists(s) && fs::is_other(s);
}
fs::path temporary_beside(const fs::path& path) {
    return path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid());
}

void write_through(const fs::path& path, const std::function<void(const fs::path&)>& write) {
    std::error_code none;
    if (fs::is_directory(path, none))
        throw InputError(path.string(), "cannot be written: a folder of that name is in the way");
    if (is_device(path))
        throw InputError(path.string(), "is a device; a file is expected");
    const auto part = temporary_beside(path);
    try {
        write(part);
        put_on_disk(part, path); // before it takes the name
        fs::rename(part, path);
    } catch (const fs::filesystem_error& e) {
        fs::remove(part, none);
        throw InputError(path.string(), fmt::format("cannot be written: {}", e.code().message()));
    } catch (...) {
        fs::remove(part, none);
        throw;
    }
}
} // namespace

void write_file(const fs::path& path, const std::function<void(const Pieces&)>& write) {
    const auto write_into = [&](const fs::path& part) {
        const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (fd < 0)
            cannot_write(path, errno);
        const Closed closed{fd};
        std::string block; // system calls are slow for short pieces
        const auto flush = [&] {
            write_all(fd, block, path);
            block.clear();
        };
        write([&](std::string_view bytes) {
            if (block.size() + bytes.size() > 1 << 16)
                flush();
            if (bytes.size() > 1 << 16)
                write_all(fd, bytes, path);
            else
                block += bytes;
        });
        flush();
    };
    if (is_device(path)) // /dev/stdout, a pipe: written as it is; a file beside it must not take its name
        write_into(path);
    else
        write_through(path, write_into);
}
void write_file(const fs::path& path, std::string_view bytes) {
    write_file(path, [&](const Pieces& out) { out(bytes); });
}

void make_folder(const fs::path& path) {
    std::error_code ec;
    fs::create_directories(path, ec);
    std::error_code none;
    if (!fs::is_directory(path, none))
        throw InputError(path.string(), fmt::format("cannot be made a folder: {}",
                                                    ec ? ec.message() : "a file of that name is in the way"));
}

void expect_writable(const fs::path& file) {
    std::error_code none;
    if (file.empty())
        return;
    if (fs::is_directory(file, none))
        cannot_write(file, EISDIR);
    if (is_device(file)) {
        if (::access(file.c_str(), W_OK) != 0)
            cannot_write(file, errno);
        return;
    }
    // Rights alone do not tell: nobody may make a file in /proc.
    const auto part = temporary_beside(file);
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        cannot_write(file, errno);
    ::close(fd);
    fs::remove(part, none);
}

void expect_folder_writable(const fs::path& folder) {
    std::error_code none;
    const auto where = fs::absolute(folder, none);
    if (fs::is_directory(where, none) && ::access(where.c_str(), W_OK | X_OK) != 0)
        cannot_write(folder, errno);
    auto above = where.parent_path(); // the nearest that is there
    while (above.has_relative_path() && fs::status(above, none).type() == fs::file_type::not_found)
        above = above.parent_path();
    const auto part = temporary_beside(above / folder.filename());
    if (::mkdir(part.c_str(), 0777) != 0)
        throw InputError(folder.string(), fmt::format("cannot be made a folder: {}", std::strerror(errno)));
    ::rmdir(part.c_str());
}

} // namespace rewire
