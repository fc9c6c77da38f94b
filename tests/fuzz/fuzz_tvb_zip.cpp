// Any bytes as a TVB connectivity zip.
#include "brain/read_tvb_zip.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    return fuzz::try_all([&] { return rewire::brain::read_tvb_zip(bytes, "fuzz.zip"); });
}
