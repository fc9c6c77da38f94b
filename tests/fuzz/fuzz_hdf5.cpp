// Any bytes as an HDF5 file, or as a classic netCDF file when they begin like one.
#include "brain/named_arrays.hpp"
#include "brain/read_hdf5.hpp"
#include "brain/read_netcdf.hpp"
#include "fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("CDF"))
        return fuzz::try_all([&] {
            return rewire::brain::assemble(rewire::brain::read_netcdf(bytes, "fuzz.nc"), "fuzz.nc", "netCDF", "");
        });
    const fuzz::MemoryFile file(data, size);
    return fuzz::try_all(
        [&] { return rewire::brain::assemble(rewire::brain::read_hdf5(file.path()), "fuzz.h5", "HDF5", "group/sc"); });
}
