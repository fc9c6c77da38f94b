#include "trial/centre_store.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/bytes.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"

namespace rewire::trial {
namespace {

// All that is kept, in the order of the file. The bindings name every member: a new one does not compile until it is
// put away too.
template <class Of, class Visit>
void for_each_field_of_person(Of& p, Visit visit) {
    auto& [index, centre, arm, stratum, who, scores, truth, read, days, seen, stops, felt, rescued, failure] = p;
    auto& [age, woman] = who;
    visit(index);
    visit(centre);
    visit(arm);
    visit(stratum);
    visit(age);
    visit(woman);
    visit(scores);
    visit(truth);
    visit(read);
    visit(days);
    visit(seen);
    visit(stops);
    visit(felt);
    visit(rescued);
    visit(failure);
}
template <class Of, class Visit>
void for_each_field_of_flow(Of& f, Visit visit) {
    auto& [assessed, enrolled, failed, excluded, unmet, stopped, broke] = f;
    visit(assessed);
    visit(enrolled);
    visit(failed);
    visit(excluded);
    visit(unmet);
    visit(stopped);
    visit(broke);
}

std::string bytes_of(const CentreLives& c) {
    std::string s;
    const auto put = [&](const auto& value) { put_bytes(s, value); };
    put(c.centre);
    for_each_field_of_flow(c.flow, put);
    put(c.people.size());
    for (const auto& p : c.people)
        for_each_field_of_person(p, put);
    return s;
}
CentreLives centre_of(std::string_view s) {
    CentreLives c;
    const auto take = [&](auto& value) { take_bytes(s, value); };
    take(c.centre);
    for_each_field_of_flow(c.flow, take);
    std::size_t people = 0;
    take(people);
    if (people > s.size()) // nobody takes less than a byte
        damaged_bytes();
    c.people.resize(people);
    for (auto& p : c.people)
        for_each_field_of_person(p, take);
    return c;
}

std::string bytes_of(const Part& p) {
    std::string s;
    for (const auto number : {p.number, p.of, p.shard.first, p.shard.count})
        put_bytes(s, number);
    put_bytes(s, p.given);
    return s;
}
Part part_of(std::string_view s) {
    Part p;
    for (auto* number : {&p.number, &p.of, &p.shard.first, &p.shard.count})
        take_bytes(s, *number);
    take_bytes(s, p.given);
    return p;
}

} // namespace

std::string Part::told() const {
    if (of == 1)
        return shard.count == 1 ? "the only centre" : fmt::format("all {} centres", shard.count);
    const auto which = shard.count == 1 ? fmt::format("centre {}", shard.end())
                                        : fmt::format("centres {} to {}", shard.first + 1, shard.end());
    return fmt::format("shard {}/{}, {}", number, of, which);
}

CentreStore::CentreStore(const std::filesystem::path& file, const Identity& trial, const Part& part, bool resume,
                         const CentreSink& take)
    : shard_(part.shard), journal_(file, trial, resume, [&](std::string_view record) {
          if (!std::exchange(begun_, true)) {
              if (const auto there = part_of(record); there.shard != part.shard)
                  throw InputError("", fmt::format("holds {}, not {}; give the same --shard, leave out --resume, or "
                                                   "choose another --out",
                                                   there.told(), part.told()));
              return;
          }
          auto centre = centre_of(record);
          if (centre.centre != shard_.first + known_ || known_ == shard_.count)
              damaged_bytes();
          ++known_;
          take(std::move(centre));
      }) {
    if (!begun_)
        journal_.add(bytes_of(part));
}
Shard CentreStore::rest() const { return {shard_.first + known_, shard_.count - known_}; }
void CentreStore::add(const CentreLives& centre) {
    expects(centre.centre == shard_.first + known_ && known_ < shard_.count, "centres are kept in their order");
    journal_.add(bytes_of(centre));
    ++known_;
}

CentreReader::CentreReader(std::filesystem::path file) : file_(std::move(file)), journal_(file_) {
    std::string record;
    if (!journal_.is_one() || !journal_.next(record))
        throw InputError(file_.string(),
                         "is no part of a trial that this version of rewire can read; give the folders "
                         "that `rewire trial FILE --shard i/n --out DIR` wrote");
    try {
        part_ = part_of(record);
    } catch (const InputError&) {
        throw InputError(file_.string(),
                         "is no part of a trial; give the folders that `rewire trial FILE --shard i/n "
                         "--out DIR` wrote");
    }
}
std::optional<CentreLives> CentreReader::next() {
    std::string record;
    if (stray_ || !journal_.next(record))
        return {};
    try {
        auto centre = centre_of(record);
        if (read_ < part_.shard.count && centre.centre == part_.shard.first + read_) {
            ++read_;
            return centre;
        }
    } catch (const InputError&) { // told by damaged()
    }
    stray_ = true;
    return {};
}

} // namespace rewire::trial
