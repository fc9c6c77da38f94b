// A folder of the running test, gone when it ends, and what an error says.
#pragma once
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include "base/error.hpp"

namespace made {

struct TemporaryFolder : ::testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                   ("rewire_base_" + std::to_string(::getpid()) + "_" +
                                    ::testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() + "_" +
                                    ::testing::UnitTest::GetInstance()->current_test_info()->name());
    TemporaryFolder() { std::filesystem::create_directories(folder); }
    ~TemporaryFolder() override { std::filesystem::remove_all(folder); }
};
inline std::string message(const std::function<void()>& act) {
    try {
        act();
    } catch (const rewire::InputError& e) {
        return e.what();
    }
    return "no error";
}

} // namespace made
