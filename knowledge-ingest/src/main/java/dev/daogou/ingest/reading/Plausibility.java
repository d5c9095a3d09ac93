package dev.daogou.ingest.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.BitSet;

/**
 * How much a decoded text looks like text that people write: bytes read in the wrong character set become rare characters.
 * The first half of GB 2312 and of Big5 holds the characters in common use, by the standards' own order.
 */
final class Plausibility {

    private static final double FREQUENT = 1;
    private static final double COMMON = 0.45;
    private static final double SIGN = 0.6;
    private static final double USUAL_SIGN = 0.65;
    private static final double WAVE = 0.4;
    private static final double HIRAGANA = 0.9;
    private static final double KATAKANA = 0.5;
    private static final double LETTER_AMONG_LETTERS = 0.6;
    private static final double RARE = -0.2;
    private static final double ODD = -0.6;
    private static final double NEVER = -3;

    private static final String USUAL_SIGNS = "°×±·÷§©®™℃…—–“”‘’→€£¥²³½«»";

    /** About half of the characters of any Chinese text are among these, simplified or traditional. */
    private static final BitSet MOST_FREQUENT = set("""
            的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么\
            去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关\
            点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教\
            儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直\
            德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该\
            交规万取拉格望觉术领共确传师观清今切院让识候带导争运退货票快递费商尺码颜价库存订单支付客服修材质洗涤请您购买优惠券满减送邮箱衣裤\
            這個們來為國說時會對發後裡經過動還進樣開從實與長機關點業將兩間問應戰頭體見產話員東聲論處認條氣題爾別變總電數報結務場計資許統區隊\
            決馬書則聽達強難權設記類據張該規萬覺術領確傳師觀讓識帶導爭運貨遞費價庫單購買優滿減郵請於嗎吗呢吧啊谢謝""");

    private static final BitSet IN_COMMON_USE = common();

    private Plausibility() {}

    /** From about -3, no text at all, to 1; 0 for a text that has nothing but ASCII characters. */
    static double of(String text) {
        double sum = 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at >= 0x80) {
                sum += weight(text, i, at);
                number++;
            }
        }
        return number == 0 ? 0 : sum / number;
    }

    private static double weight(String text, int place, char at) {
        if (at == '\ufffd' || (at >= 0x80 && at < 0xA0) || (at >= 0xE000 && at < 0xF900) || at >= 0xFFF0) {
            return NEVER;
        }
        if (MOST_FREQUENT.get(at)) {
            return FREQUENT;
        }
        if (IN_COMMON_USE.get(at)) {
            return COMMON;
        }
        if (USUAL_SIGNS.indexOf(at) >= 0) {
            return USUAL_SIGN;
        }
        if (at == '～') {
            return WAVE;
        }
        if ((at >= 0x3000 && at <= 0x3017) || (at >= 0xFF01 && at <= 0xFF5E) || (at >= 0x2010 && at <= 0x203B)) {
            return SIGN;
        }
        return switch (Character.UnicodeScript.of(at)) {
            case HAN -> at >= 0x4E00 && at <= 0x9FFF ? RARE : ODD;
            case HIRAGANA -> HIRAGANA;
            case KATAKANA -> at >= 0xFF00 ? ODD : KATAKANA;
            case LATIN, CYRILLIC, GREEK, HANGUL -> isAmongLetters(text, place) ? LETTER_AMONG_LETTERS : RARE;
            default -> at < 0x100 || (at >= 0x20A0 && at <= 0x22FF) ? 0 : ODD;
        };
    }

    /** Whether the letters beside it are of its own kind, or plain ones for a letter with an accent. */
    private static boolean isAmongLetters(String text, int place) {
        Character.UnicodeScript script = Character.UnicodeScript.of(text.charAt(place));
        boolean accented = script == Character.UnicodeScript.LATIN;
        int same = 0;
        for (int beside : new int[] {place - 1, place + 1}) {
            if (beside >= 0 && beside < text.length() && Character.isLetter(text.charAt(beside))) {
                char other = text.charAt(beside);
                boolean alike = Character.UnicodeScript.of(other) == script && (!accented || other < 0x80);
                same += alike ? 1 : -1;
            }
        }
        return same > 0;
    }

    private static BitSet common() {
        BitSet common = new BitSet();
        addPairs(common, Charset.forName("GB2312"), 0xB0, 0xD7);
        addPairs(common, Charset.forName("Big5"), 0xA4, 0xC6);
        return common;
    }

    private static void addPairs(BitSet set, Charset charset, int first, int last) {
        for (int high = first; high <= last; high++) {
            for (int low = 0x40; low <= 0xFE; low++) {
                CharBuffer decoded = charset.decode(ByteBuffer.wrap(new byte[] {(byte) high, (byte) low}));
                if (decoded.length() == 1 && Character.isIdeographic(decoded.charAt(0))) {
                    set.set(decoded.charAt(0));
                }
            }
        }
    }

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.chars().filter(Character::isIdeographic).forEach(set::set);
        return set;
    }
}
