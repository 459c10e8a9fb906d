# Makes of a static library one object that shows only what the shared library exports:
#   cmake -DNM= -DLINKER= -DOBJCOPY= -DAR= -DSHARED=FILE -DSTATIC=FILE -DRESULT=FILE -P hide_names.cmake
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "${ARGN}: ${code}\n${said}")
    endif()
endfunction()

execute_process(COMMAND "${NM}" -D --defined-only "${SHARED}" OUTPUT_VARIABLE symbols RESULT_VARIABLE code)
string(REGEX MATCHALL "(mbedtls|psa|dtls)_[A-Za-z0-9_]+" names "${symbols}")
list(LENGTH names count)
if(NOT code EQUAL 0 OR count LESS 100)
    message(FATAL_ERROR "${NM} finds ${count} names in ${SHARED}")
endif()

get_filename_component(folder "${RESULT}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}")
list(JOIN names "\n" lines)
file(WRITE "${folder}/names.txt" "${lines}\n")
list(JOIN names "\n-u " roots)
file(WRITE "${folder}/roots.txt" "-u ${roots}\n")
set(object "${folder}/dtls.o")

# Members of the archive that the names do not lead to are left out (not single sections: ld -r --gc-sections turns weak
# references into local ones). The intermediate code for link-time optimisation of crates goes, too: it would show their
# names again, and linkers of other versions stumble over it.
run("${LINKER}" -r "@${folder}/roots.txt" "${STATIC}" -o "${object}")
run("${OBJCOPY}" --remove-section=.llvmbc --remove-section=.llvmcmd "--keep-global-symbols=${folder}/names.txt" "${object}")
file(REMOVE "${RESULT}")
run("${AR}" crs "${RESULT}" "${object}")
file(REMOVE "${object}")
