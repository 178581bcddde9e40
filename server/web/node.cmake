# SPDX-License-Identifier: Apache-2.0
# Finds KINHMOI_NODE and KINHMOI_NPM, or says what to do. Looked for at each configuring, because
# scripts/packages may have fetched newer ones since.
set(way_out "Run scripts/packages web, which gets what is missing, and configure anew; or build without the pages: \
-DKINHMOI_WEB=OFF (the API works, and the pages' paths say so).")

set(fetched ${PROJECT_SOURCE_DIR}/build/node/bin)
find_program(KINHMOI_NODE node HINTS ${fetched} NO_CACHE)
if(NOT KINHMOI_NODE)
  message(FATAL_ERROR "The pages need Node.js, and there is no 'node' in PATH. ${way_out}")
endif()
# Finished pages only have to be compressed: any node can do that.
if(KINHMOI_WEB_PREBUILT)
  return()
endif()

execute_process(COMMAND ${KINHMOI_NODE} --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
string(REGEX REPLACE "^v" "" version "${version}")
# As vite asks for it.
if(NOT ((version VERSION_GREATER_EQUAL 20.19 AND version VERSION_LESS 21) OR version VERSION_GREATER_EQUAL 22.12))
  message(FATAL_ERROR "The pages need Node.js 20.19, or 22.12 and newer; ${KINHMOI_NODE} is ${version}. ${way_out}")
endif()
find_program(KINHMOI_NPM npm HINTS ${fetched} NO_CACHE)
if(NOT KINHMOI_NPM)
  message(FATAL_ERROR "The pages need npm, and there is none in PATH. ${way_out}")
endif()
