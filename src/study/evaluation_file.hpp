// Every evaluated parameter set, kept in a journal as it comes, so that a fit that was stopped or killed goes on where
// it was; and as a table for people.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "fit/answer.hpp"
#include "fit/parameter.hpp"

namespace rewire::study {

class EvaluationFile {
public:
    struct Column {
        std::string name, unit;
    };
    // `setup`: what answers depend on. InputError naming what differs when `resume` finds those of another setup.
    EvaluationFile(const std::filesystem::path& file, const Identity& setup,
                   const std::vector<fit::SearchParameter>& parameters, const std::vector<Column>& questions,
                   bool resume);

    const fit::KnownAnswers& known() const { return known_; }
    void add(const fit::Evaluated& e, double objective = 0);
    // As CSV, in the order of evaluation. Columns: setup (a hash of what answers depend on), parameters, answers, their
    // errors, the objective where there is one, failure.
    void write_table(const std::filesystem::path& file, bool with_objective) const;

private:
    void take(std::string_view record);
    struct Line {
        fit::Evaluated evaluated;
        double objective = 0;
    };

    std::string setup_;
    std::vector<fit::SearchParameter> parameters_;
    std::vector<Column> questions_;
    std::vector<Line> lines_;
    fit::KnownAnswers known_;
    Journal journal_; // last: it fills what stands above
};

} // namespace rewire::study
