#include "app/evaluation_file.hpp"

#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "app/summary.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/text_table.hpp"
#include "report/csv.hpp"

namespace rewire {

EvaluationFile::EvaluationFile(std::filesystem::path path, std::uint64_t setup,
                               const std::vector<SearchParameter>& parameters, const std::vector<Column>& questions,
                               bool with_objective)
    : path_(std::move(path)),
      setup_(hex(setup)),
      parameters_(parameters.size()),
      questions_(questions.size()),
      with_objective_(with_objective) {
    Table t{{{"setup"}}, {}};
    for (const auto& p : parameters)
        t.columns.push_back({p.name, p.unit});
    for (const auto& q : questions)
        t.columns.push_back({q.name, q.unit});
    for (const auto& q : questions)
        t.columns.push_back({"error of " + q.name, q.unit});
    if (with_objective)
        t.columns.push_back({"objective"});
    t.columns.push_back({"failure"});
    header_ = csv_table(t);
}

EvaluationFile::~EvaluationFile() {
    if (file_)
        std::fclose(file_);
}

bool EvaluationFile::read(std::string_view line, KnownAnswers& known) const {
    const std::size_t count = parameters_ + 2 * questions_ + (with_objective_ ? 1 : 0);
    TextRow row;
    try {
        row = split_line(line, 0, ',', path_.string());
    } catch (const InputError&) { // torn within a quote
        return false;
    }
    if (row.cells.size() != count + 2) // setup before, failure behind
        return false;
    std::vector<double> numbers;
    for (std::size_t k = 0; k < count; ++k) {
        const auto text = row.cells[k + 1].text;
        const auto v = text.empty() ? std::optional(std::nan("")) : parse_number(text);
        if (!v)
            return false;
        numbers.push_back(*v);
    }
    const std::string failure(row.cells.back().text);
    std::vector<ModelAnswer> answers;
    for (std::size_t k = 0; k < questions_; ++k) {
        const double value = numbers[parameters_ + k], error = numbers[parameters_ + questions_ + k];
        answers.push_back({value, std::isfinite(error) ? error : 0, std::isfinite(value) ? "" : failure});
    }
    known[{numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(parameters_)}] = std::move(answers);
    return true;
}

KnownAnswers EvaluationFile::open(bool resume) {
    KnownAnswers known;
    std::string kept = header_;
    if (resume && std::filesystem::exists(path_)) {
        const std::string text = read_file(path_);
        if (!text.starts_with(header_))
            throw InputError(path_.string(),
                             "holds other parameters or questions; ask as it was asked, or run without --resume");
        for (std::size_t at = header_.size(), end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
            const auto line = std::string_view(text).substr(at, end - at);
            if (!line.starts_with(setup_ + ","))
                throw InputError(path_.string(),
                                 "was written with other people, seed, brain, claims or version; give the same ones, "
                                 "or run without --resume");
            if (read(line, known))
                kept += std::string(line) + "\n";
        }
    }
    write_file(path_, kept);
    file_ = std::fopen(path_.c_str(), "ab");
    if (!file_)
        throw InputError(path_.string(), "cannot be written");
    return known;
}

void EvaluationFile::add(const Evaluated& e, double objective) {
    expects(file_ && e.values.size() == parameters_ && e.answers.size() == questions_,
            "an open file and one answer a question");
    std::string line = setup_, failure;
    for (const double v : e.values)
        line += "," + csv_number(v);
    for (const auto& a : e.answers)
        line += "," + csv_number(a.value);
    for (const auto& a : e.answers)
        line += "," + (std::isfinite(a.value) ? csv_number(a.error) : "");
    for (const auto& a : e.answers)
        if (failure.empty())
            failure = a.failure;
    for (char& c : failure)
        if (c == '\n' || c == '\r' || c == '"')
            c = ' '; // one line a set
    if (with_objective_)
        line += "," + csv_number(objective);
    line += "," + csv_field(failure) + "\n";
    std::fwrite(line.data(), 1, line.size(), file_);
    std::fflush(file_);
}

} // namespace rewire
