// Who may ask: programs of this machine that know the token, under the names of this machine alone.
#pragma once
#include <optional>
#include <string>

#include "serve/http.hpp"

namespace rewire::serve {

// 32 random bytes as 64 letters. InputError where the system has none to give.
std::string random_token();
// In a time that does not tell how much of it is right.
bool same_secret(const std::string& given, const std::string& secret);

// Refuses a request whose Host is not this machine's loopback with this port (a name of somebody else's that was made
// to point here), whose Origin is another page's, or that asks below /api without `Authorization: Bearer TOKEN`.
std::optional<Answer> refused_at_gate(const Request& request, int port, const std::string& token);

// What every answer says to the browser: only files of this page run in it, nobody frames it, types are as told.
void add_safe_headers(Answer& answer);
// Of a report or another file of results: it may run its own scripts, but apart from the page and its token.
void add_sandbox(Answer& answer);

} // namespace rewire::serve
