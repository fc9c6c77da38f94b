# A hash of the sources that numbers flow through, so that other equations under the same version number are noticed.
# As a script (-DLIST=... -DOUTPUT=... [-DROOM=...]) it writes the C++ file; included, it declares rewire_sources_hash().
if(DEFINED CMAKE_SCRIPT_MODE_FILE)
  file(STRINGS ${LIST} files)
  set(all "")
  foreach(f ${files})
    file(SHA256 ${f} hash)
    string(APPEND all "${hash}\n")
  endforeach()
  string(SHA256 hash "${all}")
  string(SUBSTRING ${hash} 0 16 hash)
  if(ROOM)
    set(of "::${ROOM}")
  endif()
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"// Written by cmake/sources_hash.cmake.
#include <string_view>
namespace rewire${of} {
std::string_view sources_hash();
std::string_view sources_hash() { return \"${hash}\"; }
}
")
  return()
endif()

# `room`: the namespace of the function, of rewire itself where it is empty.
function(rewire_sources_hash output room)
  set(all "")
  foreach(folder ${ARGN})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.hpp ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
    list(APPEND all ${files})
  endforeach()
  list(SORT all)
  string(REPLACE ";" "\n" lines "${all}")
  set(list ${CMAKE_BINARY_DIR}/${output}.txt)
  file(CONFIGURE OUTPUT ${list} @ONLY CONTENT "${lines}\n")
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${output}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DOUTPUT=${CMAKE_BINARY_DIR}/${output} -DROOM=${room} -P ${CMAKE_SOURCE_DIR}/cmake/sources_hash.cmake
    DEPENDS ${all} ${list} ${CMAKE_SOURCE_DIR}/cmake/sources_hash.cmake VERBATIM)
endfunction()
