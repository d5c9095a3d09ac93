package dev.daogou.knowledge.evidence;

/**
 * What a passage's own text says for and against its being what was asked, each from 0 to 1.
 *
 * @param answerMissing how much of the question its best sentence speaks of without saying, near to that, a thing of the
 *     kind that is asked for (a time, an amount, a name); 0 where the question asks for no such thing
 * @param numbersMissing which part of the years and Latin names asked for it does not have
 * @param pairs which part of the question's pairs of neighbouring characters it has, when it is a text much longer than
 *     the question; 0 for a short one, which its vector describes well enough
 */
public record Evidence(double answerMissing, double numbersMissing, double pairs) {

    /** Nothing was read. */
    public static final Evidence NONE = new Evidence(0, 0, 0);
}
