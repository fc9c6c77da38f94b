#include "app/evaluation_file.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "app/summary.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
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
    std::vector<double> numbers;
    std::size_t at = line.find(',') + 1;
    for (std::size_t k = 0; k < parameters_ + 2 * questions_ + (with_objective_ ? 1 : 0); ++k) {
        const auto end = line.find(',', at);
        if (end == std::string_view::npos)
            return false;
        double v = std::nan("");
        const auto [stop, error] = std::from_chars(line.data() + at, line.data() + end, v);
        if (at != end && (error != std::errc() || stop != line.data() + end))
            return false;
        numbers.push_back(v);
        at = end + 1;
    }
    std::string failure(line.substr(at));
    if (failure.size() >= 2 && failure.front() == '"')
        failure = failure.substr(1, failure.size() - 2);
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
