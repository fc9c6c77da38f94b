# Writes a C++ file that holds every file under the given folders as bytes, named by its path below the folder; FOLDER=web/
# puts web/ before the names, and FILE=web/ is that file alone. A folder that is not there holds nothing.
# The bytes go in by the assembler's .incbin: nothing to escape, no limit on length.
function(rewire_embed output)
  set(entries "")
  set(blobs "")
  set(n 0)
  set(all "")
  foreach(argument ${ARGN})
    string(REGEX MATCH "^([^=]*)=?(.*)$" parts ${argument})
    set(folder ${CMAKE_MATCH_1})
    set(prefix "${CMAKE_MATCH_2}")
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*)
    if(EXISTS ${CMAKE_SOURCE_DIR}/${folder} AND NOT IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${folder})
      set(files ${CMAKE_SOURCE_DIR}/${folder})
      get_filename_component(folder ${folder} DIRECTORY)
    endif()
    list(FILTER files EXCLUDE REGEX "/validation/(calibration/.*(\\.toml|\\.json|\\.html|evaluations\\.csv)|[^/]*\\.(md|py))$") # what a program needs not
    list(SORT files)
    foreach(f ${files})
      file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/${folder} ${f})
      string(APPEND blobs "asm(\".section .rodata\\n.balign 16\\nrewire_blob_${n}:\\n.incbin \\\"${f}\\\"\\nrewire_blob_${n}_end:\\n.byte 0\\n.previous\\n\");\nextern \"C\" const char rewire_blob_${n}[], rewire_blob_${n}_end[];\n")
      string(APPEND entries "    {\"${prefix}${name}\", rewire_blob_${n}, rewire_blob_${n}_end},\n")
      list(APPEND all ${f})
      math(EXPR n "${n} + 1")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${output} @ONLY CONTENT
"// Written by cmake/embed.cmake.
#include \"base/embedded_table.hpp\"
${blobs}namespace rewire::detail {
namespace {
const Embedded table[] = {
${entries}};
}
std::span<const Embedded> embedded_table() { return table; }
}
")
  set_source_files_properties(${CMAKE_BINARY_DIR}/${output} PROPERTIES OBJECT_DEPENDS "${all}" SKIP_UNITY_BUILD_INCLUSION ON) # what it holds is no header
endfunction()
