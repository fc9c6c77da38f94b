// `rewire report`: the page of a folder of results, opened again or printed for A4.
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

#include "app/crate.hpp"
#include "app/program.hpp"

namespace fs = std::filesystem;

namespace rewire {
namespace {

using testing::Outcome;

struct ReportProgram : testing::InFolder {
    ReportProgram() {
        const auto brain = write("w.csv", "region,a,b,c\na,0,1,2\nb,1,0,0.5\nc,2,0.5,0\n");
        const auto o =
            testing::run("network --dt \"1 ms\" --duration \"20 s\" --connectome " + brain + " --out " + at("n"));
        EXPECT_EQ(o.code, 0) << o.text;
    }
    // A browser that does as the lines say: $pdf is where it is to print.
    void browser(const std::string& lines) const {
        fs::create_directories(folder / "bin");
        write("bin/chromium", "#!/bin/sh\nfor w; do case $w in --print-to-pdf=*) pdf=${w#*=} ;; esac; done\n" + lines);
        fs::permissions(folder / "bin/chromium", fs::perms::owner_all);
    }
    // With that browser alone in PATH.
    Outcome print(const std::string& of) const {
        const std::string before = std::getenv("PATH");
        ::setenv("PATH", (at("bin") + ":/usr/bin:/bin").c_str(), 1);
        auto o = testing::run("report " + at(of) + " --pdf");
        ::setenv("PATH", before.c_str(), 1);
        return o;
    }
    std::size_t parts() const { // what is left of files under way
        std::size_t n = 0;
        for (const auto& f : fs::recursive_directory_iterator(folder / "n"))
            n += f.path().extension() == ".part";
        return n;
    }
};

TEST_F(ReportProgram, TellsWhereThePageIs) {
    const auto o = testing::run("report " + at("n") + " --no-browser");
    EXPECT_EQ(o.code, 0);
    EXPECT_EQ(o.text, "report: " + at("n/report.html") + "\n");
    const auto none = testing::run("report " + folder.string());
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.text.find("holds no report.html; give the folder of results"), std::string::npos) << none.text;
    EXPECT_EQ(testing::run("report " + at("n/report.html")).code, 2);
}
TEST_F(ReportProgram, SaysWhatToInstallWhereNoBrowserIs) {
    const std::string before = std::getenv("PATH");
    fs::create_directories(folder / "empty");
    fs::create_symlink("/usr/bin/timeout", folder / "empty/timeout");
    ::setenv("PATH", at("empty").c_str(), 1);
    const auto none = testing::run("report " + at("n") + " --pdf");
    ::setenv("PATH", before.c_str(), 1);
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.text.find("`apt install chromium`"), std::string::npos) << none.text;
    EXPECT_FALSE(fs::exists(folder / "n/report.pdf"));
}
// A PDF that is half there, or a browser that fails, leaves the earlier one as it was.
TEST_F(ReportProgram, IsPrintedWholeOrNotAtAll) {
    browser("printf '%%PDF-1.4\\nwhole\\n%%%%EOF\\n' > \"$pdf\"\n");
    ASSERT_EQ(print("n").code, 0);
    const auto whole = text("n/report.pdf");
    EXPECT_EQ(whole, "%PDF-1.4\nwhole\n%%EOF\n");
    for (const std::string broken : {"printf '%%PDF-1.4\\nhalf' > \"$pdf\"\n",
                                     "printf '%%PDF-1.4\\n%%%%EOF\\n' > \"$pdf\"; echo no display >&2; exit 7\n",
                                     "echo no display >&2; kill -9 $$\n"}) {
        browser(broken);
        const auto o = print("n");
        EXPECT_EQ(o.code, 2) << broken;
        EXPECT_NE(o.text.find("could not print it"), std::string::npos) << o.text;
        EXPECT_EQ(o.text.find("no display") != std::string::npos, broken.find("no display") != std::string::npos)
            << "its last words: " << o.text;
        EXPECT_EQ(text("n/report.pdf"), whole);
        EXPECT_EQ(parts(), 0u);
    }
}
// It is one of the results then: described, and gone with them.
TEST_F(ReportProgram, BelongsToTheResults) {
    browser("printf '%%PDF-1.4\\n%%%%EOF\\n' > \"$pdf\"\n");
    ASSERT_EQ(print("n").code, 0);
    testing::expect_crate(folder / "n");
    EXPECT_NE(text("n/.rewire").find(" report.pdf\n"), std::string::npos);
    const auto o =
        testing::run("network --dt \"1 ms\" --duration \"20 s\" --connectome " + at("w.csv") + " --out " + at("n"));
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_FALSE(fs::exists(folder / "n/report.pdf")) << "a page of earlier numbers";
    EXPECT_NE(o.text.find("removed, as left over from the earlier run: report.pdf"), std::string::npos) << o.text;
}
// By the browser of this machine: A4, every figure of the page drawn, what stands on the page readable in the PDF.
TEST_F(ReportProgram, PrintsForA4) {
    const bool tools = std::system("command -v pdfinfo pdftotext >/dev/null") == 0;
    if (std::system("command -v chromium || command -v chromium-browser || command -v google-chrome") != 0)
        GTEST_SKIP() << "no chromium here";
    const auto o = testing::run("report " + at("n") + " --pdf");
    ASSERT_EQ(o.code, 0) << o.text;
    const auto pdf = text("n/report.pdf");
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_GT(pdf.size(), 20000u);
    testing::expect_crate(folder / "n");
    if (!tools)
        GTEST_SKIP() << "printed; poppler-utils, which reads it, is not here";
    const auto told = [&](const std::string& command) {
        EXPECT_EQ(std::system((command + " " + at("n/report.pdf") + " " + at("told")).c_str()), 0);
        return text("told");
    };
    const auto words = told("pdftotext");
    for (const char* word : {"Resting activity", "FC matrix", "Parameters of wong_wang", "sigma", "Citations",
                             "Research software, not a medical device.", "BOLD (%)", "Time (s)"})
        EXPECT_NE(words.find(word), std::string::npos) << word << " (the last two stand in figures that scripts draw)";
    EXPECT_EQ(words.find("SVG\n"), std::string::npos) << "buttons stay on the screen";
    ASSERT_EQ(std::system(("pdfinfo " + at("n/report.pdf") + " > " + at("info")).c_str()), 0);
    EXPECT_NE(text("info").find("(A4)"), std::string::npos) << text("info");
}

} // namespace
} // namespace rewire
