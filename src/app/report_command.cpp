// `rewire report`: the page of a folder of results, opened again or printed.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "study/pdf.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct ReportCommand {
    std::string folder;
    bool pdf = false, no_browser = false;
};

int run_report(const ReportCommand& o) {
    const auto page = study::page_of(o.folder);
    if (!o.pdf) {
        tell("report: {}\n", page.string());
        flush_output();
        if (!o.no_browser)
            open_for_user(page);
        return 0;
    }
    const auto pdf = fs::path(page).replace_extension(".pdf");
    study::print_pdf(page, pdf);
    add_result(o.folder, pdf.filename().string());
    tell("report: {}\n", pdf.string());
    return 0;
}

} // namespace

void declare_report(cli::App& app, Command& chosen) {
    auto* c = app.add_subcommand("report", "the report of a folder of results: open it again, or print it");
    auto o = std::make_shared<ReportCommand>();
    c->add_option("folder", o->folder, "of the results, the --out of another command")->required();
    c->add_flag("--pdf", o->pdf, "print it for A4, beside the page, by chromium where that is installed");
    c->add_flag("--no-browser", o->no_browser, "print where the page is alone");
    c->callback([&chosen, o] { chosen = [o] { return run_report(*o); }; });
}

} // namespace rewire::app
