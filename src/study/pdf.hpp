// A page of results as a PDF for A4, printed by a browser that is installed; the page brings its rules for paper.
#pragma once
#include <filesystem>

namespace rewire::study {

// The page of a folder of results: report.html, evidence.html, or the only page there. InputError where there is none.
std::filesystem::path page_of(const std::filesystem::path& folder);

// Prints `page` into `pdf`, whole or not at all, by the first of chromium and its kin in PATH: the page's curves and
// matrices are drawn by its scripts, so that a program that runs none (weasyprint) would leave them out. Nothing is
// fetched. InputError where no browser is there, with what to install, and where the browser failed, with its last
// words.
void print_pdf(const std::filesystem::path& page, const std::filesystem::path& pdf);

} // namespace rewire::study
