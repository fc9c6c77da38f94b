#include "brain/foreign.hpp"

#include "brain/made_files.hpp"
#include "brain/matrix_file.hpp"

using namespace std::string_literals;

namespace {
std::string complaint(const std::string& name, const std::string& bytes) {
    return made::complaint([&] { rewire::brain::read_matrix_file(made::text(name, bytes)); });
}
std::string at(std::size_t place, const std::string& bytes) { return std::string(place, '\1') + bytes + "\0\0\0"s; }
} // namespace

TEST(Foreign, SaysWhatAFileIsAndHowToExportIt) {
    EXPECT_EQ(complaint("w.rds", "X\n\0\0\0\3\0"s),
              "w.rds: export the matrix: Rscript -e 'write.csv(as.matrix(readRDS(\"w.rds\")), \"w.csv\")'; it is an R "
              "object (RDS)");
    const struct {
        const char* name;
        std::string bytes, mend, what;
    } cases[] = {
        {"w.xlsx", made::zip({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}),
         "read_excel('w.xlsx', index_col=0)", "an Excel workbook"},
        {"w.ods", made::zip({{"mimetype", "x"}, {"content.xml", "x"}}), "save its sheet as CSV", "a spreadsheet"},
        {"w.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + "\0"s, "read_excel('w.xls'", "an old Excel workbook"},
        {"w.RData", "RDX3\nX\n"s, "load(\"w.RData\")", "an R workspace"},
        {"w.rda", made::bz2("RDX2\nX\n"s), "write.csv(NAME, \"w.csv\")", "an R workspace"}, // packed, as R writes it
        {"w.pkl", "\x80\x04\x95"s, "read_pickle('w.pkl')", "a Python pickle"},
        {"old.pickle", "(dp0\n.", "read_pickle('old.pickle')", "a Python pickle"},
        {"s.gii", "<?xml version=\"1.0\"?>\n<!DOCTYPE GIFTI SYSTEM \"x\">\n<GIFTI Version=\"1.0\">",
         "-cifti-parcellate", "a GIFTI surface"},
        {"v.nii", at(344, "n+1\0"s), "NiftiLabelsMasker", "a NIfTI image"},
        {"t.tck", "mrtrix tracks\n"s, "tck2connectome t.tck NODES.mif t.csv", "a tractogram of MRtrix"},
        {"t.trk", "TRACK\0"s, "tck2connectome", "a tractogram of TrackVis"},
        {"w.sav", "$FL2@(#)"s, "haven", "an SPSS file"},
        {"w.dta", "<stata_dta>"s, "read_stata('w.dta')", "a Stata file"},
        {"w.parquet", "PAR1\x15"s, "read_parquet('w.parquet')", "a Parquet table"},
        {"w.feather", "ARROW1\0"s, "read_feather('w.feather')", "a Feather table"},
        {"w.sqlite", "SQLite format 3\0"s + "x", "sqlite3 -header", "an SQLite database"},
        {"w.png", "\x89PNG\r\n"s, "give the numbers", "a picture"},
        {"w.pdf", "%PDF-1.7"s, "give the numbers", "a PDF"},
        {"w.csv", "<!DOCTYPE html>\n<html><body>Log in</body></html>"s, "log-in page", "a web page"},
        {"l.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"s, "git lfs pull --include 'l.csv'",
         "a pointer of Git LFS"},
        {"w.json", "{\"sc\": [[0, 1], [1, 0]]}"s, "json.load(open('w.json'))", "JSON"},
        {"w.gml", "graph [\n node [ id 0 ] ]"s, "nx.read_gml('w.gml')", "a GML graph"},
        {"w.tar", at(257, "ustar"), "tar -xf 'w.tar'", "a tar archive"},
    };
    for (const auto& c : cases) {
        const auto said = complaint(c.name, c.bytes);
        EXPECT_NE(said.find(c.mend), std::string::npos) << said;
        EXPECT_NE(said.find("; it is "s + c.what), std::string::npos) << said;
        EXPECT_EQ(said.find(c.name), 0u) << said;
    }
}

TEST(Foreign, LeavesTablesAlone) {
    EXPECT_EQ(complaint("graph.csv", "graph,b\n0,1\n1,0\n"), "");
    EXPECT_EQ(complaint("page.txt", "html b\n0 1\n1 0\n"), "");
}
