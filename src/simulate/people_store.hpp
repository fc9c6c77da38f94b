// People who have lived, kept in a journal as they finish, so that a run that is killed goes on where it was.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>

#include "base/journal.hpp"
#include "simulate/year.hpp"

namespace rewire::simulate {

class PeopleStore {
public:
    // `run`: all that decides what people live, but not how many they are. `resume`: people of the same run are taken
    // up again; InputError when the file belongs to another run. Otherwise the file is begun anew.
    PeopleStore(const std::filesystem::path& file, const Identity& run, bool resume);

    std::size_t known() const { return people_.size(); }
    const Person* find(std::uint32_t index) const;
    void add(const Person& person);

private:
    std::map<std::uint32_t, Person> people_;
    Journal journal_;
};

// Those that another run has kept, and its identity; its file stays as it is. InputError where it is no such store.
struct KeptPeople {
    Identity run;
    std::map<std::uint32_t, Person> people; // by whose luck; screen failures too
};
KeptPeople kept_people(const std::filesystem::path& file);

} // namespace rewire::simulate
