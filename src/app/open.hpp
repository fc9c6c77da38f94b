// What a user's desktop opens.
#pragma once
#include <filesystem>

namespace rewire::app {

// By the program that this user chose for such a file (xdg-open); nothing where there is none. Does not wait.
void open_for_user(const std::filesystem::path& file);

} // namespace rewire::app
