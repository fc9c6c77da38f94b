#include "study/evidence_draws.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "fit/members.hpp"

namespace rewire::study {
namespace {

constexpr std::string_view house = "house", none = "none";

std::vector<std::string> ensembles_asked(const DrawOptions& o) {
    if (o.ensembles.empty())
        return {std::string(o.seeds > 1 ? house : none)};
    return o.ensembles;
}
std::vector<fit::Members> members_of(const DrawOptions& o, const life::LifeModel& model) {
    std::vector<fit::Members> out;
    const auto asked = ensembles_asked(o);
    for (const auto& name : asked)
        if (name == none && asked.size() > 1)
            throw InputError("--ensemble", "leave out none, or the others");
        else if (name == house)
            for (auto& m : house_members(model))
                out.push_back(std::move(m));
        else if (name != none)
            out.push_back(fit::read_members(read_file(name, 1 << 26), name, model));
    return out;
}

} // namespace

// What was tuned again holds: the later record, in the order of their names.
std::vector<fit::Members> house_members(const life::LifeModel& model) {
    std::vector<fit::Members> out;
    for (const auto path : embedded_under("calibration/")) {
        auto later = fit::read_members(embedded(path), std::string(path), model);
        for (auto& earlier : out)
            fit::leave_out(earlier, later.names);
        out.push_back(std::move(later));
    }
    return out;
}

std::uint64_t Draw::key_of(const simulate::Experiment& e) const {
    const auto own = simulate::key_of(e);
    if (first && settings.empty())
        return own;
    Hash h;
    h.add(own);
    h.add(seed);
    for (const auto& s : settings)
        for (const auto& text : {s.name, s.value})
            h.add(text);
    return h.value();
}

std::vector<Draw> draws_of(const DrawOptions& draws, const EvidenceOptions& o, const EvidenceJob& job) {
    if (draws.seeds < 1 || draws.seeds > 1000)
        throw InputError("--seeds", "from 1 to 1000 are expected");
    const auto ensembles = members_of(draws, job.life.model);
    std::vector<Draw> out;
    for (std::size_t k = 0; k < draws.seeds; ++k) {
        Draw d{o.seed + k, {}, k == 0};
        for (const auto& ensemble : ensembles)
            for (auto& s : settings_of(ensemble, k)) {
                if (std::ranges::find(d.settings, s.name, &scenario::Setting::name) != d.settings.end())
                    throw InputError("--ensemble", fmt::format("leave one table out; two of them vary {}", s.name));
                if (std::ranges::find(job.settings, s.name, &scenario::Setting::name) == job.settings.end())
                    d.settings.push_back(std::move(s));
            }
        out.push_back(std::move(d));
    }
    return out;
}

std::string told_of_ensembles(const DrawOptions& o) {
    const auto asked = ensembles_asked(o);
    return asked.front() == none ? "parameters as they are"
                                 : fmt::format("parameters of the ensemble {}", fmt::join(asked, " and "));
}

AnswerStore::AnswerStore(const std::filesystem::path& file, const Identity& identity, bool resume)
    : journal_(file, identity, resume, [this](std::string_view record) { take(record); }) {}

const simulate::Estimate* AnswerStore::find(std::uint64_t key) const {
    const auto at = known_.find(key);
    return at == known_.end() ? nullptr : &at->second;
}

void AnswerStore::add(std::uint64_t key, const simulate::Estimate& e) {
    std::string s;
    put_bytes(s, key);
    put_bytes(s, e.value);
    put_bytes(s, e.error);
    put_bytes(s, e.people);
    put_bytes(s, e.least);
    put_bytes(s, e.unit);
    put_bytes(s, e.failure);
    journal_.add(s);
}

void AnswerStore::take(std::string_view record) {
    std::uint64_t key = 0;
    simulate::Estimate e;
    take_bytes(record, key);
    take_bytes(record, e.value);
    take_bytes(record, e.error);
    take_bytes(record, e.people);
    take_bytes(record, e.least);
    take_bytes(record, e.unit);
    take_bytes(record, e.failure);
    known_[key] = std::move(e);
}

} // namespace rewire::study
