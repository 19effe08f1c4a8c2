#ifndef VOC_CZIP_SHIM_H
#define VOC_CZIP_SHIM_H

#include <zip.h>

#endif
