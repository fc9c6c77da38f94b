// The blocks of a page that need no script: facts, tables, bars, brains, methods, citations.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace rewire::report {

std::string facts_block(const std::vector<Fact>& facts);
std::string table_block(const TableFigure& t);
std::size_t count_assumed(const TableFigure& t);
std::string bars_block(const BarChart& b);
std::string stacked_block(const StackedBars& b);
std::string diagrams_block(const DiagramFigure& d, double most);
std::string pain_maps_block(const PainMapFigure& m);
std::string brain_block(const BrainPicture& p);
std::string methods_block(std::string_view paragraph);
std::string citations_block(const std::vector<Citation>& list);

// A path below the page's folder as a link that cannot leave for a scheme: everything but letters, digits and "-_.~/"
// is percent-encoded.
std::string relative_link(std::string_view path);

} // namespace rewire::report
