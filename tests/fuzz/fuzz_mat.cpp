// Any bytes as a MATLAB file.
#include "brain/named_arrays.hpp"
#include "brain/read_mat.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::MemoryFile file(data, size);
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    return fuzz::try_all(
        [&] { return rewire::brain::assemble(rewire::brain::read_mat(file.path(), bytes), "fuzz.mat", "MATLAB", ""); });
}
