// How files lay out a matrix: where labels stand, which way edges run, what stands beside the numbers; and what is said
// where a file may be read in two ways.
#include "brain/array_file.hpp"
#include "brain/connectome.hpp"
#include "brain/functional.hpp"
#include "brain/made_files.hpp"
#include "brain/matrix_file.hpp"
#include "brain/named_arrays.hpp"
#include "brain/read_csv.hpp"
#include "brain/read_hdf5.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {

MatrixFile csv(const std::string& text, const std::string& variable = {}) { return read_csv(text, "f", variable); }
std::string complaint_of(const std::string& text, const std::string& variable = {}) {
    return made::complaint([&] { csv(text, variable); });
}
bool has(const Texts& texts, const std::string& part) {
    return std::ranges::any_of(texts, [&](const std::string& t) { return t.find(part) != std::string::npos; });
}

} // namespace

// One directed matrix, a <- b 1, a <- c 2, b <- a 3, b <- c 4, c <- a 5, c <- b 6, in every layout of text.
TEST(Layouts, OneMatrixInEveryLayoutOfText) {
    const Matrix meant(3, 3, {0, 1, 2, 3, 0, 4, 5, 6, 0});
    const Texts names{"a", "b", "c"};
    const std::pair<const char*, bool> layouts[] = {
        {"x,a,b,c\na,0,1,2\nb,3,0,4\nc,5,6,0\n", true},
        {"a,b,c\n0,1,2\n3,0,4\n5,6,0\n", true},
        {",a,b,c\na,0,1,2\nb,3,0,4\nc,5,6,0\n", true},
        {"a b c\na 0 1 2\nb 3 0 4\nc 5 6 0\n", true}, // R: no cell above the row labels
        {"a,0,1,2\nb,3,0,4\nc,5,6,0\n", true},        // labels in the first column alone
        {"\"a\";\"b\";\"c\"\r\n0;1;2\r\n3;0;4\r\n5;6;0\r\n", true},
        {"a\tb\tc\n0,0\t1,0\t2,0\n3,0\t0,0\t4,0\n5,0\t6,0\t0,0\n", true},
        {"\xEF\xBB\xBF"
         "a,b,c\n0,1,2\n3,0,4\n5,6,0",
         true},
        {"# a,b,c\n0,1,2\n3,0,4\n5,6,0\n", true},
        {"a,b,c,\n0,1,2,\n3,0,4,\n5,6,0,\n", true},
        {"\n\na,b,c\n\n0,1,2\n3,0,4\n\n5,6,0\n\n", true},
        {"0 1 2\n3 0 4\n5 6 0\n", false},
        {"  0   1 2\n3 0 4  \n 5 6 0\n", false},
        {",0,1,2\n0,0,1,2\n1,3,0,4\n2,5,6,0\n", false}, // pandas with counts
        {"1,2,3\n0,1,2\n3,0,4\n5,6,0\n", false},        // counted columns alone
        {"0e0,1e0,2.0\n3,-0,4\n+5,6.,0\n", false}};
    for (const auto& [text, labelled] : layouts) {
        const auto m = csv(text);
        EXPECT_EQ(m.values, meant) << text;
        EXPECT_EQ(m.labels, labelled ? names : Texts{}) << text;
    }
}

TEST(Layouts, RowsMustBeNamedAsTheColumnsAre) {
    const auto what = complaint_of("x,a,b\nb,0,1\na,1,0\n");
    EXPECT_EQ(what.find("f:2:1: row 1 is \"b\", column 1 is \"a\"; rows and columns must list the same regions"), 0u);
    EXPECT_NE(what.find("f:3:1: row 2 is \"a\", column 2 is \"b\""), std::string::npos) << what;
}

TEST(Layouts, AnEdgeListIsTheMatrixItLists) {
    const std::string edges = "a,b,1,10\na,c,2,20\nb,a,3,30\nb,c,4,40\nc,a,5,50\nc,b,6,60\n";
    const auto named = csv("source,target,weight,length\n" + edges);
    EXPECT_EQ(named.values, Matrix(3, 3, {0, 1, 2, 3, 0, 4, 5, 6, 0})) << "a row sends";
    EXPECT_EQ(named.lengths_mm(1, 2), 40);
    EXPECT_EQ(named.variable, "weight");
    EXPECT_EQ(csv("from,to,length,weight\na,b,10,1\nb,a,20,2\n").values, Matrix(2, 2, {0, 1, 2, 0}));
    EXPECT_EQ(csv("i,j,fa,count\na,b,0.5,7\n").values(1, 0), 7) << "the known name, and both ways";
    EXPECT_EQ(csv("i,j,fa,count\na,b,0.5,7\n", "fa").values(1, 0), 0.5);
    EXPECT_EQ(complaint_of("i,j,fa,count\na,b,0.5,7\n", "md"), "f: there is no column \"md\"; known: count, fa");
    // Numbers from 1 and from 0 are counts; an atlas's own numbers are labels, in their order.
    const auto counted = csv("1 2 5\n1 3 7\n2 3 9\n3 4 1\n");
    EXPECT_EQ(counted.values.rows(), 4u);
    EXPECT_EQ(counted.values(2, 0), 7);
    EXPECT_TRUE(counted.labels.empty() && counted.variable.empty());
    const auto ids = csv("1003 17 5\n17 2001 7\n1003 2001 9\n17 9 4\n");
    EXPECT_EQ(ids.labels, (Texts{"9", "17", "1003", "2001"}));
    EXPECT_EQ(ids.values(1, 2), 5);
    EXPECT_EQ(ids.values(3, 1), 7);
    EXPECT_EQ(complaint_of("a,b,1\nb,c,1\nc,d,1\na,b,2\n"),
              "f:4: the edge of row a, column b stands twice (first in line 1); keep one");
    EXPECT_EQ(csv("a,b,1\nb,c,2\na,d,3\nd,a,4\n").values(1, 2), 2) << "one pair in both orders: all are directed";
    EXPECT_EQ(csv("a,b,1\nb,c,2\na,d,3\nd,a,4\n").values(2, 1), 0);
}

TEST(Layouts, PlacesAreToldByLabelOrByNumber) {
    MatrixFile f;
    f.path = "f";
    f.values = Matrix(2, 2, {0, 1, NAN, 0});
    EXPECT_EQ(place_of(f, 1, 0), "row 2, column 1");
    EXPECT_EQ(made::complaint([&] { check_finite(f); }), "f: row 2, column 1 is not a number (nan)");
    f.lines = {4};
    EXPECT_EQ(line_of(f, 0), 4);
    EXPECT_EQ(line_of(f, 1), 0) << "not known";
    f.labels = {"x", "y"};
    f.lines = {4, 9};
    f.missing = "missing_value, -1";
    EXPECT_EQ(made::complaint([&] { check_finite(f); }), "f:9: row y, column x is missing (missing_value, -1)");
    f.values = Matrix(30, 30, NAN);
    f.labels.clear();
    const auto what = made::complaint([&] { check_finite(f); });
    EXPECT_EQ(std::count(what.begin(), what.end(), '\n'), 0) << "of one kind, one message";
    EXPECT_NE(what.find("; 869 more such numbers, the next in row 1, column 3; "), std::string::npos) << what;
}

TEST(Layouts, OnlyStacksOfSquaresAreStacks) {
    const auto shape = [](std::vector<std::size_t> s) {
        std::size_t count = 1;
        for (auto n : s)
            count *= n;
        std::vector<double> numbers(count);
        std::iota(numbers.begin(), numbers.end(), 0.0);
        return std::vector<NamedArray>{{"x", std::move(s), std::move(numbers), {}}};
    };
    for (const auto& s : {std::vector<std::size_t>{3, 2, 4}, {2, 3, 2}, {3}, {2, 3}, {1, 1}})
        EXPECT_EQ(made::complaint([&] { assemble(shape(s), "f", "T", ""); }).find("f: has no square matrix of numbers"),
                  0u)
            << s.size() << " " << s[0];
    // Subjects first and subjects last: element (subject, row, column) of one is (row, column, subject) of the other.
    const auto first = assemble(shape({4, 3, 3}), "f", "T", "x:2").values,
               last = assemble(shape({3, 3, 4}), "f", "T", "x:2").values;
    for (std::size_t r = 0; r < 3; ++r)
        for (std::size_t c = 0; c < 3; ++c) {
            EXPECT_EQ(first(r, c), static_cast<double>(9 + 3 * r + c));
            EXPECT_EQ(last(r, c), static_cast<double>(4 * (3 * r + c) + 1));
        }
    EXPECT_EQ(assemble(shape({3, 3, 4}), "f", "T", "x:mean").values(2, 1), 4 * 7 + 1.5);
    for (const char* part : {"x:0", "x:5", "x:99999999999999999999"})
        EXPECT_NE(made::complaint([&] {
                      assemble(shape({4, 3, 3}), "f", "T", part);
                  }).find("matrices 1 to 4 of x"),
                  std::string::npos)
            << part;
}

TEST(Layouts, AnotherAlphabetIsSaid) {
    const std::string latin = "\xE4,b\n0,1\n1,0\n", utf8 = "\xC3\xA4";
    const auto m = read_matrix_file(made::text("latin.csv", latin));
    EXPECT_EQ(m.labels[0], utf8);
    EXPECT_EQ(m.notes.size(), 1u) << "what was converted is noted";
    EXPECT_EQ(read_array_file(made::folder() / "latin.csv").notes, m.notes);
    std::string wide = "\xFF\xFE";
    for (const char c : std::string("a,b\n0,1\n1,0\n"))
        wide += {c, '\0'};
    EXPECT_EQ(read_matrix_file(made::text("wide.csv", wide)).values, Matrix(2, 2, {0, 1, 1, 0}));
    EXPECT_TRUE(read_array_file(made::text("plain.csv", "a,b\n0,1\n1,0\n")).notes.empty());
}

TEST(Layouts, PackedLibrariesFilesAreUnpackedByHand) {
    const std::string hdf("\x89HDF\r\n\x1a\n", 8);
    for (const auto& [filter, ending, tool] :
         {std::tuple{"gzip", ".gz", "gunzip -dk"}, {"xz", ".xz", "xz -dk"}, {"bzip2", ".bz2", "bzip2 -dk"}}) {
        const auto what = made::complaint([&, &f = filter, &e = ending] {
            read_matrix_file(made::text(std::string("w.h5") + e, made::packed(hdf, f)));
        });
        EXPECT_NE(what.find(fmt::format("unpack it first ({} '", tool)), std::string::npos) << what;
        EXPECT_NE(what.find(fmt::format("a HDF5 file in {} is not read", filter)), std::string::npos) << what;
    }
}

// Values that stand in another file are not fetched from there; compact and chunked ones are as good as plain ones.
TEST(Layouts, Hdf5sOwnWaysOfStoring) {
    made::Hdf5 h("stored.h5");
    const std::vector<double> values{0, 1, 2, 0};
    const hsize_t dims[] = {2, 2};
    write_file(made::folder() / "outside.bin", std::string(32, 'x'));
    const auto outside = (made::folder() / "outside.bin").string();
    const auto put = [&](const char* name, auto plan_of) {
        const hid_t plan = H5Pcreate(H5P_DATASET_CREATE), space = H5Screate_simple(2, dims, nullptr);
        plan_of(plan);
        const hid_t set = H5Dcreate2(h.file, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, plan, H5P_DEFAULT);
        if (std::string_view(name) != "external")
            H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Dclose(set);
        H5Sclose(space);
        H5Pclose(plan);
    };
    put("compact", [](hid_t plan) { H5Pset_layout(plan, H5D_COMPACT); });
    put("chunked", [](hid_t plan) {
        const hsize_t chunk[] = {1, 2};
        H5Pset_chunk(plan, 2, chunk);
        H5Pset_deflate(plan, 6);
    });
    put("external", [&](hid_t plan) { H5Pset_external(plan, outside.c_str(), 0, 32); });
    h.close();
    Texts names;
    for (const auto& a : read_hdf5(h.path)) {
        names.push_back(a.name);
        EXPECT_EQ(a.numbers, values) << a.name;
    }
    EXPECT_EQ(names, (Texts{"chunked", "compact"}));
}

TEST(Layouts, GraphmlSaysWhichNumbersAreTheWeights) {
    const auto graph = [](const std::string& keys, const std::string& data) {
        std::string text = "<graphml>" + keys + "<graph edgedefault=\"undirected\">";
        for (const char* node : {"a", "b", "c"})
            text += fmt::format("<node id=\"{}\"/>", node);
        return text + "<edge source=\"a\" target=\"b\">" + data + "</edge></graph></graphml>";
    };
    const std::string count = R"(<key id="k" for="edge" attr.name="number_of_fibers" attr.type="int"/>)",
                      fa = R"(<key id="f" for="edge" attr.name="FA_mean" attr.type="double"/>)",
                      label = R"(<key id="t" for="edge" attr.name="kind" attr.type="string"/>)",
                      both = R"(<data key="k">5</data><data key="f">0.25</data>)";
    const auto read = [&](const std::string& keys, const std::string& data) {
        return read_matrix_file(made::text("g.graphml", graph(keys, data)));
    };
    const auto bare = read("", "");
    EXPECT_EQ(bare.values(1, 0), 1);
    EXPECT_TRUE(has(bare.notes, "the edges have no numbers: each has weight 1"));
    EXPECT_EQ(read(label, R"(<data key="t">7</data>)").values(0, 1), 1) << "text is no number";
    const auto one = read(fa, both);
    EXPECT_EQ(one.values(0, 1), 0.25);
    EXPECT_FALSE(has(one.notes, "the weights are")) << "there is no other";
    const auto two = read(fa + count, both);
    EXPECT_EQ(two.values(0, 1), 5);
    EXPECT_EQ(two.values(1, 0), 5);
    EXPECT_TRUE(has(two.notes, "the weights are \"number_of_fibers\" of the edges' FA_mean, number_of_fibers"));
}
