// A TOML document whose every value knows its place: what is wrong with a file is told all at once, with line and
// caret.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/known.hpp"
#include "base/unit.hpp"

namespace rewire::scenario {

class Document;
// Of a text, kept as long as somebody tells of places in it.
using Lines = std::shared_ptr<const std::vector<std::string>>;
// With the line as it stands there, where the text has one of that number.
Problem problem_at(const std::string& file, const Lines& lines, int line, int column, std::string what);
int last_line(const Lines& lines); // that says something; 1 where none does

// A table of a document. Asking for a key marks it as known; finish() tells of the keys nobody asked for. What is wrong
// is noted in the document's problems, and a harmless value is given so that reading can go on.
class Section {
public:
    bool has(std::string_view key) const;
    bool told(
        std::string_view key) const; // that its value is missing or cannot be read: what hangs on it is left alone
    std::string text(std::string_view key, std::optional<std::string> fallback = {});
    double number(std::string_view key, std::optional<double> fallback = {});
    std::optional<double> find_number(std::string_view key); // nothing, and no note: absent, no number, not finite
    std::optional<std::string> find_text(std::string_view key);
    bool is_list(std::string_view key) const;
    bool is_table(std::string_view key) const;
    bool is_list_of_tables(std::string_view key) const;
    std::string comment(std::string_view key) const;    // behind a value, without its #
    std::string heading_comment() const;                // behind [this] or [[this]]
    std::string as_written(std::string_view key) const; // the value of a key as the file has it
    bool flag(std::string_view key, bool fallback);
    // The place of a word among those that may stand here: the first where nothing is said, or, with a note, another.
    std::size_t one_of(std::string_view key, const Names& words);
    double quantity(std::string_view key, std::string_view unit, std::optional<double> fallback = {}); // SI
    std::vector<std::string> texts(std::string_view key);                                              // absent: none
    struct Text {
        std::string value;
        int line = 0, column = 0; // of its opening quote
    };
    std::vector<Text> located(std::string_view key);                    // as texts()
    Text located_text(std::string_view key, std::string_view fallback); // as text()
    std::string written(std::string_view key);                          // a number or a text, as a text
    Text place(std::string_view key) const;                             // where the value of a key stands, and the key
    std::vector<double> numbers(std::string_view key);
    Section section(std::string_view key);               // absent: an empty one
    std::vector<Section> sections(std::string_view key); // [[key]]
    std::vector<std::string> keys() const;               // all of them count as known
    // A problem at the value of a key (or at the section itself), told as the file's other problems are; none where the
    // value is missing or cannot be read, which is told.
    void wrong(std::string_view key, std::string what);
    void wrong_at(const Text& text, std::size_t signs, std::string what); // behind so many signs of a text
    // The same place in the text as the file has it, which may be in Chinese.
    std::size_t as_written_at(const Text& text, std::size_t signs) const;
    void finish();
    const std::string& file() const; // of its document, as are the lines
    Lines lines() const;

private:
    friend class Document;
    struct Node;
    void unreadable(std::string_view key, std::string what); // wrong(), and all that can be said of it
    std::shared_ptr<Node> node_;
};

// Told of a name that is not in a place: the nearest that is, or else all of them.
std::string has_no(std::string_view place, std::string_view given, const std::vector<std::string_view>& known);

enum class Words { as_written, of_protocols }; // of protocols: Chinese ones are read too (scenario/chinese.hpp)

class Document {
public:
    // InputError with line and column when it is no TOML. Other encodings are converted (base/encoding.hpp).
    Document(std::string_view bytes, std::string file, Words words = Words::as_written);
    ~Document();
    Section root();
    // InputError with everything that was noted, in file order.
    void raise();
    Lines lines() const;
    const std::string& note() const;      // of a text that was in another encoding; usually empty
    std::vector<Problem> take_problems(); // instead: to be told with others

private:
    friend class Section;
    struct Body;
    std::shared_ptr<Body> body_;
};

} // namespace rewire::scenario
