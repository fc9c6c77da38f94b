#include "brain/read_cifti.hpp"

#include "brain/made_files.hpp"
#include <algorithm>

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {

struct Made {
    bool big = false;
    std::uint16_t type = 16; // float
    std::string xml = {};
    std::vector<float> values{0, 1, 2, 0};
    double slope = 1, offset = 0;
};

const std::string parcels =
    R"(<MatrixIndicesMap AppliesToMatrixDimension="0,1" IndicesMapToDataType="CIFTI_INDEX_TYPE_PARCELS">
<Parcel Name="L_V1_ROI"><Vertices BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT">1 2</Vertices></Parcel>
<Parcel Name="R_V1_ROI"><Vertices BrainStructure="CIFTI_STRUCTURE_CORTEX_RIGHT">3</Vertices></Parcel>)"
    R"(</MatrixIndicesMap>)";

std::string cifti(Made m) {
    if (m.xml.empty())
        m.xml = parcels;
    m.xml = "<CIFTI Version=\"2\"><Matrix>" + m.xml + "</Matrix></CIFTI>";
    m.xml.resize((m.xml.size() + 8 + 15) / 16 * 16 - 8, '\0');
    std::string out(544 + 8 + m.xml.size(), '\0');
    auto put = [&](std::size_t at, auto value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        if (m.big)
            std::reverse(bytes, bytes + sizeof value);
        std::copy(bytes, bytes + sizeof value, out.begin() + static_cast<std::ptrdiff_t>(at));
    };
    put(0, std::int32_t{540});
    std::copy_n("n+2\0\r\n\x1A\n", 8, out.begin() + 4);
    put(12, m.type);
    put(16, std::int64_t{6});
    put(16 + 8 * 5, std::int64_t{2});
    put(16 + 8 * 6, std::int64_t{2});
    put(168, static_cast<std::int64_t>(out.size()));
    put(176, m.slope);
    put(184, m.offset);
    out[540] = 1;
    put(544, static_cast<std::int32_t>(8 + m.xml.size()));
    put(548, std::int32_t{32});
    std::copy(m.xml.begin(), m.xml.end(), out.begin() + 552);
    for (float v : m.values) {
        out.resize(out.size() + (m.type == 4 ? 2 : 4));
        if (m.type == 4)
            put(out.size() - 2, static_cast<std::int16_t>(v));
        else
            put(out.size() - 4, v);
    }
    return out;
}

std::string complaint(const std::string& bytes) {
    return made::complaint([&] { read_matrix_file(made::text("x.pconn.nii", bytes)); });
}

} // namespace

TEST(ReadCifti, ReadsParcelsOfBothByteOrders) {
    for (const bool big : {false, true}) {
        const auto m = read_matrix_file(made::text("x.pconn.nii", cifti({.big = big})));
        EXPECT_EQ(m.format, "CIFTI");
        EXPECT_EQ(m.labels, (Labels{"L_V1_ROI", "R_V1_ROI"}));
        EXPECT_EQ(m.hemispheres, (std::vector<double>{0, 1}));
        EXPECT_EQ(m.values(0, 1), 1);
        EXPECT_EQ(m.values(1, 0), 2);
        const auto whole = read_cifti(
            cifti({.big = big, .type = 4, .xml = {}, .values = {0, -3, 2, 0}, .slope = 0.5, .offset = 1}), "");
        EXPECT_EQ(whole.values(0, 1), -0.5); // scaled
    }
}

TEST(ReadCifti, SaysWhatToRunOnOtherKinds) {
    EXPECT_EQ(complaint(cifti({.xml = R"(<MatrixIndicesMap AppliesToMatrixDimension="0" )"
                                      R"(IndicesMapToDataType="CIFTI_INDEX_TYPE_SERIES"/>)" +
                                      parcels}))
                  .substr(13),
              "correlate its parcels first: wb_command -cifti-correlation x.pconn.nii "
              "OUT.pconn.nii; it is a time series");
    EXPECT_EQ(complaint(cifti({.xml = R"(<MatrixIndicesMap AppliesToMatrixDimension="0,1" )"
                                      R"(IndicesMapToDataType="CIFTI_INDEX_TYPE_BRAIN_MODELS"/>)"}))
                  .substr(13, 62),
              "average it over parcels first: wb_command -cifti-parcellate x.");
    auto other = parcels;
    other.replace(other.find("\"0,1\""), 5, "\"1\"");
    auto first = parcels;
    first.replace(first.find("\"0,1\""), 5, "\"0\"");
    first.replace(first.find("L_V1"), 4, "L_V2");
    EXPECT_EQ(complaint(cifti({.xml = first + other})),
              "x.pconn.nii: its rows and columns are different parcels (2 and 2); give the matrix of one parcellation "
              "with itself");
    EXPECT_EQ(complaint(cifti({.type = 32})),
              "x.pconn.nii: holds numbers of NIfTI's type 32, which are not read; write it as floats");
    const auto good = cifti({});
    EXPECT_EQ(complaint(good.substr(0, good.size() - 1)),
              "x.pconn.nii: is damaged or cut short: its parts do not fit together");
    EXPECT_EQ(complaint(cifti({.xml = "<Unclosed"})).substr(0, 58),
              "x.pconn.nii: its CIFTI description is not whole XML: Error");
}
