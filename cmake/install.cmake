# `cmake --install build --prefix DIR` (or `make install PREFIX=DIR`): the program, its manual page, and what the Tab key of
# a shell knows, both written by the program itself, the scenarios to begin with, and the libraries with their headers for
# programs of one's own: find_package(rewire), rewire::study.
include(GNUInstallDirs)
set(words ${CMAKE_BINARY_DIR}/words)
file(MAKE_DIRECTORY ${words})
add_custom_command(TARGET rewire POST_BUILD VERBATIM
  COMMAND sh -c "./rewire man >words/rewire.1 && ./rewire completions bash >words/rewire && ./rewire completions zsh >words/_rewire && ./rewire completions fish >words/rewire.fish"
  WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
install(TARGETS rewire RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${words}/rewire.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${words}/rewire DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${words}/_rewire DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${words}/rewire.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/rewire)
install(FILES LICENSE CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})

get_property(rooms GLOBAL PROPERTY rewire_rooms)
# Headers hold vector code: who includes them compiles for the machine the libraries were built for, and rounds as they do.
target_compile_options(rewire_base INTERFACE $<INSTALL_INTERFACE:-ffp-contract=off$<SEMICOLON>${REWIRE_ISA_FLAGS}>)
target_compile_features(rewire_base INTERFACE cxx_std_20)
foreach(room ${rooms})
  string(REPLACE rewire_ "" word ${room})
  set_target_properties(${room} PROPERTIES EXPORT_NAME ${word})
endforeach()
install(TARGETS ${rooms} EXPORT rewire ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY src/ DESTINATION include/rewire FILES_MATCHING PATTERN "*.hpp" PATTERN app EXCLUDE PATTERN page EXCLUDE)
install(EXPORT rewire NAMESPACE rewire:: FILE rewire-targets.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rewire)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/rewire-config.cmake.in rewire-config.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rewire)
write_basic_package_version_file(rewire-config-version.cmake COMPATIBILITY ExactVersion)
install(FILES ${CMAKE_BINARY_DIR}/rewire-config.cmake ${CMAKE_BINARY_DIR}/rewire-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rewire)
