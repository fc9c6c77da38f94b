#include "report/page_language.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/translation.hpp"
#include "report/page.hpp"

namespace rewire::report {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

thread_local bool every_language = false;

} // namespace

EveryLanguage::EveryLanguage() { every_language = true; }
EveryLanguage::~EveryLanguage() { every_language = false; }

std::string other_page(const std::string& name, Language language) {
    constexpr std::string_view ending = ".html";
    if (!name.ends_with(ending))
        return {};
    return name.substr(0, name.size() - ending.size()) + (language == Language::chinese ? ".zh" : ".en") +
           std::string(ending);
}

void write_page(const std::filesystem::path& path, const Provenance& p, const std::function<Page()>& make) {
    make().write(path, p);
    if (!every_language)
        return;
    const auto other = language() == Language::english ? Language::chinese : Language::english;
    const Speaking speaking(other);
    make().write(path.parent_path() / other_page(path.filename().string(), other), p);
}

std::string in_page_language(std::string_view part) {
    std::string out(part);
    if (language() == Language::english)
        return out;
    const auto table = embedded("i18n/page.zh.tsv");
    for (std::size_t at = table.find('\n') + 1; at < table.size();) {
        const auto end = std::min(table.find('\n', at), table.size());
        const auto line = table.substr(at, end - at);
        if (const auto tab = line.find('\t'); tab != line.npos && !line.starts_with('#'))
            replace_all(out, line.substr(0, tab), line.substr(tab + 1));
        at = end + 1;
    }
    return out;
}

std::string_view language_style() {
    if (language() == Language::english)
        return {};
    return R"(:root { --sans: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
  "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif; }
svg.brain .letter, svg.brain .view, svg.colour-bar text { font-family: var(--sans); }
h1, h2, h3 { letter-spacing: 0; }
p, li, dd, td, figcaption { text-wrap: pretty; line-break: strict; }
)";
}

} // namespace rewire::report
