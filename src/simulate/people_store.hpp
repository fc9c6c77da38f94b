// People who have lived, kept in a file as they finish, so that a run that is killed goes on where it was.
//
// A header, then a record a person: length, hash, bytes. A record that is torn (the machine stopped while it was
// written) is dropped.
#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>

#include "simulate/year.hpp"

namespace rewire {

class PeopleStore {
public:
    // `run`: the hash of all that decides what people live (scenario, catalogue, seed, version). `resume`: people of
    // the same run are taken up again; InputError when the file belongs to another run. Otherwise the file is begun
    // anew.
    PeopleStore(const std::filesystem::path& file, std::uint64_t run, bool resume);

    std::size_t known() const { return people_.size(); }
    const Person* find(std::uint32_t index) const;
    void add(const Person& person); // on disk when it returns

private:
    std::map<std::uint32_t, Person> people_;
    std::ofstream out_;
};

} // namespace rewire
