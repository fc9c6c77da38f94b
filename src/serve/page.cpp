#include <algorithm>
#include <utility>

#include "base/file.hpp"
#include "serve/api.hpp"

namespace rewire::serve {
namespace {

constexpr const char* not_built = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>rewire</title>
<body style="font-family: sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em; line-height: 1.5">
<h1>rewire</h1>
<p>The server runs, and this program was built without its page. With npm installed, in the folder of the sources:</p>
<pre>cd web && npm ci && npm run build
cd .. && make build</pre>
<p>What the page would ask can be asked all the same: docs/serve.md tells how.</p>
</body></html>
)";

const char* type_of(std::string_view name) {
    constexpr std::pair<std::string_view, const char*> types[] = {{".html", "text/html; charset=utf-8"},
                                                                  {".js", "text/javascript; charset=utf-8"},
                                                                  {".css", "text/css; charset=utf-8"},
                                                                  {".json", "application/json; charset=utf-8"},
                                                                  {".svg", "image/svg+xml"},
                                                                  {".png", "image/png"},
                                                                  {".woff2", "font/woff2"},
                                                                  {".wasm", "application/wasm"},
                                                                  {".webmanifest", "application/manifest+json"},
                                                                  {".ico", "image/x-icon"}};
    for (const auto& [ending, type] : types)
        if (name.ends_with(ending))
            return type;
    return "application/octet-stream";
}

} // namespace

Answer page(const std::string& path) {
    const auto name = "web/" + (path == "/" ? "index.html" : path.substr(std::min<std::size_t>(1, path.size())));
    const auto files = embedded_under("web/");
    if (std::ranges::find(files, name) != files.end())
        return {.type = type_of(name), .body = std::string(embedded(name))};
    if (path == "/")
        return {.type = "text/html; charset=utf-8", .body = not_built};
    throw Refused(404, "the page has no such file");
}

} // namespace rewire::serve
