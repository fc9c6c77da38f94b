// `rewire serve`: a page to play with, answered from this machine to this machine alone.
#pragma once
#include <filesystem>
#include <string>

#include "serve/http.hpp"
#include "serve/runs.hpp"
#include "serve/tickets.hpp"

namespace rewire::serve {

struct ServeOptions {
    int port = 0;              // 0: any that is free
    std::filesystem::path out; // of the runs, made where it is missing
    Runs::Limits runs = {};
    Limits limits = {};
    std::string token = {}; // empty: a random one
};
class Server {
public:
    explicit Server(const ServeOptions& options); // InputError where the port is taken or the folder cannot be written
    ~Server();                                    // runs are stopped, and go on when they are started again
    int port() const { return http_.port(); }
    const std::string& token() const { return token_; }
    std::string address() const; // with the token behind its #
    Runs& runs() { return runs_; }

private:
    std::string token_;
    Runs runs_;
    Tickets tickets_;
    Http http_; // ends first
};

} // namespace rewire::serve
