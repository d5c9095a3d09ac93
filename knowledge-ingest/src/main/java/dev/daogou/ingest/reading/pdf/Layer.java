package dev.daogou.ingest.reading.pdf;

import java.util.List;

/**
 * The text of a page that runs one way, held upright.
 *
 * @param glyphs its letters, in the order they were printed in
 * @param lines the straight lines drawn on the page, as boxes without width or without height
 * @param width the page's, in points
 * @param height the page's, in points
 * @param turn how it was turned
 */
record Layer(List<Glyph> glyphs, List<Box> lines, float width, float height, Turn turn) {}
