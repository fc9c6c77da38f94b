// A lived cohort as a BIDS derivative, so that the tools of imaging people read virtual people as they read real ones.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "report/life_report.hpp"

namespace rewire::report {

// Path below the folder, and text: dataset_description.json, participants.tsv/.json, sub-*/sub-*_sessions.tsv,
// phenotype/<instrument>.tsv/.json, README. Missing numbers are "n/a". Brain Imaging Data Structure 1.8.0.
std::map<std::string, std::string> bids_files(const LifeReport& r);
// InputError when the folder holds something already that is no dataset: to be asked before anybody lives.
void check_bids_folder(const std::filesystem::path& folder);
// The same, and where it cannot be written.
void write_bids(const LifeReport& r, const std::filesystem::path& folder);

// How each instrument was used, a paragraph each, for the methods section of a paper: Markdown.
std::string methods_text(const LifeReport& r);

} // namespace rewire::report
