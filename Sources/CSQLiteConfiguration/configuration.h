// sqlite3_config takes a variable number of arguments, which Swift cannot call.
#ifndef C_SQLITE_CONFIGURATION_H
#define C_SQLITE_CONFIGURATION_H
#include <sqlite3.h>

/// Stops SQLite from counting the memory that it uses, for which every allocation takes a lock. Nobody reads the count.
/// To be called before SQLite is used; later it changes nothing and answers an error code.
static inline int sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
#endif
