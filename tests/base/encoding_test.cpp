// Text as files bring it.
#include "base/encoding.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace rewire {
namespace {

std::string in_utf16(std::string_view ascii, bool little) {
    std::string out;
    for (const char c : ascii) {
        if (!little)
            out += '\0';
        out += c;
        if (little)
            out += '\0';
    }
    return out;
}

TEST(Encoding, LeavesUtf8AsItIs) {
    for (const std::string text : {"", "plain", "\xc3\xbc and \xe2\x80\x9c", "\xef\xbb\xbfwith a mark"}) {
        const auto d = decoded(text, "a");
        EXPECT_EQ(d.text, text);
        EXPECT_EQ(d.note, "");
    }
}
TEST(Encoding, KnowsUtf16WithAndWithoutItsMark) {
    const std::string text = "age = 34\r\nsex = \"any\"\n";
    for (const bool little : {true, false})
        for (const std::string mark : {"", little ? "\xff\xfe" : "\xfe\xff"}) {
            const auto d = decoded(mark + in_utf16(text, little), "a.toml");
            EXPECT_EQ(d.text, text) << little << mark.size();
            EXPECT_NE(d.note.find("a.toml is in UTF-16 and was converted"), std::string::npos) << d.note;
        }
    EXPECT_THROW(decoded(std::string("\xff\xfe\0\xd8", 4), "a"), InputError) << "half a surrogate";
    EXPECT_THROW(decoded(std::string("\xff\xfe\0\0a\0\0\0", 8), "a"), InputError) << "UTF-32";
}
TEST(Encoding, TakesWhatIsNoUtf8ForLatin1AndSaysSo) {
    const auto d = decoded(
        "\xdc"
        "ber \x80",
        "a.csv");
    EXPECT_EQ(d.text,
              "\xc3\x9c"
              "ber \xe2\x82\xac");
    EXPECT_NE(d.note.find("read as Latin-1"), std::string::npos) << d.note;
    EXPECT_EQ(decoded("\x81\xdc", "a").text, "\xc2\x81\xc3\x9c") << "what Windows leaves free";
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
