// The evidence ledger beside what the last recorded run of `rewire evidence` answered, and its experiments as
// scenarios.
#include <algorithm>
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/words.hpp"
#include "brain/text_table.hpp"
#include "report/names.hpp"
#include "serve/api.hpp"
#include "serve/written.hpp"
#include "study/evidence_job.hpp"

namespace rewire::serve {
namespace {

constexpr const char* recorded = "recorded/evidence.csv";

class Record {
public:
    Record() : rows_(brain::split_rows(embedded(recorded), ',', recorded)) {}
    std::size_t size() const { return rows_.size() - 1; }
    std::string text(std::size_t row, std::string_view column) const {
        const auto& names = rows_.front().cells;
        const auto at = std::ranges::find(names, column, &brain::TextCell::text) - names.begin();
        const auto& cells = rows_[row + 1].cells;
        return at < std::ssize(cells) ? std::string(cells[static_cast<std::size_t>(at)].text) : "";
    }
    Json number(std::size_t row, std::string_view column) const {
        const auto value = brain::parse_number(text(row, column));
        return value ? Json(*value) : Json();
    }

private:
    std::vector<brain::TextRow> rows_;
};

Json row_of(const Record& r, std::size_t k) {
    const auto text = [&](const char* column) { return r.text(k, column); };
    const auto number = [&](const char* column) { return r.number(k, column); };
    return {{"id", text("id")},
            {"topic", report::condition_title(text("condition"))},
            {"role", text("role")},
            {"says", headed(in_words_or_english(text("intervention")), in_words_or_english(text("measure")))},
            {"statistic", text("statistic")},
            {"instrument", text("instrument")},
            {"published", number("published")},
            {"low", number("low")},
            {"high", number("high")},
            {"unit", text("unit")},
            {"ours", number("ours")},
            {"error", number("error")},
            {"people", number("people")},
            {"verdict", text("verdict")},
            {"direction", text("direction")},
            {"source", text("source")},
            {"checked", text("checked") == "yes"},
            {"disputed", in_words_by_part(text("disputed"))},
            {"stand_in", in_words_by_part(text("stand_in"))},
            {"reason", in_words_by_part(text("reason"))}};
}

} // namespace

Json evidence() {
    const Record record;
    Json out = Json::array();
    for (std::size_t k = 0; k < record.size(); ++k)
        out.push_back(row_of(record, k));
    return out;
}

Json evidence_of(const std::string& id) {
    const Record record;
    Json out;
    std::string said; // of the row, in English as its experiment's file is
    for (std::size_t k = 0; k < record.size() && out.is_null(); ++k)
        if (record.text(k, "id") == id) {
            out = {{"row", row_of(record, k)}};
            said = fmt::format("{}: {}", record.text(k, "intervention"), record.text(k, "measure"));
        }
    if (out.is_null())
        throw Refused(404, "the ledger has no such row");
    out["experiment"] = nullptr;
    out["plans"] = Json::array();
    const auto job = study::evidence_job({});
    const auto at = std::ranges::find(job.questions, id, [](const simulate::Question& q) { return q.row.id; });
    if (at == job.questions.end() || !at->experiment)
        return out;
    const auto& e = *at->experiment;
    out["experiment"] =
        scenario_of(e, fmt::format("{} ({}): {}, week {}", id, said, e.statistic, format_number(e.week)));
    for (const auto& plan : plans_of(e))
        out["plans"].push_back({{"name", plan.name}, {"text", plan.text}});
    return out;
}

} // namespace rewire::serve
