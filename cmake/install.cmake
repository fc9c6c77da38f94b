# `cmake --install build --prefix DIR` (or `make install PREFIX=DIR`): the program, its manual page, and what the Tab key of
# a shell knows, both written by the program itself, and the scenarios to begin with.
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
