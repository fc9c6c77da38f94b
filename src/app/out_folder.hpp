// A folder of results: what is in it is of one run, and nothing else is ever overwritten without consent.
//
// A small file of its own (.rewire) lists what a run wrote, with a hash of each file. A folder with other things is
// refused unless forced, and so are results that were changed since and files named like results that came since; files
// of an earlier run stay until the new ones are there, and those that the new run did not write anew then go, so that
// nothing old is taken for new.
#pragma once
#include "app/command_line.hpp"
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "report/ro_crate.hpp"

namespace rewire::app {

// What a user has to say expressly.
struct Consent {
    bool force = false; // write among other things in --out
    bool yes = false;   // begin what will take more than a day or most of the memory
};
void declare(cli::App& command, Consent& consent, const std::string& group = "Options"); // --force, --yes
void declare_yes(cli::App& command, bool& yes, const std::string& group = "Options");    // --yes alone

class OutFolder {
public:
    // Made where it is missing. InputError naming `option` when it is no folder, cannot be written, or holds other
    // things, or results that were changed since they were written, and `force` is not given. Prints what will be
    // replaced, but for a run that goes on with `resume`.
    OutFolder(std::filesystem::path folder, std::string option, std::string command, bool force, bool resume);
    OutFolder(const OutFolder&) = delete;
    ~OutFolder(); // of a run that wrote nothing, the earlier list is put back

    const std::filesystem::path& path() const { return folder_; }
    std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
    std::filesystem::path store(const std::string& name); // a file that this run goes on using, changed or not
    // The run is done: files of the earlier run that it did not write again are removed and named.
    void finish();

private:
    report::FilesSeen files() const;
    using Hashes = std::map<std::string, std::string>; // of files by their path in the folder; "-": any contents
    void read_list();
    void write_list(std::string_view mark, const Hashes& hashes) const;
    void refuse_what_is_not_ours(const std::string& option, bool made) const;

    std::filesystem::path folder_;
    std::string command_;
    report::FilesSeen before_;
    std::set<std::string> stores_;
    Hashes earlier_;                // of before_, those that rewire wrote
    std::set<std::string> changed_; // of these, those that are not what it wrote
    std::string list_before_, earlier_command_;
    bool complete_ = false; // the earlier run came to its end, so all that it wrote is in the list
    bool finished_ = false;
};

// A file that was made from the results of a folder later on (report.pdf) becomes one of them: the next run may replace
// it, and takes it away where it makes none. Nothing where the folder has no list of rewire's.
void add_result(const std::filesystem::path& folder, const std::string& name);

} // namespace rewire::app
