#include "brain/quiet_hdf5.hpp"

#include <hdf5.h>
#include <type_traits>

namespace rewire::brain {

static_assert(std::is_same_v<H5E_auto2_t, int (*)(long, void*)>);

QuietHdf5::QuietHdf5() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}
QuietHdf5::~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

} // namespace rewire::brain
