// What is wrong, as the page is told: {"problems": [{file, line, column, message, source}]}.
#pragma once
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "serve/http.hpp"

namespace rewire::serve {

using Json = nlohmann::ordered_json;

// The names of files are told without the folders they lie in; messages in the language of who asks.
Json json_of(const std::vector<Problem>& problems);
Answer refusal(int status, const std::vector<Problem>& problems);
Answer refusal(int status, const std::string& what);
Answer answer(const Json& json, int status = 200);

// Thrown by whoever finds that a request cannot be answered, beside InputError (400).
class Refused : public std::runtime_error {
public:
    Refused(int status, const std::string& what) : std::runtime_error(what), status_(status) {}
    int status() const { return status_; }

private:
    int status_;
};

} // namespace rewire::serve
