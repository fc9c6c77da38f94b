#include "serve/api.hpp"

#include <fmt/format.h>
#include <thread>

#include "base/translation.hpp"
#include "report/page.hpp"
#include "serve/gate.hpp"

namespace rewire::serve {
namespace {

using namespace std::chrono_literals;
using Parts = std::vector<std::string>;

// What never changes while the program runs is made once, for the first who asks.
const Answer& once(Json (*make)()) {
    using Key = std::pair<Json (*)(), Language>;
    static std::mutex lock;
    static std::map<Key, Answer> made;
    const std::lock_guard hold(lock);
    const Key key(make, language());
    const auto at = made.find(key);
    return at != made.end() ? at->second : made.emplace(key, answer(make())).first->second;
}

std::string file_type(const std::string& name) {
    constexpr std::pair<std::string_view, const char*> types[] = {{".html", "text/html; charset=utf-8"},
                                                                  {".json", "application/json; charset=utf-8"},
                                                                  {".csv", "text/csv; charset=utf-8"},
                                                                  {".md", "text/markdown; charset=utf-8"},
                                                                  {".toml", "text/plain; charset=utf-8"},
                                                                  {".R", "text/plain; charset=utf-8"},
                                                                  {".svg", "image/svg+xml"},
                                                                  {".nc", "application/x-netcdf"}};
    for (const auto& [ending, type] : types)
        if (name.ends_with(ending))
            return type;
    return "application/octet-stream";
}

Answer file_answer(const std::filesystem::path& file) {
    Answer out{.type = file_type(file.filename().string()), .file = file};
    add_sandbox(out);
    return out;
}
// By its listed name alone. A report in the asker's language, where it was written in several.
std::filesystem::path file_of(const Run& run, const std::string& name) {
    const auto files = files_in(run.results());
    if (!files.contains(name))
        throw Refused(404, "this run has no such file");
    const auto other = report::other_page(name, language());
    return run.results() / (files.contains(other) ? other : name);
}
std::string name_in(const Parts& parts) { // behind /api/runs/ID/files
    std::string out;
    for (std::size_t k = 4; k < parts.size(); ++k)
        out += (k > 4 ? "/" : "") + parts[k];
    return out;
}

// Server-sent events: progress as it changes, at most ten a second; a comment where nothing changes for long.
Answer events_of(std::shared_ptr<const Run> run, const Runs& runs) {
    constexpr std::chrono::milliseconds pause = 100ms, quiet = 10s;
    Answer out{.type = "text/event-stream; charset=utf-8"};
    const auto event = [](const char* name, const Json& data) {
        return fmt::format("event: {}\ndata: {}\n\n", name, data.dump());
    };
    out.stream = [=, &runs, last = std::string(), ended = false,
                  told = std::chrono::steady_clock::now()]() mutable -> std::optional<std::string> {
        if (ended || runs.ending())
            return {};
        const auto p = run->progress();
        ended = p.ended();
        const Json data = {{"state", word_of(p.state)},
                           {"stage", p.stage},
                           {"share", p.share},
                           {"seconds_left", p.left ? Json(*p.left) : Json()}};
        const auto what = fmt::format("{} {} {}", word_of(p.state), p.stage, p.share);
        std::string text;
        if (what != last)
            text = event("progress", data);
        if (ended)
            return text + event("end", {{"state", word_of(p.state)}});
        const auto now = std::chrono::steady_clock::now();
        if (text.empty() && now - told > quiet)
            text = ": still there\n\n";
        if (!text.empty())
            told = now;
        last = what;
        std::this_thread::sleep_for(pause);
        return text;
    };
    return out;
}

Json list_of(const Runs& runs) {
    Json out = Json::array();
    for (const auto& run : runs.all())
        out.push_back(run->short_json());
    return out;
}

// /api/runs/ID and below
Answer run_answer(const Request& r, Runs& runs, Tickets& tickets) {
    const auto& id = r.parts[2];
    const auto run = runs.find(id);
    const auto what = r.parts.size() > 3 ? r.parts[3] : "";
    const bool get = r.method == "GET", whole = r.parts.size() <= 4;
    if (what.empty() && get)
        return answer(run->json());
    if (what.empty() && r.method == "DELETE")
        return runs.remove(id), answer(Json::object());
    if (what == "events" && get && whole)
        return events_of(run, runs);
    if (what == "stop" && r.method == "POST" && whole)
        return runs.stop(id), answer(Json::object());
    if (what == "start" && r.method == "POST" && whole)
        return runs.start(id), answer(Json::object());
    if (what == "data" && get && whole) {
        const auto over = r.values("over");
        return answer(data_of(run->results(), r.values("var"), over.empty() ? "" : over.front()));
    }
    if (what == "files" && get && r.parts.size() > 4)
        return file_answer(file_of(*run, name_in(r.parts)));
    if (what == "files" && r.method == "POST" && r.parts.size() > 4)
        return answer({{"path", "/ticket/" + tickets.issue(file_of(*run, name_in(r.parts)))}}, 201);
    throw Refused(404, "there is no such address");
}

Answer api_answer(const Request& r, Runs& runs, Tickets& tickets) {
    const auto what = r.parts.size() > 1 ? r.parts[1] : "";
    const bool get = r.method == "GET", post = r.method == "POST", whole = r.parts.size() == 2;
    if (get && whole && what == "house")
        return once(&house);
    if (get && whole && what == "catalogue")
        return once(&catalogue);
    if (get && whole && what == "scenarios")
        return once(&scenarios);
    if (get && whole && what == "evidence")
        return once(&evidence);
    if (get && what == "evidence" && r.parts.size() == 3)
        return answer(evidence_of(r.parts[2]));
    if (post && whole && what == "check") {
        const auto json = object_of(r.body);
        return answer(check(text_of(json, "text").value_or(""), text_of(json, "file").value_or("scenario.toml")));
    }
    if (get && whole && what == "runs")
        return answer(list_of(runs));
    if (post && whole && what == "runs")
        return answer({{"id", runs.add(Asked::of_json(object_of(r.body)))->id}}, 201);
    if (what == "runs" && r.parts.size() > 2)
        return run_answer(r, runs, tickets);
    throw Refused(404, "there is no such address");
}

} // namespace

Answer answer_of(const Request& r, Runs& runs, Tickets& tickets) {
    Answer out;
    const Speaking speaking(language_of_asker(r));
    const auto first = r.parts.empty() ? "" : r.parts.front();
    try {
        if (first == "api")
            return api_answer(r, runs, tickets);
        if (r.method != "GET")
            throw Refused(405, "the page is only read");
        if (first != "ticket" || r.parts.size() != 2)
            return page(r.path);
        if (const auto file = tickets.redeem(r.parts[1]))
            return file_answer(*file);
        throw Refused(404, "this address held for a minute, and once; open the file from the page again");
    } catch (const Refused& e) {
        out = refusal(e.status(), e.what());
    } catch (const InputError& e) {
        out = refusal(400, e.problems());
    } catch (const std::exception& e) {
        out = refusal(500, e.what());
    }
    return out;
}

} // namespace rewire::serve
