#include "report/bids.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/life_numbers.hpp"
#include "report/life_tables.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& j) { return j.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n"; }
std::string session(int day) { // a label holds letters and digits alone
    return day % 7 == 0 ? fmt::format("ses-week{}{}", day < 0 ? "minus" : "", std::abs(day / 7))
                        : fmt::format("ses-day{}{}", day < 0 ? "minus" : "", std::abs(day));
}
std::string number(double v) { return std::isnan(v) ? "n/a" : csv_number(v); }

Json column(std::string description, std::string units = {}) {
    Json j{{"Description", std::move(description)}};
    if (!units.empty())
        j["Units"] = std::move(units);
    return j;
}

void add_participants(const LifeReport& r, std::map<std::string, std::string>& out) {
    const auto& c = *r.calendar;
    std::string table = "participant_id\tage\tsex\tgroup\ttreatment\tfailed";
    Json columns{{"participant_id", column("a virtual person")},
                 {"age", column("at the start of the plan", "year")},
                 {"sex", column("F: a woman, M: a man")},
                 {"group", column("population of the catalogue; n/a: one kind of person")},
                 {"treatment", column("what is on the plan")},
                 {"failed", column("yes: the numbers broke, and those not reached are n/a")}};
    for (const auto& t : c.traits) {
        table += "\ttrait_" + t.name;
        columns["trait_" + t.name] = column("trait, from the mean of people", "standard deviation");
    }
    table += '\n';
    for (std::size_t k = 0; k < r.people->size(); ++k) {
        const auto& p = (*r.people)[k];
        const model::Luck luck(r.seed, p.index);
        const auto who = c.demography.of(luck);
        table +=
            fmt::format("{}\t{}\t{}\t{}\t{}\t{}", subject_of((*r.people)[k]), number(who.age), who.woman ? "F" : "M",
                        c.population.empty() ? "n/a" : c.population, arm_of(c), p.failure.empty() ? "no" : "yes");
        for (const auto& t : c.traits)
            table += '\t' + number(t.of(luck));
        table += '\n';
    }
    out["participants.tsv"] = table;
    out["participants.json"] = text_of(columns);
}

void add_sessions(const LifeReport& r, std::map<std::string, std::string>& out) {
    for (std::size_t k = 0; k < r.people->size(); ++k) {
        std::string table = "session_id\tday\tweek\n";
        for (const int v : r.calendar->visits)
            table += fmt::format("{}\t{}\t{}\n", session(v), v, number(v / 7.0));
        out[fmt::format("{0}/{0}_sessions.tsv", subject_of((*r.people)[k]))] = table;
    }
    out["sessions.json"] = text_of({{"session_id", column("a visit")},
                                    {"day", column("since the plan began, which is day 0", "day")},
                                    {"week", column("the same", "week")}});
}

void add_phenotype(const LifeReport& r, std::map<std::string, std::string>& out) {
    const auto& c = *r.calendar;
    for (std::size_t i = 0; i < c.instruments.size(); ++i) {
        const auto& in = c.instruments[i];
        std::string table = "participant_id\tsession_id\t" + in.name + "\n";
        for (std::size_t k = 0; k < r.people->size(); ++k)
            for (std::size_t v = 0; v < c.visits.size(); ++v)
                table += fmt::format("{}\t{}\t{}\n", subject_of((*r.people)[k]), session(c.visits[v]),
                                     number((*r.people)[k].visits(v, i)));
        Json tool{{"Description", in.says}, {"Method", in.method}, {"Source", in.source}};
        if (!in.licence.empty())
            tool["Licence"] = in.licence;
        Json value = column(in.says, in.unit);
        value["Minimum"] = in.low;
        value["Maximum"] = in.high;
        out["phenotype/" + in.name + ".tsv"] = table;
        out["phenotype/" + in.name + ".json"] = text_of({{"MeasurementToolMetadata", tool},
                                                         {"participant_id", column("a virtual person")},
                                                         {"session_id", column("a visit, see the sessions")},
                                                         {in.name, value}});
    }
}

// How a reading that looks at the network comes about.
std::string told_of(const std::string& at) {
    constexpr std::pair<std::string_view, std::string_view> ways[]{
        {"connectivity",
         " It is the mean over pairs of regions of the correlation that little noise makes around rest, with the "
         "weights and gains of the day."},
        {"task",
         " The network of the day answers the activity in blocks of 20 s, with 20 s of rest between; what is given is "
         "the mean change of the simulated "
         "BOLD signal from 6 s of a block to its end."},
        {"scan",
         " The network of the day is simulated at rest for five minutes (steps of 1 ms), with a BOLD volume every 2 "
         "s."},
        {"response",
         " The network of the day is simulated without noise while the activity drives it for 150 ms; what is given is "
         "the largest deflection."},
        {"eeg",
         " It is that of a corticothalamic field whose gains lie between closed eyes, open eyes and the first stage of "
         "sleep, as arousal, sleep and "
         "transmitters of the day have it."},
    };
    for (const auto& [name, text] : ways)
        if (name == at)
            return std::string(text);
    return {};
}

} // namespace

std::map<std::string, std::string> bids_files(const LifeReport& r) {
    std::map<std::string, std::string> out;
    out["dataset_description.json"] = text_of(
        {{"Name", study_of(r)},
         {"BIDSVersion", "1.8.0"},
         {"DatasetType", "derivative"},
         {"License", "Apache-2.0"},
         {"GeneratedBy",
          Json::array({{{"Name", "rewire"}, {"Version", std::string(version())}, {"Description", r.command}}})}});
    out["README"] = fmt::format(
        "Virtual people, made by rewire {} with the command\n\n    {}\n\nNobody here was ever born: this is research "
        "software, not a medical device, and no "
        "number of it "
        "describes a patient. How each instrument was used: methods.md.\n",
        version(), r.command);
    out["methods.md"] = methods_text(r);
    add_participants(r, out);
    add_sessions(r, out);
    add_phenotype(r, out);
    return out;
}

namespace {
// "bids/" is the folder "bids": what is put together beside it must not lie in it.
std::filesystem::path without_slash(const std::filesystem::path& folder) {
    return folder.has_filename() || !folder.has_relative_path() ? folder : folder.parent_path();
}
} // namespace

void check_bids_folder(const std::filesystem::path& given) {
    namespace fs = std::filesystem;
    std::error_code none;
    const auto folder = without_slash(given);
    const auto description = folder / "dataset_description.json";
    if (fs::exists(folder, none) && !fs::is_directory(folder, none))
        throw InputError(folder.string(), "is no folder");
    expect_folder_writable(folder);
    if (!fs::exists(folder, none) || fs::is_empty(folder, none))
        return;
    if (!fs::exists(description, none))
        throw InputError(folder.string(), "holds other files; a BIDS dataset wants a folder of its own");
    if (read_file(description, 1 << 20).find("\"Name\": \"rewire\"") == std::string::npos)
        throw InputError(folder.string(), "holds a BIDS dataset that rewire did not write; choose another folder");
}

void write_bids(const LifeReport& r, const std::filesystem::path& given) {
    namespace fs = std::filesystem;
    check_bids_folder(given);
    // Beside the folder first, then in its place: a reader sees the old dataset or the new one.
    const auto folder = without_slash(given);
    const fs::path fresh = folder.string() + ".writing";
    std::error_code failed;
    fs::remove_all(fresh, failed);
    for (const auto& [name, text] : bids_files(r)) {
        make_folder((fresh / name).parent_path());
        write_file(fresh / name, text);
    }
    fs::remove_all(folder, failed);
    if (!failed)
        fs::rename(fresh, folder, failed);
    if (failed)
        throw InputError(folder.string(), "cannot be written: " + failed.message());
}

std::string methods_text(const LifeReport& r) {
    const auto& c = *r.calendar;
    std::string weeks;
    for (const int v : c.visits)
        weeks += (weeks.empty() ? "" : ", ") + format_number(near_week(v / 7.0));
    const auto when = c.visits.empty() ? std::string("at no visit")
                                       : fmt::format("in week{} {}", c.visits.size() == 1 ? "" : "s", weeks);
    std::string out =
        fmt::format("# Methods\n{} measured {} (seed {}, rewire {}).\n",
                    counted(r.people->size(), "virtual person was", "virtual people were"), when, r.seed, version());
    for (const auto& in : c.instruments) {
        out += fmt::format("\n**{}.** {}", in.name, in.says);
        if (!in.procedure.empty())
            out += fmt::format(" Taken as: {}.", in.procedure);
        out += fmt::format(" Readings lie between {} and {}{}.", format_number(in.low), format_number(in.high),
                           " " + (in.unit == "1" ? fmt::format("({})", in.unit_says) : in.unit));
        out += told_of(in.look.at);
        std::string parts;
        for (const auto& [what, sd] :
             {std::pair{"people", in.between}, {"sites", in.site}, {"readings of one person", in.noise}})
            if (sd > 0)
                parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", what, format_number(sd));
        if (!parts.empty())
            out += fmt::format(" To what the model gives come differences, with standard deviations{} between {}{}.",
                               in.product ? " of the logarithm" : "", parts,
                               in.site > 0 ? fmt::format("; people come to {} sites", model::sites) : "");
        if (in.whole)
            out += " Ratings are whole points.";
        if (in.outcome)
            out += fmt::format(" {} Source of these: {}.", simulate::definition_of(in), in.outcome->source);
        if (in.least_change > 0)
            out += fmt::format(" A change of {} counts as the least that matters.",
                               shown_quantity(in.least_change, in.unit));
        if (!in.licence.empty())
            out += fmt::format(" Licence: {}.", in.licence);
        out += fmt::format(" Source: {}.\n", in.source);
    }
    return out;
}

} // namespace rewire::report
