#include "serve/server.hpp"

#include <fmt/format.h>

#include "serve/api.hpp"
#include "serve/gate.hpp"

namespace rewire::serve {

Server::Server(const ServeOptions& o)
    : token_(o.token.empty() ? random_token() : o.token),
      runs_(o.out, o.runs),
      http_(
          o.port, o.limits,
          [this](const Request& r) {
              auto refused = refused_at_gate(r, http_.port(), token_);
              if (refused)
                  add_safe_headers(*refused);
              return refused;
          },
          [this](const Request& r) {
              auto out = answer_of(r, runs_, tickets_);
              add_safe_headers(out);
              return out;
          }) {}

Server::~Server() { http_.stop(); }

std::string Server::address() const { return fmt::format("http://127.0.0.1:{}/#token={}", port(), token_); }

} // namespace rewire::serve
