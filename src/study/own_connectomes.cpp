#include "study/own_connectomes.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/match.hpp"
#include "brain/scaling.hpp"
#include "brain/text_table.hpp"
#include "model/own_brain.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;

struct Subject {
    std::string name;
    fs::path file;
    Problem at; // where it is named
};

std::vector<Subject> in_folder(const fs::path& folder) {
    std::vector<Subject> out;
    for (const auto& f : fs::directory_iterator(folder))
        if (const auto name = f.path().filename().string(); !f.is_directory() && name.front() != '.')
            out.push_back({name.substr(0, name.find('.')), f.path(), {f.path().string(), 0, 0, {}, {}}});
    std::ranges::sort(out, {}, &Subject::file);
    if (out.empty())
        throw InputError(folder.string(),
                         "put a connectome in for each subject, named as it is; the folder holds none");
    return out;
}

std::vector<Subject> in_table(const fs::path& table) {
    const auto text = read_file(table, 1 << 20);
    const auto read = brain::read_delimited(text, table.string());
    const auto column = [&](std::string_view name) {
        if (read.rows.empty())
            throw InputError(table.string(),
                             "name subjects in it, a line each under the heading subject, file; it is empty");
        const auto& head = read.rows.front();
        for (std::size_t c = 0; c < head.cells.size(); ++c)
            if (brain::lower(head.cells[c].text) == name)
                return c;
        throw InputError(
            {{table.string(), head.line, 1,
              fmt::format("name a column \"{}\"; a table of subjects has the columns subject and file", name),
              std::string(head.source)}});
    };
    const auto subject = column("subject"), file = column("file");
    std::vector<Subject> out;
    for (std::size_t r = 1; r < read.rows.size(); ++r) {
        const auto& row = read.rows[r];
        const auto cell = [&](std::size_t c) {
            return c < row.cells.size() ? std::string(row.cells[c].text) : std::string();
        };
        out.push_back({cell(subject),
                       table.parent_path() / cell(file),
                       {table.string(), row.line, 1, {}, std::string(row.source)}});
        if (cell(subject).empty() || cell(file).empty())
            out.back().file.clear();
    }
    if (out.empty())
        throw InputError(table.string(), "name subjects in it, a line each; it has a heading alone");
    return out;
}

// Row and column of each region of the base brain, or what is other.
std::string order_of(const brain::Connectome& c, const brain::Connectome& base, std::vector<std::size_t>& order) {
    std::vector<std::string> lacking, more;
    for (const auto& label : base.labels)
        if (const auto at = std::ranges::find(c.labels, label); at != c.labels.end())
            order.push_back(static_cast<std::size_t>(at - c.labels.begin()));
        else
            lacking.push_back(label);
    for (const auto& label : c.labels)
        if (std::ranges::find(base.labels, label) == base.labels.end())
            more.push_back(label);
    if (lacking.empty() && more.empty())
        return {};
    return fmt::format(
        "bring it to the regions of the brain that all share, {}; {}{}{}",
        base.synthetic ? "the template's" : base.source, lacking.empty() ? "" : "it lacks " + brain::told(lacking),
        lacking.empty() || more.empty() ? "" : ", and ", more.empty() ? "" : "that brain has no " + brain::told(more));
}

} // namespace

OwnConnectomes read_own_connectomes(const std::string& where, const ImportText& as, const brain::Connectome& base,
                                    const life::LifeModel& model) {
    if (!fs::exists(where))
        throw InputError("--own-connectomes", fmt::format("{} is neither a folder nor a table", where));
    OwnConnectomes out;
    Problems problems;
    const auto wrong = [&](Problem at, std::string what) {
        at.what = std::move(what);
        problems.add(std::move(at));
    };
    for (const auto& s : fs::is_directory(where) ? in_folder(where) : in_table(where)) {
        if (std::ranges::find(out.subjects, s.name) != out.subjects.end())
            wrong(s.at, fmt::format("leave one out; the subject \"{}\" stands twice", s.name));
        out.subjects.push_back(s.name);
        if (s.file.empty() || !fs::is_regular_file(s.file)) {
            wrong(s.at, s.file.empty() ? "give a subject and a file on each line"
                                       : fmt::format("the connectome of \"{}\" is missing: {} is no file", s.name,
                                                     s.file.string()));
            continue;
        }
        try {
            auto text = as;
            text.file = s.file.string();
            const auto c = brain_of(text);
            std::vector<std::size_t> order;
            if (const auto other = order_of(c, base, order); !other.empty()) {
                problems.add({text.file, 0, 0, other, {}});
                continue;
            }
            brain::Connectome ordered = c;
            for (std::size_t i = 0; i < order.size(); ++i)
                for (std::size_t j = 0; j < order.size(); ++j)
                    ordered.weights(i, j) = c.weights(order[i], order[j]);
            out.weights.push_back(brain::scaled(ordered));
            model::own_brain(model, {}, model::Luck(0, 0), &out.weights.back());
            for (const auto& w : c.warnings)
                out.warnings.push_back(fmt::format("{}: {}", text.file, w));
        } catch (const InputError& e) {
            for (const auto& p : e.problems())
                problems.add(p);
        } catch (const NumericsError& e) {
            problems.add({s.file.string(), 0, 0, e.what(), {}});
        }
    }
    problems.raise_if_any();
    return out;
}

} // namespace rewire::study
