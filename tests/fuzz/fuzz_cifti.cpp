// Any bytes as a CIFTI file.
#include "brain/read_cifti.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (!rewire::brain::is_cifti(bytes))
        return 0;
    return fuzz::try_all([&] { return rewire::brain::read_cifti(bytes, "fuzz.pconn.nii"); });
}
