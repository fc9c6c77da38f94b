# rewire_lazy(TARGET): the program loads heavy shared libraries when it first calls them (docs/decisions/0027-lazy-libraries.md).
# Elsewhere than on x86-64 Linux, under a sanitizer and with REWIRE_LAZY=OFF it is linked as ever. The installed libraries
# always are: who takes them links what find_package() names.
option(REWIRE_LAZY "load heavy shared libraries when they are first called" ON)
find_program(REWIRE_READELF readelf)
find_program(REWIRE_NM nm)

function(rewire_lazy target)
  if(NOT REWIRE_LAZY OR REWIRE_SANITIZE OR CMAKE_CROSSCOMPILING OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_SIZEOF_VOID_P EQUAL 8
     OR NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" OR NOT REWIRE_READELF OR NOT REWIRE_NM)
    return()
  endif()
  # Each with what is known of it: a function that settles its data, and data that do not change after that.
  set(libcpp-httplib --datum _ZTIN7httplib6ServerE)
  set(libnetcdf "")
  set(libarchive "")
  set(libmatio "")
  set(libcrypto "")
  set(libhdf5 --open H5open --datum H5T_NATIVE_DOUBLE_g --datum H5P_CLS_FILE_ACCESS_ID_g)
  set(libraries "")
  foreach(file ${HTTPLIB_LINK_LIBRARIES} ${NETCDF_LINK_LIBRARIES} ${ARCHIVE_LINK_LIBRARIES} ${MATIO_LINK_LIBRARIES} ${CRYPTO_LINK_LIBRARIES})
    if(file MATCHES "/(libcpp-httplib|libnetcdf|libarchive|libmatio|libcrypto|libhdf5)(_serial)?\\.so" AND NOT file IN_LIST libraries)
      list(APPEND libraries --library ${file} ${${CMAKE_MATCH_1}})
    endif()
  endforeach()
  if(Pagmo_FOUND)
    list(APPEND libraries --library $<TARGET_FILE:Pagmo::pagmo>)
  endif()
  get_property(rooms GLOBAL PROPERTY rewire_rooms)
  set(archives "")
  foreach(room rewire_app ${rooms})
    list(APPEND archives $<TARGET_FILE:${room}>)
  endforeach()
  set(output ${CMAKE_BINARY_DIR}/lazy_libraries.cpp)
  add_custom_command(OUTPUT ${output} COMMAND ${CMAKE_SOURCE_DIR}/scripts/lazy_libraries ${output} ${archives} ${libraries}
    DEPENDS rewire_app ${rooms} ${CMAKE_SOURCE_DIR}/scripts/lazy_libraries VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_link_options(${target} PRIVATE -Wl,--as-needed) # what is called through it is needed no more
  # Each library would be looked for in the folder of HDF5's development files first, and in its parts for processors.
  set_target_properties(${target} PROPERTIES SKIP_BUILD_RPATH ON)
  set(REWIRE_IS_LAZY ON PARENT_SCOPE)
endfunction()
