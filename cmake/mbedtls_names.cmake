# This library under the names of Mbed TLS 3.6: what find_package(MbedTLS), pkg-config and -lmbedtls find when a program
# is built, and the sonames that programs ask for that were linked with Mbed TLS 3.6.
#
# There is one library whatever the name, so that a process has its state (the PSA key store, the hooks for memory) once:
# - the names for linkers (libmbedtls.so, libmbedtls.a) are links to libdtls, so that programs ask for libdtls.so.0;
# - the names for programs that are linked already (libmbedtls.so.21) are libraries that hold nothing and depend on
#   libdtls.so.0, which the dynamic linker finds beside them.
set(mbedtls_version 3.6.6)
set(mbedtls_soversion_mbedtls 21)
set(mbedtls_soversion_mbedx509 7)
set(mbedtls_soversion_mbedcrypto 16)
set(mbedtls_requires_mbedtls "mbedx509 mbedcrypto")
set(mbedtls_requires_mbedx509 "mbedcrypto")
set(mbedtls_requires_mbedcrypto "")

set(links "${CMAKE_CURRENT_BINARY_DIR}/links")
file(MAKE_DIRECTORY "${links}")
foreach(name mbedtls mbedx509 mbedcrypto)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        add_library(dtls_${name} SHARED "${CMAKE_CURRENT_SOURCE_DIR}/cmake/nothing.c")
        set_target_properties(dtls_${name} PROPERTIES
            OUTPUT_NAME ${name}
            VERSION ${mbedtls_version}
            SOVERSION ${mbedtls_soversion_${name}}
            LIBRARY_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/names"
            INSTALL_RPATH "$ORIGIN")
        # It calls nothing of libdtls, and depends on it all the same.
        target_link_options(dtls_${name} PRIVATE "LINKER:--no-as-needed")
        target_link_libraries(dtls_${name} PRIVATE dtls::dtls)
        add_dependencies(dtls_${name} dtls_cargo)
        install(TARGETS dtls_${name} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" NAMELINK_SKIP)
    endif()

    foreach(ending "${CMAKE_SHARED_LIBRARY_SUFFIX}" "${CMAKE_STATIC_LIBRARY_SUFFIX}")
        file(CREATE_LINK "libdtls${ending}" "${links}/lib${name}${ending}" SYMBOLIC)
        install(FILES "${links}/lib${name}${ending}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    endforeach()

    set(mbedtls_name ${name})
    set(mbedtls_requires "${mbedtls_requires_${name}}")
    configure_file(cmake/mbedtls.pc.in "${name}.pc" @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

    # For add_subdirectory().
    if(NOT TARGET MbedTLS::${name})
        add_library(MbedTLS::${name} INTERFACE IMPORTED GLOBAL)
        target_link_libraries(MbedTLS::${name} INTERFACE dtls::dtls)
    endif()
endforeach()

set(mbedtls_package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/MbedTLS")
configure_package_config_file(cmake/MbedTLSConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/MbedTLSConfig.cmake"
    INSTALL_DESTINATION "${mbedtls_package_folder}"
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/MbedTLSConfigVersion.cmake"
    VERSION ${mbedtls_version}
    COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/MbedTLSConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/MbedTLSConfigVersion.cmake"
    DESTINATION "${mbedtls_package_folder}")
