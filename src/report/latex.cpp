#include "report/latex.hpp"

#include <cctype>
#include <iterator>
#include <utility>

namespace rewire::report {
namespace {

struct Accent {
    char command;
    std::string_view plain;  // letters that have a form of their own ...
    std::string_view formed; // ... and these, parted by blanks
    std::string_view mark;   // combines with any other letter
};
constexpr Accent accents[]{
    {'\'', "aeiouyAEIOUYcnszlrCNSZ", "á é í ó ú ý Á É Í Ó Ú Ý ć ń ś ź ĺ ŕ Ć Ń Ś Ź", "\u0301"},
    {'`', "aeiouAEIOU", "à è ì ò ù À È Ì Ò Ù", "\u0300"},
    {'^', "aeiouAEIOUcghjsw", "â ê î ô û Â Ê Î Ô Û ĉ ĝ ĥ ĵ ŝ ŵ", "\u0302"},
    {'"', "aeiouyAEIOU", "ä ë ï ö ü ÿ Ä Ë Ï Ö Ü", "\u0308"},
    {'~', "anoiuANO", "ã ñ õ ĩ ũ Ã Ñ Õ", "\u0303"},
    {'=', "aeiouAEIOU", "ā ē ī ō ū Ā Ē Ī Ō Ū", "\u0304"},
    {'.', "zegcZEGCI", "ż ė ġ ċ Ż Ė Ġ Ċ İ", "\u0307"},
    {'u', "aegouAEGOU", "ă ĕ ğ ŏ ŭ Ă Ĕ Ğ Ŏ Ŭ", "\u0306"},
    {'v', "cszrendtCSZREND", "č š ž ř ě ň ď ť Č Š Ž Ř Ě Ň Ď", "\u030c"},
    {'H', "ouOU", "ő ű Ő Ű", "\u030b"},
    {'c', "csteCST", "ç ş ţ ȩ Ç Ş Ţ", "\u0327"},
    {'k', "aeiuAEIU", "ą ę į ų Ą Ę Į Ų", "\u0328"},
    {'r', "auAU", "å ů Å Ů", "\u030a"},
    {'d', "", "", "\u0323"},
};
constexpr std::pair<std::string_view, std::string_view> letters[]{
    {"o", "ø"},          {"O", "Ø"},          {"l", "ł"},     {"L", "Ł"},  {"ss", "ß"},    {"ae", "æ"},
    {"AE", "Æ"},         {"oe", "œ"},         {"OE", "Œ"},    {"aa", "å"}, {"AA", "Å"},    {"i", "ı"},
    {"j", "ȷ"},          {"dh", "ð"},         {"th", "þ"},    {"dj", "đ"}, {"alpha", "α"}, {"beta", "β"},
    {"gamma", "γ"},      {"delta", "δ"},      {"kappa", "κ"}, {"mu", "μ"}, {"sigma", "σ"}, {"omega", "ω"},
    {"Delta", "Δ"},      {"pm", "±"},         {"times", "×"}, {"to", "→"}, {"ldots", "…"}, {"dots", "…"},
    {"textendash", "–"}, {"textemdash", "—"},
};

std::string accented(const Accent& a, std::string_view letter) {
    if (letter == "ı")
        letter = "i";
    if (letter.size() == 1)
        if (const auto at = a.plain.find(letter[0]); at != std::string_view::npos) {
            auto rest = a.formed;
            for (std::size_t k = 0; k < at; ++k)
                rest.remove_prefix(rest.find(' ') + 1);
            return std::string(rest.substr(0, rest.find(' ')));
        }
    return std::string(letter) + std::string(a.mark);
}

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::string all() {
        std::string out;
        while (!rest_.empty())
            out += piece();
        return out;
    }

private:
    bool take(std::string_view what) {
        if (!rest_.starts_with(what))
            return false;
        rest_.remove_prefix(what.size());
        return true;
    }
    // A group with what is in it, a command with its letter, or one character.
    std::string piece() {
        if (take("{")) {
            std::string out;
            while (!rest_.empty() && !take("}"))
                out += piece();
            return out;
        }
        if (take("\\"))
            return command();
        for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"---", "—"},
                                       {"--", "–"},
                                       {"``", "“"},
                                       {"''", "”"},
                                       {"~", "\u00a0"},
                                       {"$", ""},
                                       {"}", ""},
                                       {"\n", " "}})
            if (take(from))
                return std::string(to);
        return character();
    }
    std::string character() { // all bytes of it
        std::size_t n = 1;
        while (n < rest_.size() && (static_cast<unsigned char>(rest_[n]) & 0xC0u) == 0x80u)
            ++n;
        const auto one = rest_.substr(0, n);
        rest_.remove_prefix(n);
        return std::string(one);
    }
    std::string command() {
        if (rest_.empty())
            return {};
        std::size_t n = 0;
        while (n < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[n])))
            ++n;
        const auto name = rest_.substr(0, n == 0 ? 1 : n);
        rest_.remove_prefix(name.size());
        const auto skip_blanks = [&] {
            while (n > 0 && rest_.starts_with(' '))
                rest_.remove_prefix(1);
        };
        if (name.size() == 1)
            for (const auto& a : accents)
                if (a.command == name[0]) {
                    skip_blanks();
                    return rest_.empty() ? std::string() : accented(a, piece());
                }
        for (const auto& [known, letter] : letters)
            if (known == name) {
                skip_blanks();
                return std::string(letter);
            }
        if (n == 0)
            return std::string(name); // \& \% \_
        skip_blanks();
        return {}; // \emph and its like: their braces are read next
    }

    std::string_view rest_;
};

} // namespace

std::string plain_text_of_latex(std::string_view latex) { return Reader(latex).all(); }

} // namespace rewire::report
