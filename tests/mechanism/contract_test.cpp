// The list of mechanisms, and tables that must not compile. The laws that each keeps: contract_laws.hpp.
#include <gtest/gtest.h>
#include <set>

#include "equations/all.hpp"
#include "mechanism/contract.hpp"

namespace rewire::testing_mechanisms {
using namespace mechanism;
using namespace equations;
namespace {

TEST(Catalogue, NamesEveryMechanismOnce) {
    const Catalogue c = all_mechanisms();
    std::set<std::string_view> names;
    for (const auto& e : c.entries())
        EXPECT_TRUE(names.insert(e.name).second) << e.name;
    EXPECT_GE(names.size(), 10u);
    EXPECT_EQ(&c.find("wong_wang"), &c.entries()[0]);
    EXPECT_THROW(c.region_model("balloon_windkessel"), std::runtime_error);
    try {
        c.find("wong_wangg");
        FAIL();
    } catch (const std::runtime_error& e) {
        EXPECT_NE(std::string(e.what()).find("did you mean \"wong_wang\"?"), std::string::npos) << e.what();
    }
}

// A table whose rows stand in another order than the members must not pass for one.
struct Pair {
    double first, second;
};
constexpr std::array right{param(&Pair::first, "first", "1", 1, 0, "assumed"),
                           param(&Pair::second, "second", "1", 1, 0, "assumed")};
constexpr std::array swapped{right[1], right[0]};
constexpr std::array missing{right[0]};
constexpr std::array twice{right[0], param(&Pair::second, "first", "1", 1, 0, "assumed")};
static_assert(rows_match(right) && !rows_match(swapped) && !rows_match(missing) && !rows_match(twice));

} // namespace
} // namespace rewire::testing_mechanisms
