// Text as files bring it.
#include "base/encoding.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace rewire {
namespace {

TEST(Encoding, NamesTheFileThatWasConverted) {
    EXPECT_EQ(decoded("\xc3\xbc", "a").text, "\xc3\xbc");
    EXPECT_EQ(decoded("\xc3\xbc", "a").note, "");
    const auto wide = decoded(std::string("\xff\xfe"
                                          "a\0=\0",
                                          6),
                              "a.toml");
    EXPECT_EQ(wide.text, "a=");
    EXPECT_EQ(wide.note, "a.toml: the text is UTF-16 and was converted.");
    const auto western = decoded(
        "\xdc"
        "ber",
        "a.toml");
    EXPECT_EQ(western.text,
              "\xc3\x9c"
              "ber");
    EXPECT_TRUE(western.note.starts_with("a.toml: the text is not UTF-8; it was read as Windows-1252 (Latin-1)"));
    EXPECT_THROW(decoded(std::string("a\0b", 3), "a"), InputError);
}
TEST(Encoding, KnowsSignsThatLookLikePlainOnes) {
    EXPECT_EQ(plain("\xef\xbc\x93\xef\xbc\x94\xc2\xa0mg\xef\xbc\x8c\xe2\x88\x92\x31"), "34 mg,-1");
    EXPECT_EQ(plain("a\xe2\x80\x8b"
                    "b\xc3\xbc"),
              "ab\xc3\xbc")
        << "no width goes, letters stay";
    EXPECT_EQ(look_alike(0x201c).plain, '"');
    EXPECT_EQ(look_alike(0x300c).name, "a corner quotation mark");
    EXPECT_EQ(look_alike(0xff1a).name, "a full-width colon");
    EXPECT_EQ(look_alike('a').plain, 0);
    EXPECT_EQ(look_alike(0xfc).plain, 0);
}

} // namespace
} // namespace rewire
