#include "study/given_trial.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/trial_dataset.hpp"
#include "study/job_identity.hpp"
#include "trial/centre_store.hpp"

namespace rewire::study {
namespace {

namespace fs = std::filesystem;

// Every option of a trial's brain and catalogue, by its name, and whether it names a file. The bindings name every
// member: a new one does not compile until it is written down too.
template <class Of, class Visit>
void for_each_option(Of& life, Visit visit) {
    auto& [catalog, connectome, coupling, own_connectomes, catalog_as, mechanisms] = life;
    auto& [file, weights, direction, labels, variable, lengths_unit, lengths, symmetrise, number_labels, drop_regions,
           read] = connectome;
    expects(!read, "a brain that has no file is not written down");
    expects(catalog_as.empty() && mechanisms.empty(), "what was handed over from memory is not written down");
    auto& [lengths_file, lengths_labels, lengths_variable] = lengths;
    visit("--catalog", catalog, true);
    visit("--connectome", file, true);
    visit("--coupling", coupling, false);
    visit("--own-connectomes", own_connectomes, true);
    visit("--weights", weights, false);
    visit("--direction", direction, false);
    visit("--labels", labels, true);
    visit("--variable", variable, false);
    visit("--lengths", lengths_file, true);
    visit("--lengths-labels", lengths_labels, true);
    visit("--lengths-variable", lengths_variable, false);
    visit("--lengths-unit", lengths_unit, false);
    visit("--symmetrise", symmetrise, false);
    visit("--number-labels", number_labels, false);
    visit("--drop-regions", drop_regions, false);
}

void add_words(std::vector<std::string>& to, const char* name, const std::string& value) {
    to.insert(to.end(), {name, value});
}
void add_words(std::vector<std::string>& to, const char* name, double value) {
    to.insert(to.end(), {name, fmt::format("{}", value)});
}
void add_words(std::vector<std::string>& to, const char* name, bool) { to.emplace_back(name); }
void add_words(std::vector<std::string>& to, const char* name, const std::vector<std::string>& values) {
    for (const auto& v : values)
        to.insert(to.end(), {name, v});
}

void put(std::string& to, const std::vector<std::string>& texts) {
    put_bytes(to, texts.size());
    for (const auto& t : texts)
        put_bytes(to, t);
}
void put(std::string& to, const auto& value) { put_bytes(to, value); }
void take(std::string_view& from, std::vector<std::string>& texts) {
    std::size_t n = 0;
    take_bytes(from, n);
    if (n > from.size())
        damaged_bytes();
    texts.resize(n);
    for (auto& t : texts)
        take_bytes(from, t);
}
void take(std::string_view& from, auto& value) { take_bytes(from, value); }

void find_again(std::string& file, const std::string& folder) {
    std::error_code none;
    if (!file.empty() && !fs::exists(file, none) && fs::exists(fs::path(folder) / file, none))
        file = (fs::path(folder) / file).string();
}

} // namespace

std::string GivenTrial::bytes() const {
    std::string s;
    for (const auto* text_of : {&file, &text, &folder})
        put(s, *text_of);
    put(s, people.has_value());
    put(s, people.value_or(0));
    put(s, seed.has_value());
    put(s, seed.value_or(0));
    for_each_option(life, [&](const char*, const auto& value, bool) { put(s, value); });
    return s;
}
GivenTrial GivenTrial::of_bytes(std::string_view s) {
    GivenTrial g;
    bool has_people = false, has_seed = false;
    std::size_t people = 0;
    std::uint64_t seed = 0;
    for (auto* text_of : {&g.file, &g.text, &g.folder})
        take(s, *text_of);
    take(s, has_people);
    take(s, people);
    take(s, has_seed);
    take(s, seed);
    if (has_people)
        g.people = people;
    if (has_seed)
        g.seed = seed;
    for_each_option(g.life, [&](const char*, auto& value, bool is_file) {
        take(s, value);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>)
            if (is_file)
                find_again(value, g.folder);
    });
    find_again(g.file, g.folder);
    return g;
}

std::vector<std::string> GivenTrial::words() const {
    std::vector<std::string> out{file};
    if (people)
        add_words(out, "--people", std::to_string(*people));
    if (seed)
        add_words(out, "--seed", std::to_string(*seed));
    // Those that are not as they are when nobody says anything.
    const LifeOptions unsaid;
    std::vector<std::string> usual;
    for_each_option(unsaid, [&](const char*, const auto& value, bool) {
        std::string s;
        put(s, value);
        usual.push_back(s);
    });
    std::size_t k = 0;
    for_each_option(life, [&](const char* name, const auto& value, bool) {
        std::string s;
        put(s, value);
        if (s != usual[k++])
            add_words(out, name, value);
    });
    return out;
}

GivenTrial given_trial(std::string file, std::optional<std::size_t> people, std::optional<std::uint64_t> seed,
                       LifeOptions life) {
    if (people && (*people < 2 || *people > 1'000'000))
        throw InputError("--people", "from 2 to 1000000 people are expected");
    auto text = read_file(file, 1 << 20);
    return {std::move(file), std::move(text), people, seed, std::move(life), fs::current_path().string()};
}

TrialJob trial_job(const GivenTrial& given) {
    auto file = scenario::read_trial(given.text, given.file);
    if (given.people)
        file.people = *given.people;
    if (given.seed)
        file.seed = *given.seed;
    TrialJob out{life_job(given.life), {}, {}, {}};
    out.file = given.file;
    out.asked = file;
    out.design = trial::design_of(file, out.job.model, out.job.medicine);
    report::check_names(out.design);
    out.warnings = out.job.brain.warnings;
    auto& id = out.identity;
    id = identity_of(out.job, "centres of a trial");
    id.add("the code of trials", trial::sources_hash());
    // Machines of one trial must agree to the last bit.
    id.add_told("instructions", reference_bits() ? "with fused multiply-add" : "without fused multiply-add");
    id.add("the trial's file", given.text);
    id.add_told("--people", std::to_string(out.design.people));
    id.add_told("--seed", std::to_string(out.design.seed));
    for (const auto& arm : out.design.arms)
        for (const auto& table : arm.calendar.tables)
            id.add("the tables of doses", table.text);
    for (auto& w : warnings_of(out.design))
        if (std::ranges::find(out.warnings, w) == out.warnings.end())
            out.warnings.push_back(std::move(w));
    return out;
}

std::string shell_word(std::string_view text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos)
        return std::string(text);
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}
std::string shell_words(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words)
        out += (out.empty() ? "" : " ") + shell_word(w);
    return out;
}

} // namespace rewire::study
