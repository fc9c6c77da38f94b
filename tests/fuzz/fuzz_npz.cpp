// Any bytes as NumPy's .npz, or as .npy when they begin like one.
#include "brain/named_arrays.hpp"
#include "brain/read_npy.hpp"
#include "brain/read_npz.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    return fuzz::try_all([&] {
        std::vector<rewire::brain::NamedArray> arrays;
        if (bytes.starts_with("\x93NUMPY"))
            arrays.push_back(rewire::brain::read_npy(bytes, "fuzz.npy", "fuzz"));
        else
            arrays = rewire::brain::read_npz(rewire::brain::read_zip(bytes, "fuzz.npz"), "fuzz.npz");
        const bool stack = !arrays.empty() && arrays[0].shape.size() == 3;
        return rewire::brain::assemble(std::move(arrays), "fuzz.npz", "NumPy", stack ? ":mean" : "");
    });
}
