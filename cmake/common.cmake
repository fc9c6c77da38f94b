# The headers that most files read, read once: a build with them takes about half as long. They are the standard's,
# fmt's and, where words are written, nlohmann's, never our own. REWIRE_COMMON=OFF builds without; scripts/check_alone
# shows by it that a file includes what it uses.
option(REWIRE_COMMON "read common headers once" ON)
set(rewire_common_headers <algorithm> <array> <cmath> <cstdint> <cstring> <filesystem> <fmt/format.h> <fmt/ranges.h> <functional> <limits> <map>
  <memory> <numeric> <optional> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# Files of a room are compiled eight at a time, which reads its own headers once for eight. So a name stands once in a
# room, in its namespaces without a name too. With REWIRE_COMMON=OFF each is alone, and what shadows what is told.
function(rewire_together target)
  if(REWIRE_COMMON)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(${target} PRIVATE -Wno-shadow)
  endif()
endfunction()

# rewire_common(TARGET NAME): targets of one NAME are compiled alike, and share what was read. Further arguments: more headers.
function(rewire_common target name)
  if(NOT REWIRE_COMMON)
    return()
  endif()
  get_target_property(kind ${target} TYPE)
  if(kind STREQUAL "EXECUTABLE")
    target_compile_options(${target} PRIVATE -fPIC) # as the libraries whose headers it shares
  endif()
  get_property(first GLOBAL PROPERTY rewire_common_${name})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${rewire_common_headers} ${ARGN})
    set_property(GLOBAL PROPERTY rewire_common_${name} ${target})
  endif()
endfunction()
