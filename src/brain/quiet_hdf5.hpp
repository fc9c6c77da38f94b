// HDF5 prints its errors unless told not to, thread by thread (netCDF tells it so in the first one alone); ours are said
// once, by us.
#pragma once

namespace rewire::brain {

// Of this thread, as long as it lives.
class QuietHdf5 {
public:
    QuietHdf5();
    ~QuietHdf5();
    QuietHdf5(const QuietHdf5&) = delete;
    QuietHdf5& operator=(const QuietHdf5&) = delete;

private:
    int (*print_)(long, void*) = nullptr; // H5E_auto2_t
    void* data_ = nullptr;
};

} // namespace rewire::brain
