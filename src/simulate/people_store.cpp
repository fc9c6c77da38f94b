#include "simulate/people_store.hpp"

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace rewire::simulate {
namespace {

template <class T>
void put_matrix(std::string& to, const MatrixOf<T>& m) {
    put_bytes(to, m.rows());
    put_bytes(to, m.cols());
    put_bytes(to, std::vector<T>(m.values().begin(), m.values().end()));
}
template <class T>
void take_matrix(std::string_view& from, MatrixOf<T>& m) {
    std::size_t rows = 0, cols = 0;
    std::vector<T> values;
    take_bytes(from, rows);
    take_bytes(from, cols);
    take_bytes(from, values);
    if (values.size() != rows * cols)
        throw InputError("", "the checkpoint is damaged; delete it and run again from the start");
    m = MatrixOf<T>(rows, cols, std::move(values));
}
std::string bytes_of(const Person& p) {
    std::string s;
    put_bytes(s, p.index);
    put_bytes(s, p.screened_out);
    put_bytes(s, p.solved);
    put_bytes(s, std::vector<char>(p.failure.begin(), p.failure.end()));
    put_matrix(s, p.visits);
    put_matrix(s, p.days);
    put_matrix(s, p.signals);
    put_matrix(s, p.pathways);
    put_matrix(s, p.hours);
    put_matrix(s, p.rates);
    put_matrix(s, p.connectivity);
    put_matrix(s, p.maps);
    return s;
}
Person person_of(std::string_view s) {
    Person p;
    std::vector<char> failure;
    take_bytes(s, p.index);
    take_bytes(s, p.screened_out);
    take_bytes(s, p.solved);
    take_bytes(s, failure);
    p.failure.assign(failure.begin(), failure.end());
    take_matrix(s, p.visits);
    take_matrix(s, p.days);
    take_matrix(s, p.signals);
    take_matrix(s, p.pathways);
    take_matrix(s, p.hours);
    take_matrix(s, p.rates);
    take_matrix(s, p.connectivity);
    take_matrix(s, p.maps);
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

} // namespace rewire::simulate
