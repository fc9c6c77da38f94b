#include "study/evaluation_file.hpp"

#include <cmath>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "report/csv.hpp"

namespace rewire::study {
namespace {

Identity with_columns(Identity id, const std::vector<fit::SearchParameter>& parameters,
                      const std::vector<EvaluationFile::Column>& questions) {
    for (const auto& p : parameters)
        id.add("the parameters that are varied", p.name, p.unit);
    for (const auto& q : questions)
        id.add("what is asked", q.name, q.unit);
    return id;
}

} // namespace

EvaluationFile::EvaluationFile(const std::filesystem::path& file, const Identity& setup,
                               const std::vector<fit::SearchParameter>& parameters,
                               const std::vector<Column>& questions, bool resume)
    : setup_(hex(setup.value())),
      parameters_(parameters),
      questions_(questions),
      journal_(file, with_columns(setup, parameters, questions), resume,
               [this](std::string_view record) { take(record); }) {}

void EvaluationFile::add(const fit::Evaluated& e, double objective) {
    expects(e.values.size() == parameters_.size() && e.answers.size() == questions_.size(), "one answer a question");
    std::string s;
    put_bytes(s, e.values);
    put_bytes(s, objective);
    for (const auto& a : e.answers) {
        put_bytes(s, a.value);
        put_bytes(s, a.error);
        put_bytes(s, a.failure);
    }
    journal_.add(s);
    lines_.push_back({e, objective});
}
void EvaluationFile::take(std::string_view record) {
    Line line;
    take_bytes(record, line.evaluated.values);
    take_bytes(record, line.objective);
    for (std::size_t k = 0; k < questions_.size(); ++k) {
        auto& a = line.evaluated.answers.emplace_back();
        take_bytes(record, a.value);
        take_bytes(record, a.error);
        take_bytes(record, a.failure);
    }
    known_[line.evaluated.values] = line.evaluated.answers;
    lines_.push_back(std::move(line));
}

void EvaluationFile::write_table(const std::filesystem::path& file, bool with_objective) const {
    report::Table t{{{"setup"}}, {}};
    for (const auto& p : parameters_)
        t.columns.push_back({p.name, p.unit});
    for (const auto& q : questions_)
        t.columns.push_back({q.name, q.unit});
    for (const auto& q : questions_)
        t.columns.push_back({"error of " + q.name, q.unit});
    if (with_objective)
        t.columns.push_back({"objective"});
    t.columns.push_back({"failure"});
    for (const auto& l : lines_) {
        auto& row = t.rows.emplace_back();
        row.emplace_back(setup_);
        for (const double v : l.evaluated.values)
            row.emplace_back(v);
        for (const auto& a : l.evaluated.answers)
            row.emplace_back(a.value);
        for (const auto& a : l.evaluated.answers)
            row.emplace_back(std::isfinite(a.value) ? a.error : std::nan(""));
        if (with_objective)
            row.emplace_back(l.objective);
        std::string failure;
        for (const auto& a : l.evaluated.answers)
            if (failure.empty())
                failure = a.failure;
        for (char& c : failure)
            if (c == '\n' || c == '\r')
                c = ' '; // one line a set
        row.emplace_back(failure);
    }
    write_file(file, report::csv_table(t));
}

} // namespace rewire::study
