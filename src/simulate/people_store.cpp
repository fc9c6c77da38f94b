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
// All that is kept of a person, in the order of the file. The binding names every member: a new one does not compile
// until it is put away too.
template <class Of, class Visit>
void for_each_field(Of& p, Visit visit) {
    auto& [index, visits, days, signals, pathways, hours, rates, connectivity, maps, screened_out, failure, solved] = p;
    visit(index);
    visit(screened_out);
    visit(solved);
    visit(failure);
    for (auto* matrix : {&visits, &days})
        visit(*matrix);
    for (auto* recording : {&signals, &pathways, &hours, &rates, &connectivity, &maps})
        visit(*recording);
}
struct Put {
    std::string& to;
    template <class T>
    void operator()(const T& value) const {
        put_bytes(to, value);
    }
    template <class T>
    void operator()(const MatrixOf<T>& m) const {
        put_matrix(to, m);
    }
};
struct Take {
    std::string_view& from;
    template <class T>
    void operator()(T& value) const {
        take_bytes(from, value);
    }
    template <class T>
    void operator()(MatrixOf<T>& m) const {
        take_matrix(from, m);
    }
};
std::string bytes_of(const Person& p) {
    std::string s;
    for_each_field(p, Put{s});
    return s;
}
Person person_of(std::string_view s) {
    Person p;
    for_each_field(p, Take{s});
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
