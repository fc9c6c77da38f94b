// References as a reader sees them: no TeX is left, whatever the bibliography holds.
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "report/latex.hpp"
#include "report/network_report.hpp"

namespace rewire {
using namespace report;
namespace {

std::vector<std::string> keys_of_the_bibliography() {
    std::vector<std::string> out;
    const auto all = embedded("references.bib");
    for (std::size_t at = all.find('@'); at != std::string_view::npos; at = all.find("\n@", at)) {
        const auto open = all.find('{', at), comma = all.find(',', open);
        out.emplace_back(all.substr(open + 1, comma - open - 1));
        at = comma;
    }
    return out;
}

TEST(Latex, accents_dashes_quotes_and_commands_become_letters) {
    const std::pair<const char*, const char*> all[]{
        {R"(S{\'e}gonne)", "Ségonne"},
        {R"(M{\"u}ller--Dahlhaus)", "Müller–Dahlhaus"},
        {R"(M\"uller)", "Müller"},
        {R"(M\"{u}ller)", "Müller"},
        {R"(Demirta{\c{s}})", "Demirtaş"},
        {R"(Demirta\c s)", "Demirtaş"},
        {R"(S{\o}rensen)", "Sørensen"},
        {R"(S\o rensen)", "Sørensen"},
        {R"(Fran{\c{c}}ois)", "François"},
        {R"(Jos\'{\i})", "Josí"},
        {R"(Du\v{s}ek, \v{C}apek)", "Dušek, Čapek"},
        {R"(Erd\H{o}s)", "Erdős"},
        {R"(a \emph{longer} way, {{TMS}} revisited)", "a longer way, TMS revisited"},
        {R"(``so'' 55--69 \& 5,000 \% of~it)", "“so” 55–69 & 5,000 % of\u00a0it"},
        {R"($\alpha$-band---fast)", "α-band—fast"},
        {R"(\d{x})", "x\u0323"},
        {"Månsson", "Månsson"},
        {R"({open \)", "open "},
        {R"(a}b)", "ab"},
        {"", ""},
    };
    for (const auto& [latex, plain] : all)
        EXPECT_EQ(plain_text_of_latex(latex), plain) << latex;
}
TEST(Citations, no_reference_shows_tex) {
    const auto keys = keys_of_the_bibliography();
    ASSERT_GT(keys.size(), 50u);
    for (const auto& key : keys) {
        const auto c = citations_of({key}).at(0);
        for (const char* rest : {"\\", "{", "}", "--", "``", "''", "~", "$"})
            EXPECT_EQ(c.text.find(rest), std::string::npos) << key << ": " << c.text;
        EXPECT_EQ(c.doi.find_first_of("\\{} "), std::string::npos) << key << ": " << c.doi;
        EXPECT_TRUE(c.bibtex.starts_with('@')) << "stays BibTeX";
    }
}
TEST(Citations, authors_have_initials_whole_letters_and_others) {
    EXPECT_TRUE(citations_of({"demirtas2019"}).at(0).text.starts_with("Demirtaş M, Burt JB, Helmer M, Ji JL"));
    EXPECT_TRUE(citations_of({"schuer2016"}).at(0).text.starts_with("Schür RR, Draisma LWR, Wijnen JP et al. "))
        << citations_of({"schuer2016"}).at(0).text;
    EXPECT_NE(citations_of({"ziemann2015"}).at(0).text.find("Müller-Dahlhaus F. TMS and drugs revisited 2014."),
              std::string::npos);
}

} // namespace
} // namespace rewire
