// What is asked under /api, and the page's own files: see docs/serve.md.
#pragma once
#include <string>

#include "serve/http.hpp"
#include "serve/runs.hpp"
#include "serve/tickets.hpp"

namespace rewire::serve {

// Every answer but a gate's refusal. Nothing is thrown: what a user can mend is told as problems.
Answer answer_of(const Request& request, Runs& runs, Tickets& tickets);

// Of the page, by its path: "/", "/assets/...". Where the page was not built, how to build it.
Answer page(const std::string& path);

Json house();     // regions, pathways, circuits, with the template brain's coordinates
Json catalogue(); // what `rewire list` and `rewire describe` tell
Json scenarios(); // those in the binary, with their texts
Json check(const std::string& text, const std::string& file);
Json evidence();                          // the ledgers, with the answers of the last recorded run
Json evidence_of(const std::string& row); // Refused (404)
// Of the netCDF file in a folder of results: what it holds, or the variables of that names, or their mean, 5th and 95th
// percentile over a dimension. Refused (404, 400).
Json data_of(const std::filesystem::path& folder, const std::vector<std::string>& variables, const std::string& over);

} // namespace rewire::serve
