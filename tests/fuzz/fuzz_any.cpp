// Any bytes as a file of unknown kind: the choice of reader, packed files, encodings of text, kinds that are not read.
#include "brain/matrix_file.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::MemoryFile file(data, size);
    return fuzz::try_all([&] { return rewire::brain::read_matrix_file(file.path()); });
}
