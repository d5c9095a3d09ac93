package dev.daogou.ingest.reading.pdf;

import java.awt.geom.Point2D;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** What is printed on one page: letters, straight lines and how many pictures. */
final class PageContent extends PDFGraphicsStreamEngine {

    /** A letter as the page's own coordinates have it, before it is known which way is up. */
    private record Printed(
            String text, float x, float y, float advance, float size, int direction, boolean bold, boolean unseen) {}

    /** A straight line, in the page's own coordinates. */
    private record Stroke(float x1, float y1, float x2, float y2) {}

    /** More than this is a drawing, or made to exhaust whoever reads it. */
    private static final int MOST_GLYPHS = 200_000;

    private static final int MOST_FORMS = 10_000;
    private static final int MOST_STROKES = 20_000;
    private static final float THIN = 3;
    private static final float SLANT = 0.1f;
    private static final int ASKEW = -1;
    private static final Pattern BOLD = Pattern.compile("bold|black|heavy|semibold|demi(?!s)|-w[6-9]\\b|黑体|simhei");
    private static final String LIGATURES_AND_RADICALS = "[\\ufb00-\\ufb06\\u2e80-\\u2fdf\\uf900-\\ufaff]";
    private static final String RADICALS = "⺁⺠⺩⺼⻁⻄⻅⻉⻋⻑⻓⻔⻗⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰";
    private static final String CHARACTERS = "厂民王肉虎西见贝车長长门雨青页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙";
    private static final Pattern COMPATIBLE = Pattern.compile(LIGATURES_AND_RADICALS);

    private final List<Printed> printed = new ArrayList<>();
    private final List<Stroke> strokes = new ArrayList<>();
    private final List<Stroke> path = new ArrayList<>();
    private final Set<Long> places = new HashSet<>();
    private final Set<COSBase> painting = Collections.newSetFromMap(new IdentityHashMap<>());
    private int forms;
    private Point2D.Float start = new Point2D.Float();
    private Point2D.Float current = new Point2D.Float();
    private @Nullable PDFont fontBefore;
    private boolean fontBold;
    private int pictures;
    private int unreadable;

    PageContent(PDPage page) {
        super(page);
    }

    int pictures() {
        return pictures;
    }

    /** How many letters stand there whose font does not say which letters they are. */
    int unreadable() {
        return unreadable;
    }

    int letters() {
        return printed.size();
    }

    /** The layers of the page, each upright: nearly always one, more when some text is turned. */
    List<Layer> layers() {
        int unseen = (int) printed.stream().filter(Printed::unseen).count();
        // The text layer behind a scanned page is not seen; what is unseen between other text is meant to be so.
        boolean withUnseen = unseen * 10L > printed.size() * 9L;
        int[] counts = new int[4];
        for (Printed letter : printed) {
            if (letter.direction() != ASKEW && (withUnseen || !letter.unseen())) {
                counts[letter.direction()]++;
            }
        }
        List<Layer> layers = new ArrayList<>();
        for (int rank = 0; rank < 4; rank++) {
            int direction = 0;
            for (int i = 1; i < 4; i++) {
                direction = counts[i] > counts[direction] ? i : direction;
            }
            if (counts[direction] > 0) {
                layers.add(layer(direction, withUnseen, layers.isEmpty()));
            }
            counts[direction] = -1;
        }
        return layers;
    }

    private Layer layer(int direction, boolean withUnseen, boolean withLines) {
        Turn turn = new Turn(getPage().getCropBox(), direction);
        List<Glyph> glyphs = new ArrayList<>();
        for (Printed letter : printed) {
            if (letter.direction() == direction && (withUnseen || !letter.unseen())) {
                float left = turn.x(letter.x(), letter.y());
                float baseline = turn.y(letter.x(), letter.y());
                if (turn.isOnPage(left, baseline)) {
                    glyphs.add(new Glyph(
                            letter.text(), left, left + letter.advance(), baseline, letter.size(), letter.bold()));
                }
            }
        }
        List<Box> lines = new ArrayList<>();
        if (withLines) {
            for (Stroke stroke : strokes) {
                float x1 = turn.x(stroke.x1(), stroke.y1());
                float y1 = turn.y(stroke.x1(), stroke.y1());
                float x2 = turn.x(stroke.x2(), stroke.y2());
                float y2 = turn.y(stroke.x2(), stroke.y2());
                lines.add(new Box(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)));
            }
        }
        return new Layer(glyphs, lines, turn.width(), turn.height(), turn);
    }

    @Override
    protected void showGlyph(Matrix rendering, PDFont font, int code, Vector displacement) {
        if (printed.size() >= MOST_GLYPHS) {
            return;
        }
        String text = font.toUnicode(code);
        if (text == null || text.isEmpty()) {
            unreadable++;
            return;
        }
        String clean = clean(text);
        if (clean.isEmpty()) {
            return;
        }
        float across = (float) Math.hypot(rendering.getScaleX(), rendering.getShearY());
        float size = (float) Math.hypot(rendering.getShearX(), rendering.getScaleY());
        if (size < 0.5f || size > 2_000) {
            return;
        }
        int mode = getGraphicsState().getTextState().getRenderingMode().intValue();
        boolean bold = isBold(font) || mode == RenderingMode.FILL_STROKE.intValue();
        boolean unseen = mode == RenderingMode.NEITHER.intValue() || mode == RenderingMode.NEITHER_CLIP.intValue();
        float x = rendering.getTranslateX();
        float y = rendering.getTranslateY();
        float advance = displacement.getX() * across;
        if (clean.isBlank() || isNew(clean, x, y, advance)) {
            printed.add(new Printed(clean, x, y, advance, size, direction(rendering), bold, unseen));
        }
    }

    /** A letter printed twice in one place makes it bold or gives it a shadow; it is one letter. */
    private boolean isNew(String text, float x, float y, float advance) {
        float step = Math.max(0.3f, Math.abs(advance) / 4);
        long column = Math.round(x / step);
        long row = Math.round(y / step);
        for (long dx = -1; dx <= 1; dx++) {
            for (long dy = -1; dy <= 1; dy++) {
                if (places.contains(place(text, column + dx, row + dy))) {
                    return false;
                }
            }
        }
        places.add(place(text, column, row));
        return true;
    }

    private static long place(String text, long column, long row) {
        return ((long) text.hashCode() << 32) ^ ((column & 0xffff) << 16) ^ (row & 0xffff);
    }

    private boolean isBold(PDFont font) {
        if (!font.equals(fontBefore)) {
            fontBefore = font;
            String name = font.getName() == null ? "" : font.getName().toLowerCase(Locale.ROOT);
            PDFontDescriptor descriptor = font.getFontDescriptor();
            fontBold = BOLD.matcher(name).find()
                    || (descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= 600));
        }
        return fontBold;
    }

    private static int direction(Matrix rendering) {
        float right = rendering.getScaleX();
        float up = rendering.getShearY();
        if (Math.abs(up) <= SLANT * Math.abs(right)) {
            return right > 0 ? 0 : 2;
        }
        if (Math.abs(right) <= SLANT * Math.abs(up)) {
            return up > 0 ? 1 : 3;
        }
        return ASKEW;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(at -> {
            if (at == 0xa0 || at == 0x3000 || at == '\t' || (at >= 0x2000 && at <= 0x200a)) {
                clean.append(' ');
            } else if (at >= 0xe000 && at <= 0xf8ff) {
                // Symbol fonts have no letters; nearly all that documents use of them are bullets.
                clean.append('•');
            } else if (at >= 0x20 && at != 0x7f && at != 0x200b && at != 0xfeff && at != 0xfffd && !isControl(at)) {
                clean.appendCodePoint(at);
            }
        });
        String said = clean.toString();
        return COMPATIBLE.matcher(said).find()
                ? Normalizer.normalize(withoutRadicals(said), Normalizer.Form.NFKC)
                : said;
    }

    /** Some fonts name a character by the radical that looks like it, which Unicode does not hold to be compatible. */
    private static String withoutRadicals(String text) {
        StringBuilder characters = new StringBuilder(text);
        for (int i = 0; i < characters.length(); i++) {
            int radical = RADICALS.indexOf(characters.charAt(i));
            if (radical >= 0) {
                characters.setCharAt(i, CHARACTERS.charAt(radical));
            }
        }
        return characters.toString();
    }

    private static boolean isControl(int codePoint) {
        return Character.getType(codePoint) == Character.CONTROL
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.UNASSIGNED;
    }

    @Override
    public void drawImage(PDImage image) {
        pictures++;
    }

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
        line(p0, p1);
        line(p1, p2);
        line(p2, p3);
        line(p3, p0);
        start = at(p0);
        current = start;
    }

    @Override
    public void moveTo(float x, float y) {
        start = new Point2D.Float(x, y);
        current = start;
    }

    @Override
    public void lineTo(float x, float y) {
        Point2D.Float to = new Point2D.Float(x, y);
        line(current, to);
        current = to;
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        current = new Point2D.Float(x3, y3);
    }

    @Override
    public Point2D getCurrentPoint() {
        return current;
    }

    @Override
    public void closePath() {
        line(current, start);
        current = start;
    }

    @Override
    public void endPath() {
        path.clear();
    }

    @Override
    public void strokePath() {
        path.forEach(this::keep);
        path.clear();
    }

    /** A filled shape is a line when it is thin. */
    @Override
    public void fillPath(int rule) {
        if (!path.isEmpty()) {
            float left = Float.MAX_VALUE;
            float right = -Float.MAX_VALUE;
            float low = Float.MAX_VALUE;
            float high = -Float.MAX_VALUE;
            for (Stroke stroke : path) {
                left = Math.min(left, Math.min(stroke.x1(), stroke.x2()));
                right = Math.max(right, Math.max(stroke.x1(), stroke.x2()));
                low = Math.min(low, Math.min(stroke.y1(), stroke.y2()));
                high = Math.max(high, Math.max(stroke.y1(), stroke.y2()));
            }
            if (path.size() <= 5 && right - left <= THIN) {
                keep(new Stroke((left + right) / 2, low, (left + right) / 2, high));
            } else if (path.size() <= 5 && high - low <= THIN) {
                keep(new Stroke(left, (low + high) / 2, right, (low + high) / 2));
            } else if (path.size() > 5) {
                fillEach();
            }
        }
        path.clear();
    }

    /** Several rectangles filled at once. */
    private void fillEach() {
        List<Stroke> all = List.copyOf(path);
        for (int i = 0; i + 4 <= all.size(); i += 4) {
            path.clear();
            path.addAll(all.subList(i, i + 4));
            fillPath(0);
        }
    }

    @Override
    public void fillAndStrokePath(int rule) {
        strokePath();
    }

    @Override
    public void clip(int rule) {}

    @Override
    public void shadingFill(COSName shading) {}

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        if (begin(form)) {
            try {
                super.showForm(form);
            } finally {
                painting.remove(form.getCOSObject());
            }
        }
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
        if (begin(group)) {
            try {
                super.showTransparencyGroup(group);
            } finally {
                painting.remove(group.getCOSObject());
            }
        }
    }

    /** Whether a drawing is still to be painted: none is inside itself, and a page has only so many. */
    private boolean begin(PDFormXObject form) {
        return ++forms <= MOST_FORMS && painting.add(form.getCOSObject());
    }

    /** What one operator of a page cannot do leaves the rest of the page readable. */
    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) {}

    private void line(Point2D from, Point2D to) {
        if (path.size() < MOST_STROKES) {
            path.add(new Stroke((float) from.getX(), (float) from.getY(), (float) to.getX(), (float) to.getY()));
        }
    }

    private void keep(Stroke stroke) {
        boolean straight = Math.abs(stroke.x1() - stroke.x2()) < 1 || Math.abs(stroke.y1() - stroke.y2()) < 1;
        if (straight && strokes.size() < MOST_STROKES) {
            strokes.add(stroke);
        }
    }

    private static Point2D.Float at(Point2D point) {
        return new Point2D.Float((float) point.getX(), (float) point.getY());
    }
}
