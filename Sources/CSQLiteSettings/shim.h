#ifndef VOC_CSQLITESETTINGS_SHIM_H
#define VOC_CSQLITESETTINGS_SHIM_H

#include <malloc.h>
#include <sqlite3.h>

// sqlite3_config takes variable arguments, which Swift cannot call. Without memory statistics SQLite takes no lock for
// each allocation: an import spends a tenth of its time there. Must be called before the first connection is opened.
static inline int voc_sqlite_disable_memory_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// Freed memory goes back to the system at once: glibc's own bound grows with use, and with it a long import by 25 MB. What
// compiling the lexicons has left goes back too.
static inline int voc_return_freed_memory(void) { return mallopt(M_TRIM_THRESHOLD, 128 << 10) + malloc_trim(0); }

#endif
