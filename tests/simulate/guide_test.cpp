// docs/add_a_mechanism.md, step by step: its header as it stands there, its list, its files.
#include <gtest/gtest.h>
#include <guide_mechanism.hpp>

#include "base/file.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "mechanism/entry.hpp"
#include "model/calendar.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
using namespace brain;
using namespace scenario;
using namespace model;
using namespace simulate;
namespace {

std::vector<std::string> blocks_of(const std::string& guide) { // between ```
    std::vector<std::string> out;
    for (auto at = guide.find("\n```"); at != std::string::npos; at = guide.find("\n```", at)) {
        const auto begin = guide.find('\n', at + 1) + 1, end = guide.find("```", begin);
        out.push_back(guide.substr(begin, end - begin));
        at = end;
    }
    return out;
}

TEST(Guide, AMechanismIsFoundWiredLivedAndRead) {
    const auto blocks = blocks_of(read_file(REWIRE_SOURCE_DIR "/docs/add_a_mechanism.md"));
    ASSERT_EQ(blocks.size(), 6u);
    const auto known = all_mechanisms();
    std::vector<Entry> entries(known.entries().begin(), known.entries().end());
    add_entries(entries, TypeList<VitaminD>{});
    const Catalogue catalogue(std::move(entries));
    const auto brain = template_brain();
    const auto model = life_model(brain.labels, scaled(brain), {}, catalogue);
    ASSERT_NE(model.find("vitamin_d"), nullptr);

    MedicineFiles files;
    files.treatments.push_back({"daily_walks.toml", blocks[2]});
    files.instruments.push_back({"vitamin_d_blood.toml", blocks[3]});
    const auto calendar = make_calendar(parse_scenario(blocks[4], "walks.toml"), model, files);
    const auto cohort = live(model, calendar, {.people = 16});
    const auto mean = [&](std::size_t visit) {
        double sum = 0;
        for (const auto& p : cohort.people)
            sum += p.visits(visit, 0);
        return sum / 16;
    };
    EXPECT_NEAR(mean(0), 60, 4) << "in health";
    // Seven hours a week, of which expected: 60 exp(0.7 tanh(0.05 * 7 / 0.7)) = 82.9 at rest; four time constants are
    // 98 %.
    EXPECT_NEAR(mean(1), 82.9, 5);
    EXPECT_NEAR(mean(2), 60, 5) << "it goes as it came";
}

// The list that the page shows is that of the house and one more.
TEST(Guide, ItsListIsThatOfTheHouse) {
    const auto blocks = blocks_of(read_file(REWIRE_SOURCE_DIR "/docs/add_a_mechanism.md"));
    auto shown = blocks[1].substr(blocks[1].find("TypeList<"));
    shown = shown.substr(0, shown.find(", VitaminD>"));
    EXPECT_NE(read_file(REWIRE_SOURCE_DIR "/src/equations/body/list.hpp").find(shown + ">;"), std::string::npos)
        << shown;
}

} // namespace
} // namespace rewire
