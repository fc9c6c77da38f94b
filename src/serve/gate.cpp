#include "serve/gate.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/random.h>

#include "base/error.hpp"
#include "serve/problems.hpp"

namespace rewire::serve {
namespace {

bool is_ours(const std::string& host, int port) {
    return host == fmt::format("127.0.0.1:{}", port) || host == fmt::format("localhost:{}", port);
}

} // namespace

std::string random_token() {
    unsigned char bytes[32];
    if (::getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes))
        throw InputError("serve", fmt::format("the system gives no random bytes: {}", std::strerror(errno)));
    std::string out;
    for (const auto b : bytes)
        out += fmt::format("{:02x}", b);
    return out;
}

bool same_secret(const std::string& given, const std::string& secret) {
    unsigned differs = given.size() != secret.size();
    for (std::size_t k = 0; k < secret.size(); ++k) {
        const char c = given.empty() ? '\0' : given[k % given.size()];
        differs |= static_cast<unsigned char>(c) ^ static_cast<unsigned char>(secret[k]);
    }
    return differs == 0;
}

std::optional<Answer> refused_at_gate(const Request& r, int port, const std::string& token) {
    if (!is_ours(r.host, port))
        return refusal(403, fmt::format("ask for http://127.0.0.1:{0} or http://localhost:{0}", port));
    constexpr std::string_view scheme = "http://";
    if (!r.origin.empty() && !(r.origin.starts_with(scheme) && is_ours(r.origin.substr(scheme.size()), port)))
        return refusal(403, "pages of other origins are not answered");
    if (r.parts.empty() || r.parts.front() != "api")
        return {};
    constexpr std::string_view bearer = "Bearer ";
    if (!r.authorization.starts_with(bearer) || !same_secret(r.authorization.substr(bearer.size()), token)) {
        auto out = refusal(401, "open the address that rewire serve has printed; its token is missing or is another's");
        out.headers.emplace_back("WWW-Authenticate", "Bearer");
        return out;
    }
    return {};
}

void add_safe_headers(Answer& a) {
    const auto add = [&](const char* name, const char* value) {
        for (const auto& header : a.headers)
            if (header.first == name)
                return;
        a.headers.emplace_back(name, value);
    };
    add("Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src "
        "'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' "
        "blob:; frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors "
        "'none'");
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Cache-Control", "no-store");
}

void add_sandbox(Answer& a) {
    a.headers.emplace_back("Content-Security-Policy",
                           "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
                           "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'");
}

} // namespace rewire::serve
