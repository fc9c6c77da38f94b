// What a file of write_netcdf() holds, variable by variable: for pages that show a part of it. One thread at a time
// (HDF5's rule).
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "brain/quiet_hdf5.hpp"

namespace rewire::report {

struct HeldVariable {
    std::string name;
    std::vector<std::string> dims; // slowest first
    std::string units, long_name;
    bool text = false;
};
struct HeldValues {
    std::vector<double> values; // row-major, NaN = missing; empty of text
    std::vector<std::string> text;
};

class NetcdfReader { // of one thread, from its beginning to its end
public:
    explicit NetcdfReader(const std::filesystem::path& path); // InputError where it is none
    ~NetcdfReader();
    NetcdfReader(const NetcdfReader&) = delete;
    NetcdfReader& operator=(const NetcdfReader&) = delete;

    const std::map<std::string, std::size_t>& dims() const { return dims_; }
    const std::vector<HeldVariable>& variables() const { return variables_; }
    const HeldVariable* find(const std::string& name) const; // null: there is none
    std::size_t size(const HeldVariable& variable) const;
    HeldValues read(const HeldVariable& variable) const; // InputError where it cannot be read

private:
    brain::QuietHdf5 quiet_;
    std::filesystem::path path_;
    int id_ = 0;
    std::map<std::string, std::size_t> dims_;
    std::vector<HeldVariable> variables_; // in the order of their numbers
};

} // namespace rewire::report
