#include "simulate/people_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/packed.hpp"

namespace rewire::simulate {
namespace {

// All that is kept of a person, in the order of the file. The binding names every member: a new one does not compile
// until it is put away too.
template <class Of, class Visit>
void for_each_field(Of& p, Visit visit) {
    auto& [index, visits, days, signals, pathways, hours, rates, connectivity, maps, screened_out, screened_by, failure,
           solved, stops, felt, past, hash, hurt, relapsed, weeks] = p;
    (void)past; // of the run that asked for it
    visit(index);
    visit(screened_out);
    visit(screened_by);
    visit(solved);
    visit(failure);
    visit(stops);
    visit(felt);
    visit(hash);
    visit(hurt);
    visit(relapsed);
    for (auto* matrix : {&visits, &days, &weeks})
        visit(*matrix);
    for (auto* recording : {&signals, &pathways, &hours, &connectivity})
        visit(*recording);
    for (auto* of_visits : {&rates, &maps}) // what one visit finds is like what the next one does
        visit(*of_visits, visits.rows() > 0 && of_visits->rows() % visits.rows() == 0
                              ? std::max<std::size_t>(of_visits->rows() / visits.rows(), 1)
                              : 1);
}
std::string bytes_of(const Person& p) {
    std::string s;
    for_each_field(p, [&](const auto& value, std::size_t together = 1) {
        if constexpr (requires { value.rows(); })
            put_packed(s, value, together);
        else
            put_bytes(s, value);
    });
    return s;
}
Person person_of(std::string_view s) {
    Person p;
    for_each_field(p, [&](auto& value, std::size_t = 1) {
        if constexpr (requires { value.rows(); })
            take_packed(s, value);
        else
            take_bytes(s, value);
    });
    return p;
}

} // namespace

PeopleStore::PeopleStore(const std::filesystem::path& file, const Identity& run, bool resume)
    : journal_(file, run, resume, [this](std::string_view record) {
          auto p = person_of(record);
          people_.insert_or_assign(p.index, std::move(p));
      }) {}
const Person* PeopleStore::find(std::uint32_t index) const {
    const auto at = people_.find(index);
    return at == people_.end() ? nullptr : &at->second;
}
void PeopleStore::add(const Person& person) { journal_.add(bytes_of(person)); }

KeptPeople kept_people(const std::filesystem::path& file) {
    KeptPeople out;
    out.run = Journal::read(file, [&](std::string_view record) {
        auto p = person_of(record);
        out.people.insert_or_assign(p.index, std::move(p));
    });
    return out;
}

} // namespace rewire::simulate
