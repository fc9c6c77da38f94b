// evaluations.csv: every evaluated parameter set as a line, written as it comes, so that a fit that was stopped or
// killed goes on where it was.
#pragma once
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "fit/answer.hpp"
#include "fit/parameter.hpp"

namespace rewire {

// Columns: setup (a hash of what answers depend on), parameters, answers, their errors, the objective where there is
// one, failure.
class EvaluationFile {
public:
    struct Column {
        std::string name, unit;
    };
    EvaluationFile(std::filesystem::path path, std::uint64_t setup, const std::vector<SearchParameter>& parameters,
                   const std::vector<Column>& questions, bool with_objective);
    ~EvaluationFile();
    EvaluationFile(const EvaluationFile&) = delete;
    EvaluationFile& operator=(const EvaluationFile&) = delete;

    // Starts the file anew, or with `resume` reads what it holds (a torn last line is a set not done) and goes on
    // behind it. InputError when it was written with other parameters, questions or setup.
    KnownAnswers open(bool resume);
    void add(const Evaluated& e, double objective = 0);

private:
    bool read(std::string_view line, KnownAnswers& known) const;

    std::filesystem::path path_;
    std::string setup_, header_;
    std::size_t parameters_, questions_;
    bool with_objective_;
    std::FILE* file_ = nullptr;
};

} // namespace rewire
