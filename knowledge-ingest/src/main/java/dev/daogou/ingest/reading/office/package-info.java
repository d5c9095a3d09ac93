/** Reads what Word, Excel and PowerPoint and their like save: DOCX, XLSX and PPTX. Macros and embedded objects are not looked at. */
@NullMarked
package dev.daogou.ingest.reading.office;

import org.jspecify.annotations.NullMarked;
