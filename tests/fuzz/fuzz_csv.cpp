// Any bytes as delimited text.
#include "brain/read_csv.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    return fuzz::try_all([&] { return rewire::brain::read_csv(text, "fuzz.csv"); });
}
