#include "brain/foreign.hpp"

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace rewire::brain {
namespace {

using namespace std::string_view_literals;

// {0} is the file, {1} its name without the ending.
struct Foreign {
    std::size_t at;
    std::string_view signature, what, mend;
};

constexpr std::string_view excel =
    "save its sheet as CSV (File > Save as > CSV UTF-8), or: python3 -c \"import pandas; "
    "pandas.read_excel('{0}', index_col=0).to_csv('{1}.csv')\"";
constexpr std::string_view rdata =
    "export the matrix: Rscript -e 'load(\"{0}\"); print(ls()); write.csv(NAME, "
    "\"{1}.csv\")' with its name for NAME";
constexpr std::string_view rds = "export the matrix: Rscript -e 'write.csv(as.matrix(readRDS(\"{0}\")), \"{1}.csv\")'";
constexpr std::string_view pickle =
    "export the matrix: python3 -c \"import pandas; "
    "pandas.DataFrame(pandas.read_pickle('{0}')).to_csv('{1}.csv')\"";
constexpr std::string_view volume =
    "a connectome needs regions: average it over an atlas first (nilearn's "
    "NiftiLabelsMasker and ConnectivityMeasure, MRtrix's tck2connectome), and save the "
    "matrix as CSV";
constexpr std::string_view surface =
    "rewire reads matrices between regions: average it over a parcellation "
    "(wb_command -cifti-parcellate, then -cifti-correlation) and save the matrix";
constexpr std::string_view tracts =
    "count its streamlines between regions first (tck2connectome {0} NODES.mif "
    "{1}.csv, or DSI Studio's connectivity matrix)";
constexpr std::string_view picture = "give the numbers the picture was drawn from, as CSV";

constexpr Foreign foreign[] = {
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Excel workbook (or another Office file)"sv, excel},
    {0, "RDX2\n"sv, "an R workspace (RData)"sv, rdata},
    {0, "RDX3\n"sv, "an R workspace (RData)"sv, rdata},
    {0, "RDA2\n"sv, "an R workspace (RData)"sv, rdata},
    {0, "RDA3\n"sv, "an R workspace (RData)"sv, rdata},
    {0, "X\n\0\0\0"sv, "an R object (RDS)"sv, rds},
    {0, "A\n2\n"sv, "an R object (RDS)"sv, rds},
    {0, "A\n3\n"sv, "an R object (RDS)"sv, rds},
    {0, "\x80\x02"sv, "a Python pickle, which is not opened: it may run anything"sv, pickle},
    {0, "\x80\x03"sv, "a Python pickle, which is not opened: it may run anything"sv, pickle},
    {0, "\x80\x04"sv, "a Python pickle, which is not opened: it may run anything"sv, pickle},
    {0, "\x80\x05"sv, "a Python pickle, which is not opened: it may run anything"sv, pickle},
    {344, "n+1\0"sv, "a NIfTI image"sv, volume},
    {344, "ni1\0"sv, "a NIfTI image"sv, volume},
    {0, "\0\0\1\0\0\0"sv, "a FreeSurfer image or list of vertices"sv, volume},
    {0, "mrtrix image"sv, "an MRtrix image"sv, volume},
    {0, "mrtrix tracks"sv, "a tractogram of MRtrix"sv, tracts},
    {0, "TRACK\0"sv, "a tractogram of TrackVis"sv, tracts},
    {0, "\xFF\xFF\xFE"sv, "a FreeSurfer surface"sv, surface},
    {0, "$FL2"sv, "an SPSS file"sv, "export the matrix as CSV from SPSS (File > Export), or with R's haven package"sv},
    {0, "<stata_dta>"sv, "a Stata file"sv,
     "export the matrix: python3 -c \"import pandas; pandas.read_stata('{0}').to_csv('{1}.csv', index=False)\""sv},
    {0, "PAR1"sv, "a Parquet table"sv,
     "export the matrix: python3 -c \"import pandas; pandas.read_parquet('{0}').to_csv('{1}.csv', index=False)\""sv},
    {0, "ARROW1"sv, "a Feather table"sv,
     "export the matrix: python3 -c \"import pandas; pandas.read_feather('{0}').to_csv('{1}.csv', index=False)\""sv},
    {0, "SQLite format 3\0"sv, "an SQLite database"sv,
     "export the matrix: sqlite3 -header -csv '{0}' 'select * from TABLE' > '{1}.csv'"sv},
    {0, "\x89PNG"sv, "a picture"sv, picture},
    {0, "\xFF\xD8\xFF"sv, "a picture"sv, picture},
    {0, "%PDF"sv, "a PDF"sv, picture},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"sv, "unpack it and give the file with the matrix"sv},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7z archive"sv, "unpack it and give the file with the matrix"sv},
    {257, "ustar"sv, "a tar archive"sv, "unpack it (tar -xf '{0}') and give the file with the matrix"sv},
    {0, "version https://git-lfs"sv, "a pointer of Git LFS, not the file itself"sv,
     "fetch the file: git lfs pull --include '{0}'"sv},
};

// Text that only looks like a table: the first words are searched in the head, in lower case.
constexpr std::pair<std::string_view, std::pair<std::string_view, std::string_view>> text_kinds[] = {
    {"<gifti"sv, {"a GIFTI surface"sv, surface}},
    {"<!doctype html"sv,
     {"a web page"sv,
      "the download went wrong (a log-in page, perhaps); open it in a browser and fetch the file itself"sv}},
    {"<html"sv,
     {"a web page"sv,
      "the download went wrong (a log-in page, perhaps); open it in a browser and fetch the file itself"sv}},
    {"<gexf"sv,
     {"a GEXF graph"sv,
      "write it as GraphML: python3 -c \"import networkx as nx; "
      "nx.write_graphml(nx.read_gexf('{0}'), '{1}.graphml')\""sv}},
    {"<caret"sv, {"a Caret surface"sv, surface}},
};

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view what, std::string_view mend) {
    const std::string file = path.filename().string(), stem = path.stem().string();
    throw InputError(path.string(), fmt::format("{}; it is {}", fmt::format(fmt::runtime(mend), file, stem), what));
}

// Python's protocol 0 and 1, and lists of the GML language, are plain text.
bool is_old_pickle(std::string_view bytes, const std::string& extension) {
    return extension == ".pkl" || extension == ".pickle" || bytes.starts_with("cnumpy.core.multiarray\n") ||
           bytes.starts_with("(dp0\n") || bytes.starts_with("(lp0\n");
}

} // namespace

void refuse_foreign(std::string_view bytes, const std::filesystem::path& path) {
    const std::string extension = lower(path.extension().string());
    for (const auto& f : foreign)
        if (bytes.size() > f.at && bytes.substr(f.at).starts_with(f.signature))
            refuse(path, f.what, f.mend);
    if (is_old_pickle(bytes, extension))
        refuse(path, "a Python pickle, which is not opened: it may run anything", pickle);
    const std::string head = lower(bytes.substr(0, 1000));
    for (const auto& [word, kind] : text_kinds)
        if (head.find(word) != std::string::npos && trimmed(head).starts_with('<'))
            refuse(path, kind.first, kind.second);
    if (trimmed(head).starts_with("graph") && head.find('[') != std::string::npos)
        refuse(path, "a GML graph",
               "write it as GraphML: python3 -c \"import networkx as nx; nx.write_graphml(nx.read_gml('{0}'), "
               "'{1}.graphml')\"");
    if (extension == ".json")
        refuse(path, "JSON",
               "write the matrix as CSV: python3 -c \"import json, pandas; "
               "pandas.DataFrame(json.load(open('{0}'))['NAME']).to_csv('{1}.csv', header=False, index=False)\" with "
               "the matrix's name for NAME");
}

void refuse_foreign_zip(const std::vector<Member>& members, const std::filesystem::path& path) {
    for (const auto& m : members) {
        const std::string& name = m.path;
        if (name.starts_with("xl/"))
            refuse(path, "an Excel workbook", excel);
        if (name == "content.xml" || name.starts_with("Index/"))
            refuse(path, "a spreadsheet (OpenDocument or Numbers)", "save its sheet as CSV (File > Save as > CSV)");
    }
}

} // namespace rewire::brain
