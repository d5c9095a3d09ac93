package dev.daogou.knowledge.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of Porter's paper. */
class EnglishStemTest {

    @ParameterizedTest
    @CsvSource({
        "caresses,caress",
        "ponies,poni",
        "cats,cat",
        "feed,feed",
        "agreed,agre",
        "plastered,plaster",
        "bled,bled",
        "motoring,motor",
        "sing,sing",
        "conflated,conflat",
        "troubled,troubl",
        "sized,size",
        "hopping,hop",
        "falling,fall",
        "hissing,hiss",
        "fizzed,fizz",
        "failing,fail",
        "filing,file",
        "happy,happi",
        "sky,sky",
        "relational,relat",
        "conditional,condit",
        "digitizer,digit",
        "operator,oper",
        "feudalism,feudal",
        "decisiveness,decis",
        "hopefulness,hope",
        "triplicate,triplic",
        "formative,form",
        "electrical,electr",
        "goodness,good",
        "revival,reviv",
        "allowance,allow",
        "adjustable,adjust",
        "replacement,replac",
        "adoption,adopt",
        "effective,effect",
        "probate,probat",
        "rate,rate",
        "cease,ceas",
        "controll,control",
        "roll,roll",
        "is,is"
    })
    void ends_are_cut_as_published(String word, String stem) {
        assertThat(EnglishStem.of(word)).isEqualTo(stem);
    }
}
