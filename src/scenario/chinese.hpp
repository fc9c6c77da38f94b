// Protocols in Chinese words: one step before anything is read. A text becomes the English grammar's words, each with
// the place it had, so that what is told of a word points at the Chinese one.
//
//   认知行为治疗50分钟每周持续12周，作业每天20分钟   ->   cbt 50 min weekly for 12 weeks, homework 20 min daily
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::scenario {

struct InEnglish {
    std::string text;
    std::vector<std::size_t> places; // of each sign of the text, and of its end: signs before it as it was written
};

// Words that the table of aliases knows (base/aliases.hpp) in English, others as they are. Nothing where a text holds
// no Chinese sign: it is left alone.
std::optional<InEnglish> in_english(std::string_view written);

} // namespace rewire::scenario
