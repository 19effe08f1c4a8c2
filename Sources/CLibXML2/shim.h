#ifndef VOC_CLIBXML2_SHIM_H
#define VOC_CLIBXML2_SHIM_H

// Debian builds libxml2 with ICU, whose headers clash with Foundation's: switch it off before anything else is read.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#endif
