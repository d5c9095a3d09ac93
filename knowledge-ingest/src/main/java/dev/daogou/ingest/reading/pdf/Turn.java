package dev.daogou.ingest.reading.pdf;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * From a page's own coordinates, whose origin is below, to those of the page held so that its text is upright.
 *
 * @param page the visible part of the page
 * @param direction where its text runs to: 0 right, 1 up, 2 left, 3 down
 */
record Turn(PDRectangle page, int direction) {

    float x(float x, float y) {
        return switch (direction) {
            case 1 -> y - page.getLowerLeftY();
            case 2 -> page.getUpperRightX() - x;
            case 3 -> page.getUpperRightY() - y;
            default -> x - page.getLowerLeftX();
        };
    }

    float y(float x, float y) {
        return switch (direction) {
            case 1 -> x - page.getLowerLeftX();
            case 2 -> y - page.getLowerLeftY();
            case 3 -> page.getUpperRightX() - x;
            default -> page.getUpperRightY() - y;
        };
    }

    float width() {
        return direction % 2 == 0 ? page.getWidth() : page.getHeight();
    }

    float height() {
        return direction % 2 == 0 ? page.getHeight() : page.getWidth();
    }

    boolean isOnPage(float x, float y) {
        return x >= -2 && x <= width() + 2 && y >= -2 && y <= height() + 2;
    }
}
