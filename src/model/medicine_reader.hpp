// What the readers of the catalogue's medicine share. Included only by them.
#pragma once
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_set>

#include "base/known.hpp"
#include "life/wiring.hpp"
#include "model/medicine.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::model {

class MedicineReader {
public:
    explicit MedicineReader(const life::LifeModel& model) : model_(model) {
        for (const auto& s : model.wiring->body->signals())
            signals_.push_back(s.name);
        for (const auto* list : {&model.without, &model.alternatives}) // others may stand for what they put out
            for (const auto* e : *list)
                for (const auto& y : e->outputs)
                    signals_.emplace_back(y.name);
        known_.insert(signals_.begin(), signals_.end());
    }
    template <class F> // f(section) for each file
    void each(const std::vector<CatalogFile>& files, F f) {
        for (const auto& file : files) {
            scenario::Document d(file.text, file.name);
            auto s = d.root();
            file_ = file.name;
            f(s);
            s.finish();
            const auto found = d.take_problems();
            problems_.insert(problems_.end(), found.begin(), found.end());
            lines_.emplace(file.name, d.lines());
        }
    }
    // A file whose name is known already stands for the one before, and that is told.
    template <class T>
    void put(std::vector<T>& list, T item, const char* what) {
        const auto at = std::ranges::find(list, item.name, &T::name);
        if (at == list.end())
            return list.push_back(std::move(item));
        notes_.push_back(fmt::format("The {} {} is one of your own; the built-in one is not used.", what, item.name));
        *at = std::move(item);
    }
    const std::string& file() const { return file_; } // that is being read
    std::vector<std::string> take_notes() { return std::move(notes_); }
    // Signals that are read, or set: what a mechanism or the network makes every day would only be made over again.
    enum class Use { read, set };
    Amounts amounts(scenario::Section& s, std::string_view key, Use use = Use::set) {
        Amounts out;
        auto t = s.section(key);
        for (const auto& name : t.keys()) {
            known_signal(t, name, name);
            if (const auto k = model_.wiring->body->find(name); use == Use::set && k != life::nowhere)
                if (const auto& maker = model_.wiring->body->signals()[k].source; maker != "nobody" && maker != "life")
                    t.wrong(name,
                            maker == "network"
                                ? fmt::format("\"{}\" is read off the network every day (a read-out of that name) "
                                              "and cannot be set",
                                              name)
                                : fmt::format("\"{}\" is what the mechanism {} makes every day and cannot be set", name,
                                              maker));
            out.emplace_back(name, t.number(name));
        }
        return out;
    }
    void known_signal(scenario::Section& s, std::string_view key, const std::string& name) {
        if (known_.contains(name))
            return;
        for (const auto* e : model_.alternatives)
            if (std::ranges::find(e->inputs, name, &mechanism::RowInfo::name) != e->inputs.end()) {
                s.wrong(key, fmt::format("only {} reads \"{}\": take instead = [\"{}\"] in [model]", e->name, name,
                                         e->name));
                return;
            }
        s.wrong(key, mended(name, {signals_.begin(), signals_.end()},
                            fmt::format("no mechanism knows a signal \"{}\"", name)));
    }
    void known_circuit(scenario::Section& s, std::string_view key, const std::string& name) {
        if (std::ranges::find(model_.circuits, name, &life::CircuitPlaces::name) == model_.circuits.end())
            s.wrong(key, mended(name, names_in(model_.circuits),
                                fmt::format("there is no circuit in this life called \"{}\"", name)));
    }
    void know(const std::vector<Drug>& drugs) { drugs_ = &drugs; }
    // Of drugs that were read before; a text that names none is told.
    std::optional<std::size_t> known_drug(scenario::Section& s, std::string_view key, const std::string& name) {
        const auto at = std::ranges::find(*drugs_, name, &Drug::name);
        if (at != drugs_->end())
            return static_cast<std::size_t>(at - drugs_->begin());
        s.wrong(key, mended(name, names_in(*drugs_),
                            fmt::format("there is no drug \"{0}\" with its kinetics, drugs/{0}.toml", name)));
        return {};
    }
    void known_molecule(scenario::Section& s, std::string_view key, const std::string& name) {
        Names known;
        for (const auto& d : *drugs_)
            for (const auto& m : d.molecules)
                known.push_back(m.name);
        if (std::ranges::find(known, name) == known.end())
            s.wrong(key, mended(name, known, fmt::format("no drug is, or becomes, \"{}\"", name)));
    }
    std::optional<std::size_t> known_target(scenario::Section& s, std::string_view key, const std::string& name) {
        const auto at = std::ranges::find(targets(), name, &Target::name);
        if (at != targets().end())
            return static_cast<std::size_t>(at - targets().begin());
        s.wrong(key, known_instead(name, names_in(targets()), fmt::format("no drug binds to \"{}\"", name)));
        return {};
    }
    std::vector<std::pair<std::size_t, double>> activities(scenario::Section& s) {
        std::vector<std::pair<std::size_t, double>> out;
        auto acts = s.section("activities");
        for (const auto& name : acts.keys()) {
            std::vector<std::string_view> known;
            std::size_t k = 0;
            for (; k < model_.activities.size() && model_.activities[k].name != name; ++k)
                known.push_back(model_.activities[k].name);
            if (k == model_.activities.size())
                acts.wrong(name, mended(name, known, fmt::format("there is no activity \"{}\"", name)));
            else
                out.emplace_back(k, acts.number(name));
        }
        return out;
    }
    void problem(const std::string& file, const scenario::Section::Text& at, std::string what) {
        const auto& lines = *lines_.at(file);
        const auto line = static_cast<std::size_t>(at.line);
        problems_.push_back(
            {file, at.line, at.column, std::move(what), line > 0 && line <= lines.size() ? lines[line - 1] : ""});
    }
    bool fine() const { return problems_.empty(); }
    void raise() {
        if (!problems_.empty())
            throw InputError(problems_);
    }

private:
    const life::LifeModel& model_;
    std::vector<std::string> signals_;
    std::unordered_set<std::string> known_; // the same, to look one up
    const std::vector<Drug>* drugs_ = nullptr;
    std::vector<Problem> problems_;
    std::vector<std::string> notes_;
    std::string file_;
    std::map<std::string, scenario::Lines> lines_; // of each file
};

template <class T>
void about(scenario::Section& s, T& item) {
    item.name = scenario::read_name(s);
    item.says = s.text("says");
    item.source = s.text("source");
}

Treatment read_treatment(MedicineReader& reader, scenario::Section& s);
// catalog/brains: one file, or none, where brains do not differ.
BrainSizes read_brain_sizes(MedicineReader& reader, const std::vector<CatalogFile>& files);

TraitTarget read_trait(MedicineReader& reader, const life::LifeModel& model, scenario::Section& s);
// What a trait comes with must be there and come with none, or the correlation would not be the one that is said.
void expect_companions(MedicineReader& reader, const std::vector<TraitTarget>& traits);
std::vector<std::pair<std::string, std::string>> read_parameters(const life::LifeModel& model, scenario::Section& s);
// What an instrument is moved by is put into it.
SlopeTarget read_slope(const life::LifeModel& model, std::vector<Instrument>& instruments, scenario::Section& s);
LifeEvent read_event(MedicineReader& reader, const std::vector<TraitTarget>& traits, scenario::Section& s);

} // namespace rewire::model
