#include "serve/problems.hpp"

#include <filesystem>

#include "base/translation.hpp"

namespace rewire::serve {
namespace {

// What people write need not be UTF-8.
std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

} // namespace

Json json_of(const std::vector<Problem>& problems) {
    Json out = Json::array();
    for (const auto& p : problems)
        out.push_back({{"file", std::filesystem::path(p.file).filename().string()},
                       {"line", p.line},
                       {"column", p.column},
                       {"message", translated(p.what)},
                       {"source", p.source}});
    return out;
}

Answer answer(const Json& json, int status) { return {.status = status, .body = text_of(json)}; }
Answer refusal(int status, const std::vector<Problem>& problems) {
    return answer({{"problems", json_of(problems)}}, status);
}
Answer refusal(int status, const std::string& what) { return refusal(status, std::vector<Problem>{{.what = what}}); }

} // namespace rewire::serve
