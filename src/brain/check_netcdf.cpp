#include "brain/check_netcdf.hpp"

#include "brain/byte_cursor.hpp"
#include <vector>

namespace rewire::brain {
namespace {

enum : std::uint32_t { dimension = 10, variable = 11, attribute = 12 };

class Header {
public:
    Header(std::string_view bytes, const std::string& file) : size_(bytes.size()), in_(bytes, file) {
        in_.take(3);
        version_ = static_cast<unsigned char>(in_.take(1)[0]);
        in_.require(version_ == 1 || version_ == 2 || version_ == 5);
    }

    void check() {
        records_ = number();
        for (auto n = list(dimension); n > 0; --n) {
            name();
            dimensions_.push_back(number());
        }
        attributes();
        for (auto n = list(variable); n > 0; --n)
            check_variable();
    }

private:
    std::uint64_t number() { return version_ == 5 ? in_.big64() : in_.big32(); }
    void name() {
        const auto length = number();
        in_.require(length > 0 && length <= 256); // NC_MAX_NAME
        in_.take(length);
        in_.skip_fill(length, 4);
    }
    // How many entries follow; each takes four bytes at least.
    std::uint64_t list(std::uint32_t expected) {
        const auto tag = in_.big32();
        const auto count = number();
        in_.require((tag == expected || (tag == 0 && count == 0)) && count <= in_.left() / 4);
        return count;
    }
    std::uint64_t element_size() {
        constexpr std::uint64_t sizes[] = {0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8};
        const auto type = in_.big32();
        in_.require(type >= 1 && type <= (version_ == 5 ? 11u : 6u));
        return sizes[type];
    }
    void attributes() {
        for (auto n = list(attribute); n > 0; --n) {
            name();
            const auto size = element_size();
            const auto count = number();
            in_.require(count <= in_.left() / size);
            in_.take(count * size);
            in_.skip_fill(count * size, 4);
        }
    }
    void check_variable() {
        name();
        const auto rank = number();
        in_.require(rank <= dimensions_.size() + 8 && rank <= in_.left() / 4);
        std::uint64_t count = 1;
        for (std::uint64_t d = 0; d < rank; ++d) {
            const auto id = number();
            in_.require(id < dimensions_.size());
            const bool unlimited = dimensions_[id] == 0;
            in_.require(!unlimited || d == 0);
            const auto length = unlimited ? records_ : dimensions_[id];
            in_.require(length == 0 || count <= size_ / length);
            count *= length;
        }
        attributes();
        const auto size = element_size();
        number(); // its size in bytes, which the library works out itself
        const auto begin = version_ == 1 ? in_.big32() : in_.big64();
        in_.require(begin <= size_ && count <= (size_ - begin) / size);
    }

    std::size_t size_;
    ByteCursor in_;
    unsigned version_ = 0;
    std::uint64_t records_ = 0;
    std::vector<std::uint64_t> dimensions_;
};

} // namespace

void check_netcdf(std::string_view bytes, const std::string& file) { Header(bytes, file).check(); }

} // namespace rewire::brain
