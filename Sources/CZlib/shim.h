#ifndef VOC_CZLIB_SHIM_H
#define VOC_CZLIB_SHIM_H

#include <zlib.h>

#endif
