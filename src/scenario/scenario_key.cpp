// What a scenario is known by. Every field of it stands in a list below: one that is added and not thought of does not
// compile.
#include <filesystem>

#include "base/hash.hpp"
#include "scenario/scenario.hpp"

namespace rewire::scenario {
namespace {

class Key {
public:
    void add(const std::string& text) { hash_.add(std::string_view(text)); }
    void add(double value) { hash_.add(value); }
    void add(bool is) { hash_.add(std::uint64_t{is}); }
    void add(std::size_t count) { hash_.add(std::uint64_t{count}); }
    void add(const Date& day) { hash_.add(static_cast<std::uint64_t>(day.time_since_epoch().count())); }
    void add(const Section::Text& text) { add(text.value); }
    void add(const std::pair<std::string, std::string>& two) { all(two.first, two.second); }
    void add(const Ages& a) {
        const auto& [mean, spread, from, to] = a;
        all(mean, spread, from, to);
    }
    void add(const Trait& t) {
        const auto& [name, sd, line, column] = t;
        all(name, sd);
    }
    void add(const Setting& s) {
        const auto& [name, value, line, column] = s;
        all(name, value);
    }
    void add(const Clause& c) {
        const auto& [name, amount, level, intensity, per_week, duration, start, table, lengthy, shared, at] = c;
        all(name, amount, level, intensity, per_week, duration, start, table, shared);
    }
    void add(const Phrase& p) {
        const auto& [main, further, line, column] = p;
        all(main, further);
    }
    void add(const Arm& a) {
        const auto& [name, treatments, adherence] = a;
        all(name, treatments, adherence);
    }
    void add(const Scenario& s) {
        const auto& [file, said, age, sex, enzymes, traits, people, population, ages, women, history, life, start,
                     treatments, adherence, engagement, arms, end, last_day, weeks, weeks_at, instruments, without,
                     instead, settings, spread, problems, lines, note] = s;
        all(age, sex, enzymes, traits, people, population, ages, women, history, life, start, treatments, adherence,
            engagement, end, without, instead, settings, spread);
        if (!arms.empty())
            add(arms);
        for (const auto& p : treatments)
            if (!p.main.table.empty()) // that stands beside the file
                add(std::filesystem::path(file).parent_path().string());
    }
    std::uint64_t value() const { return hash_.value(); }
    static std::uint64_t of(const auto& field) {
        Key key;
        key.add(field);
        return key.value();
    }

private:
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value)
            add(*value);
    }
    template <class T>
    void add(const std::vector<T>& list) {
        add(list.size());
        for (const auto& item : list)
            add(item);
    }
    void all(const auto&... fields) { (add(fields), ...); }

    Hash hash_;
};

} // namespace

std::uint64_t key_of(const Scenario& s) {
    Key key;
    key.add(s);
    return key.value();
}

std::vector<std::string> differences_of_people(const Scenario& a, const Scenario& b) {
    std::vector<std::string> out;
    const auto compare = [&](const char* what, const auto& field) {
        if (Key::of(a.*field) != Key::of(b.*field))
            out.emplace_back(what);
    };
    compare("age in [person]", &Scenario::age);
    compare("sex in [person]", &Scenario::sex);
    compare("smoker or enzymes in [person]", &Scenario::enzymes);
    compare("traits in [person]", &Scenario::traits);
    compare("from in [population]", &Scenario::population);
    compare("age in [population]", &Scenario::ages);
    compare("women in [population]", &Scenario::women);
    compare("life in [history]", &Scenario::history);
    compare("none in [model]", &Scenario::without);
    compare("instead in [model]", &Scenario::instead);
    compare("spread in [model]", &Scenario::spread);
    return out;
}

} // namespace rewire::scenario
